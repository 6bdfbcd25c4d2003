package lockstep.contrast.event;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import lockstep.engine.EngineFailure;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;

/** Netty's event loop has one partition, and a turn of the loop for each window. */
public final class EventLoopEventEngine implements EventEngine {

  /** How it is chosen. */
  public static final EventEngineKind KIND = new EventEngineKind("event-loop", false, EventLoopEventEngine::new);

  private static final long CLOSE_SECONDS = 5;

  private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    CompletableFuture<EventOutcome> outcome = new CompletableFuture<>();
    EventLoop loop = group.next();
    SinglePartition run = new SinglePartition(assignment);
    loop.execute(() -> begin(run, loop, outcome));
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new EngineFailure("the event loop broke: " + e.getCause(), e);
    } catch (InterruptedException e) {
      assignment.cancellation().request();
      throw e;
    }
  }

  private static void begin(SinglePartition run, EventLoop loop, CompletableFuture<EventOutcome> outcome) {
    try {
      run.start();
      turn(run, loop, outcome);
    } catch (RuntimeException e) {
      outcome.completeExceptionally(e);
    }
  }

  private static void turn(SinglePartition run, EventLoop loop, CompletableFuture<EventOutcome> outcome) {
    try {
      if (run.goesOn()) {
        run.advance();
        loop.execute(() -> turn(run, loop, outcome));
      } else {
        outcome.complete(run.outcome());
      }
    } catch (RuntimeException e) {
      outcome.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
