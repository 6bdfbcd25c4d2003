package lockstep.contrast.thread;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.EngineFailure;
import lockstep.engine.ModelFailure;
import lockstep.engine.Outcome;
import org.jspecify.annotations.Nullable;

/** Performs one assignment with a thread for each worker. */
final class WorkerPool {

  private final Assignment assignment;
  private final CellStore cells;
  private final Guards guards;
  private final List<BlockingWorker> workers;
  private final StartSignal start;

  /** Why the first worker that failed did; the others are cancelled then. */
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  /**
   * @param guarding makes the guards of the assignment's state
   * @throws ModelFailure when the model throws in its first state
   */
  WorkerPool(Assignment assignment, Function<CellStore, Guards> guarding) {
    this.assignment = assignment;
    this.cells = CellStore.first(assignment.model(), assignment.seed());
    this.guards = guarding.apply(cells);
    AtomicLong nextArrival = new AtomicLong();
    this.workers =
        IntStream.range(0, assignment.workers())
            .mapToObj(w -> new BlockingWorker(assignment, w, guards, nextArrival))
            .toList();
    this.start = new StartSignal(assignment.workers());
  }

  /**
   * Starts the threads, lets all workers begin at once, and waits until every thread has ended.
   *
   * @param threads makes the pool for a number of workers
   */
  Outcome perform(IntFunction<ExecutorService> threads) throws InterruptedException {
    try (ExecutorService pool = threads.apply(workers.size());
        Guards.Attendant _ = guards.attend(this::fail)) {
      assignment.cancellation().onRequest(pool::shutdownNow);
      try {
        workers.forEach(worker -> pool.execute(() -> work(worker)));
        start.give();
        pool.shutdown();
        var _ = pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // Only a cancellation shuts the pool before all workers have started; those that have end by its interrupt.
      } catch (OutOfMemoryError e) {
        assignment.cancellation().request();
        throw new EngineFailure("cannot start " + workers.size() + " threads: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        assignment.cancellation().request();
        throw e;
      }
    }
    RuntimeException broken = failure.get();
    if (broken != null) {
      throw broken;
    }
    return assignment.cancellation().requested() ? new Outcome.Cancelled() : completed();
  }

  private void work(BlockingWorker worker) {
    try {
      worker.work(start);
    } catch (InterruptedException e) {
      // Only a cancellation interrupts workers, and it is already known; the thread ends here.
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(RuntimeException e) {
    failure.compareAndSet(null, e);
    assignment.cancellation().request();
  }

  private Outcome completed() {
    Account together = new Account();
    workers.forEach(worker -> together.add(worker.account()));
    long begin = workers.stream().mapToLong(BlockingWorker::beginNanos).min().orElseThrow();
    long end = workers.stream().mapToLong(BlockingWorker::endNanos).max().orElseThrow();
    return new Outcome.Completed(cells, together, end - begin);
  }
}
