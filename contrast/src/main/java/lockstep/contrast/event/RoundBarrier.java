package lockstep.contrast.event;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where workers wait for each other between two rounds. Rounds are short, so a worker spins for a while before it parks, unless there
 * are more workers than processors: then it would only keep the others from coming.
 */
final class RoundBarrier {

  /** Some tens of microseconds: about what parking and being woken costs. */
  private static final int SPINS = 2_000;

  private final int workers;
  private final int spins;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock parked = new ReentrantLock();
  private final Condition passed = parked.newCondition();

  /**
   * How often all workers have come. Written by the last one to come, after what all of them wrote before; who reads the new number
   * sees all of that.
   */
  private volatile int rounds;

  /** Written before the number of rounds when nobody is to wait any more. */
  private volatile boolean abandoned;

  RoundBarrier(int workers) {
    this(workers, workers <= Runtime.getRuntime().availableProcessors() ? SPINS : 0);
  }

  /**
   * @param spins how often a worker looks before it parks
   */
  RoundBarrier(int workers, int spins) {
    this.workers = workers;
    this.spins = spins;
  }

  /**
   * Waits until all workers have come; what each wrote before is then seen by all. Ignores interrupts.
   *
   * @return false when it has been abandoned
   */
  boolean await() {
    int round = rounds;
    if (abandoned) {
      return false;
    }
    if (waiting.incrementAndGet() == workers) {
      // Nobody comes again before rounds changes, so the count can begin anew.
      waiting.set(0);
      open(round + 1);
      return !abandoned;
    }
    for (int spin = 0; spin < spins; spin++) {
      if (rounds != round) {
        return !abandoned;
      }
      Thread.onSpinWait();
    }
    park(round);
    return !abandoned;
  }

  /** Lets go everybody who waits or will wait: some worker will never come. */
  void abandon() {
    abandoned = true;
    open(rounds + 1);
  }

  private void open(int round) {
    parked.lock();
    try {
      rounds = round;
      passed.signalAll();
    } finally {
      parked.unlock();
    }
  }

  private void park(int round) {
    parked.lock();
    try {
      while (rounds == round) {
        passed.awaitUninterruptibly();
      }
    } finally {
      parked.unlock();
    }
  }
}
