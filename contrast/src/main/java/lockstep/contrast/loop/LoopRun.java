package lockstep.contrast.loop;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.EngineFailure;
import lockstep.engine.GrantQueue;
import lockstep.engine.ModelFailure;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;

/** One assignment on a loop. All but {@link #perform} runs on the loop's thread. */
final class LoopRun {

  private final Assignment assignment;
  private final EventLoop loop;
  private final CellStore cells;
  private final GrantQueue<LoopWorker> grants;
  private final List<LoopWorker> workers;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private long beginNanos;
  private long nextArrival;
  private int working;

  LoopRun(Assignment assignment, EventLoop loop) {
    this.assignment = assignment;
    this.loop = loop;
    this.cells = CellStore.first(assignment.model(), assignment.seed());
    this.grants = new GrantQueue<>(assignment.model().resources(), assignment.model()::permits);
    this.workers =
        IntStream.range(0, assignment.workers()).mapToObj(number -> new LoopWorker(this, number)).toList();
    this.working = workers.size();
  }

  /** Starts the workers and waits, on the calling thread, until all have ended. */
  Outcome perform() throws InterruptedException {
    assignment.cancellation().onRequest(() -> outcome.complete(new Outcome.Cancelled()));
    loop.execute(this::begin);
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ModelFailure failure) {
        throw failure;
      }
      throw new EngineFailure("a worker on the loop broke: " + e.getCause(), e);
    } catch (InterruptedException e) {
      assignment.cancellation().request();
      throw e;
    }
  }

  private void begin() {
    beginNanos = System.nanoTime();
    workers.forEach(loop::execute);
    if (assignment.policy() == Policy.DETECT) {
      detect();
    }
  }

  /** Until the assignment has ended, in whatever way. */
  private void detect() {
    long every = assignment.coordination().detectionNanos();
    ScheduledFuture<?> detecting =
        loop.scheduleWithFixedDelay(new LoopDetector(this, workers), every, every, TimeUnit.NANOSECONDS);
    var _ = outcome.whenComplete((end, failure) -> detecting.cancel(false));
  }

  /** A worker has no more tasks, or will begin no more because the assignment was cancelled. */
  void workerEnded() {
    working--;
    if (working == 0) {
      long elapsed = System.nanoTime() - beginNanos;
      outcome.complete(assignment.cancellation().requested() ? new Outcome.Cancelled() : completed(elapsed));
    }
  }

  private Outcome completed(long elapsedNanos) {
    Account together = new Account();
    workers.forEach(worker -> together.add(worker.account()));
    return new Outcome.Completed(cells, together, elapsedNanos);
  }

  /** A worker failed: the others stop where they next look. */
  void workerFailed(RuntimeException failure) {
    outcome.completeExceptionally(failure);
    assignment.cancellation().request();
  }

  /** The next task that no worker has taken, where workers share what arrives. */
  long takeArrival() {
    return nextArrival++;
  }

  /** When the workers could begin, by {@link System#nanoTime}. */
  long beginNanos() {
    return beginNanos;
  }

  Assignment assignment() {
    return assignment;
  }

  EventLoop loop() {
    return loop;
  }

  CellStore cells() {
    return cells;
  }

  GrantQueue<LoopWorker> grants() {
    return grants;
  }
}
