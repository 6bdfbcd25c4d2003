package lockstep.contrast.event;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lockstep.engine.EngineFailure;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventRun;
import lockstep.engine.event.Partition;
import org.jspecify.annotations.Nullable;

/**
 * Workers that take partitions in turns. In each round a worker first takes the partitions that it took before, for their state is in
 * its cache, and then those that nobody has taken yet; between rounds all workers wait for each other. There is no coordinator: each
 * worker finds the next window from the bounds of all partitions.
 */
final class PartitionPool {

  /** A bound that has everybody stop: of a partition that failed, or that saw the assignment cancelled. */
  private static final long STOP = -1;

  private final EventAssignment assignment;
  private final EventRun run;
  private final List<Partition> partitions;
  private final List<Inbox> inboxes;
  private final Claims claims;
  private final Bounds bounds;

  /** More than there are partitions would have nothing to do. */
  private final int workers;

  private final RoundBarrier barrier;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private @Nullable Ended ended;

  /** How the rounds ended: the same for every worker, of which the first one says it. */
  private record Ended(long window, long rounds, long elapsedNanos) {}

  PartitionPool(EventAssignment assignment) {
    this.assignment = assignment;
    this.run = new EventRun(assignment);
    this.partitions = run.partitions();
    this.inboxes = IntStream.range(0, partitions.size()).mapToObj(_ -> new Inbox(partitions.size())).toList();
    this.claims = new Claims(partitions.size());
    this.bounds = new Bounds(partitions.size());
    this.workers = Math.min(assignment.workers(), partitions.size());
    this.barrier = new RoundBarrier(workers);
  }

  /**
   * Has threads do the work, and waits until they have ended.
   *
   * @param threads makes a pool for a number of workers
   */
  EventOutcome perform(IntFunction<ExecutorService> threads) throws InterruptedException {
    try (ExecutorService pool = threads.apply(workers)) {
      start(pool);
      pool.shutdown();
      var _ = pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      assignment.cancellation().request();
      throw e;
    }
    RuntimeException broken = failure.get();
    if (broken != null) {
      throw broken;
    }
    Ended how = ended;
    return how == null ? new EventOutcome.Cancelled() : run.completed(how.window(), how.rounds(), how.elapsedNanos());
  }

  private void start(ExecutorService pool) {
    try {
      for (int worker = 0; worker < workers; worker++) {
        int number = worker;
        pool.execute(() -> work(number));
      }
    } catch (OutOfMemoryError e) {
      barrier.abandon();
      throw new EngineFailure("cannot start " + workers + " threads: " + e.getMessage(), e);
    }
  }

  private void work(int worker) {
    long round = 0;
    takeTurns(worker, round, STOP);
    if (!barrier.await()) {
      return;
    }
    long begin = System.nanoTime();
    long last = STOP;
    long window = bounds.least(round);
    while (window != STOP && run.goesOn(window, bounds.events(round))) {
      round++;
      takeTurns(worker, round, window);
      var _ = barrier.await();
      last = window;
      window = bounds.least(round);
    }
    if (worker == 0 && window != STOP) {
      ended = new Ended(last, round, System.nanoTime() - begin);
    }
  }

  private void takeTurns(int worker, long round, long window) {
    for (int number = worker; number < partitions.size(); number += workers) {
      takeTurn(number, round, window);
    }
    for (int number = 0; number < partitions.size(); number++) {
      takeTurn(number, round, window);
    }
  }

  private void takeTurn(int number, long round, long window) {
    if (!claims.take(number, round)) {
      return;
    }
    Partition partition = partitions.get(number);
    long bound = STOP;
    try {
      if (round == 0) {
        partition.start();
      } else {
        inboxes.get(number).deliver(round - 1, partition);
        partition.handle(window);
      }
      send(partition, round);
      bound = assignment.cancellation().requested() ? STOP : partition.bound();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
    bounds.publish(round, number, bound, partition.events());
  }

  private void send(Partition partition, long round) {
    for (int other = 0; other < partitions.size(); other++) {
      if (other != partition.number() && !partition.batch(other).isEmpty()) {
        inboxes.get(other).put(round, partition.batch(other));
      }
    }
  }
}
