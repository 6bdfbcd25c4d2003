package lockstep.contrast.thread;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.Assignment;
import lockstep.engine.Breaks;
import lockstep.engine.BrokenCircle;
import lockstep.engine.Cancellation;
import lockstep.engine.Circle;
import lockstep.engine.TaskMachine;
import lockstep.engine.WorkerState;
import org.jspecify.annotations.Nullable;

/**
 * The waits for locks under the policy {@code detect}. A worker that has to wait says since when, and a detector may call it away from
 * that wait, by an interrupt: to give up, or only to try its lock again. Who does not wait has nothing to do with it.
 *
 * <p>Each worker has a word, 128 bytes apart from the others: 0, or since when it waits, or that it was called. The worker writes when it
 * waits and that it does no more, the detector that it calls, by compare-and-set; so exactly one of them ends a wait, and the worker
 * knows of every interrupt that is meant for it, and waits for it before it goes on.
 */
final class BreakableWaits {

  /** How a worker gets its lock without waiting. */
  interface Attempt {
    boolean tryNow(Lock lock) throws InterruptedException;
  }

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int SLOT = 16;
  private static final long SHORT_NANOS = 1_000;
  private static final long NOT_WAITING = 0;
  private static final long CALLED = -1;
  private static final long INTERRUPTED = -2;

  private final Cancellation cancellation;

  /** Before any wait, so that what is between is positive. */
  private final long originNanos = System.nanoTime() - 1;

  /** A worker's word is written with release and read with acquire: whoever sees a wait sees its thread, whoever sees a call its reason. */
  private final long[] words;

  private final Thread[] threads;
  private final @Nullable BrokenCircle[] reasons;

  /** The circles that a worker was in which others break, until it waits no more. */
  private final AtomicReferenceArray<List<BrokenCircle>> others;

  private final @Nullable Breaks[] breaks;

  BreakableWaits(Assignment assignment) {
    int workers = assignment.workers();
    this.cancellation = assignment.cancellation();
    this.words = new long[Math.multiplyExact(workers + 1, SLOT)];
    this.threads = new Thread[workers];
    this.reasons = new BrokenCircle[workers];
    this.others = new AtomicReferenceArray<>(workers);
    this.breaks = new Breaks[workers];
  }

  private static int slot(int worker) {
    return (worker + 1) * SLOT;
  }

  // What workers do

  /**
   * Waits for a lock. Called by the worker's thread.
   *
   * @param beginNanos when it began to wait
   * @param attempt made once more by who was called, so that nobody gives up what it has without need
   * @return false when the worker is to give up what it holds
   * @throws InterruptedException when the assignment is cancelled
   */
  boolean await(Lock lock, TaskMachine machine, long beginNanos, Attempt attempt) throws InterruptedException {
    int worker = machine.worker();
    threads[worker] = Thread.currentThread();
    while (true) {
      long since = beginNanos - originNanos;
      WORDS.setRelease(words, slot(worker), since);
      boolean taken = lockUnlessInterrupted(lock);
      if (WORDS.compareAndSet(words, slot(worker), since, NOT_WAITING)) {
        if (!taken) {
          throw new InterruptedException();
        }
        addOthers(machine);
        return true;
      }
      BrokenCircle reason = reasonOfCall(worker);
      if (cancellation.requested()) {
        if (taken) {
          lock.unlock();
        }
        throw new InterruptedException();
      }
      if (taken || attempt.tryNow(lock)) {
        addOthers(machine);
        return true;
      }
      if (reason != null) {
        addOthers(machine);
        breaks(machine).breaks(reason);
        return false;
      }
    }
  }

  private static boolean lockUnlessInterrupted(Lock lock) {
    try {
      lock.lockInterruptibly();
      return true;
    } catch (InterruptedException e) {
      // Whether it was a call or a cancellation is seen by the word.
      return false;
    }
  }

  /** Waits until the interrupt has come, and forgets it. */
  private @Nullable BrokenCircle reasonOfCall(int worker) {
    while ((long) WORDS.getAcquire(words, slot(worker)) != INTERRUPTED) {
      LockSupport.parkNanos(this, SHORT_NANOS);
    }
    var _ = Thread.interrupted();
    WORDS.setOpaque(words, slot(worker), NOT_WAITING);
    return reasons[worker];
  }

  private void addOthers(TaskMachine machine) {
    List<BrokenCircle> circles = others.getAndSet(machine.worker(), null);
    if (circles != null) {
      Breaks mine = breaks(machine);
      circles.forEach(mine::wasIn);
    }
  }

  private Breaks breaks(TaskMachine machine) {
    Breaks mine = breaks[machine.worker()];
    if (mine == null) {
      mine = new Breaks(machine.account());
      breaks[machine.worker()] = mine;
    }
    return mine;
  }

  /** The worker has given back all that it held. Called by its thread. */
  void gaveBack(TaskMachine machine) {
    Breaks mine = breaks[machine.worker()];
    if (mine != null) {
      mine.gaveBack();
    }
  }

  // What the detector does

  /** Whether a worker waits, and was not called. */
  boolean isWaiting(int worker) {
    return since(worker) > NOT_WAITING;
  }

  private long since(int worker) {
    return (long) WORDS.getAcquire(words, slot(worker));
  }

  /** Has the victim of a circle give up, unless one of its workers waits no more. */
  void breakUp(Circle circle) {
    int[] workers = circle.workers().stream().mapToInt(WorkerState::worker).toArray();
    long[] since = IntStream.of(workers).mapToLong(this::since).toArray();
    if (IntStream.range(0, since.length).anyMatch(n -> since[n] <= NOT_WAITING)) {
      return;
    }
    int victim = circle.victim().worker();
    BrokenCircle broken = new BrokenCircle(circle, worker -> originNanos + since(worker), System.nanoTime());
    if (claim(victim)) {
      IntStream.of(workers).filter(worker -> worker != victim).forEach(worker -> tell(worker, broken));
      interrupt(victim, broken);
    }
  }

  /** Has a worker that waits try its lock again. */
  void wake(int worker) {
    if (claim(worker)) {
      interrupt(worker, null);
    }
  }

  private boolean claim(int worker) {
    long since = since(worker);
    return since > NOT_WAITING && WORDS.compareAndSet(words, slot(worker), since, CALLED);
  }

  private void tell(int worker, BrokenCircle broken) {
    others.accumulateAndGet(
        worker, List.of(broken), (before, more) -> before == null ? more : Stream.concat(before.stream(), more.stream()).toList());
  }

  private void interrupt(int worker, @Nullable BrokenCircle reason) {
    reasons[worker] = reason;
    threads[worker].interrupt();
    WORDS.setRelease(words, slot(worker), INTERRUPTED);
  }
}
