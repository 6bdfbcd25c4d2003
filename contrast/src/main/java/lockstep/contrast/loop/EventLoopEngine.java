package lockstep.contrast.loop;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;

/**
 * Netty's event loop: one thread, callbacks and timers. A worker runs until it has to wait for a timer or for a resource, and only
 * there does another get its turn; between two such points nothing can interfere with it, so most tasks need no protection at
 * all. Resources are guarded all the same, since a task may wait while it holds them.
 */
public final class EventLoopEngine implements Engine {

  /** How it is chosen. */
  public static final EngineKind KIND =
      new EngineKind(
          "event-loop",
          "One thread runs all workers in turn; they give way only where they wait",
          Set.of(Policy.ORDERED, Policy.UNORDERED, Policy.DETECT),
          EventLoopEngine::new);

  private static final long CLOSE_SECONDS = 5;

  private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    EventLoop loop = group.next();
    return new LoopRun(assignment, loop).perform();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
