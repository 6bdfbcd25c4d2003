package lockstep.engine;

/** How far a worker's task is, and which step follows. Used by one thread at a time. */
final class Progress {

  // The first step that was not passed yet.
  private static final int THINKING = 0;
  private static final int AWAITING = 1;
  private static final int ASKING = 2;
  private static final int UPDATING = 3;
  private static final int RELEASING = 4;
  private static final int COMMITTING = 5;

  private final PlannedTask task;
  private final Pausing pausing;
  private int reached = COMMITTING;
  private int awaited;
  private int gaps;
  private int granted;
  private boolean released;

  Progress(PlannedTask task, Pausing pausing) {
    this.task = task;
    this.pausing = pausing;
  }

  /** The task is planned anew. */
  void begin() {
    awaited = 0;
    beginAttempt();
    reached = THINKING;
  }

  /** The task asks from the first resource on. */
  void beginAttempt() {
    granted = 0;
    released = false;
    gaps = 0;
    pausing.beginAttempt();
  }

  /** Goes on to the step that follows, and returns it. */
  Step following() {
    if (reached == THINKING) {
      reached = AWAITING;
      if (task.thinkNanos() > 0) {
        return pausing.begin(Step.THINK, task.thinkNanos());
      }
    }
    if (reached == AWAITING) {
      if (awaited < task.awaits()) {
        return pausing.begin(Step.AWAIT, task.awaitNanos(awaited++));
      }
      reached = ASKING;
      if (task.units() > 0) {
        return Step.COMPUTE;
      }
    }
    if (reached == ASKING) {
      if (granted < task.needs()) {
        return task.gapNanos() > 0 && granted > gaps ? gap() : Step.ASK;
      }
      reached = UPDATING;
      if (task.holdNanos() > 0) {
        return pausing.begin(Step.HOLD, task.holdNanos());
      }
    }
    if (reached == UPDATING) {
      reached = RELEASING;
      return Step.UPDATE;
    }
    if (reached == RELEASING) {
      reached = COMMITTING;
      if (granted > 0 || task.puts() > 0) {
        return Step.RELEASE;
      }
    }
    return Step.DONE;
  }

  private Step gap() {
    gaps = granted;
    return pausing.begin(Step.GAP, task.gapNanos());
  }

  /** How many needs are granted: those that are asked for first. */
  int granted() {
    return granted;
  }

  /** One more need is granted. */
  void grant() {
    granted++;
  }

  /** All was given back, and what the task puts was put. */
  void release() {
    granted = 0;
    released = true;
  }

  /** Whether the task has updated, and has to give back before it commits. */
  boolean ends() {
    return reached == COMMITTING;
  }

  /** Whether it has given back. */
  boolean released() {
    return released;
  }
}
