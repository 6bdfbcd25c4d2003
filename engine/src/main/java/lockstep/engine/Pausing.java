package lockstep.engine;

/** The pause that a worker's task is at, and how long the gaps of its present attempt took. Used by one thread at a time. */
final class Pausing {

  private final Account account;
  private final Cancellation cancellation;
  private Step step = Step.THINK;
  private long nanos;
  private long attemptGapNanos;
  private long attemptGapAchievedNanos;

  Pausing(Account account, Cancellation cancellation) {
    this.account = account;
    this.cancellation = cancellation;
  }

  /** The task comes to a pause. Returns its step. */
  Step begin(Step pause, long lengthNanos) {
    step = pause;
    nanos = lengthNanos;
    return pause;
  }

  Step step() {
    return step;
  }

  long nanos() {
    return nanos;
  }

  /** The pause took that long. */
  void paused(long achievedNanos) {
    account.paused(step, nanos, achievedNanos);
    if (step == Step.GAP) {
      attemptGapNanos += nanos;
      attemptGapAchievedNanos += achievedNanos;
    }
  }

  /** Keeps the calling thread busy for the length of the pause. */
  void spin() {
    long begin = System.nanoTime();
    long passed = 0;
    while (passed < nanos && !cancellation.requested()) {
      Thread.onSpinWait();
      passed = System.nanoTime() - begin;
    }
    paused(passed);
  }

  void beginAttempt() {
    attemptGapNanos = 0;
    attemptGapAchievedNanos = 0;
  }

  /** The attempt was given up. */
  void retried() {
    account.retried(attemptGapNanos, attemptGapAchievedNanos);
  }
}
