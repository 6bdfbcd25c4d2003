package lockstep.engine;

import lockstep.simulation.Mode;

/** Tells a {@link TraceLog} what the task of one worker does about resources. Used by whoever has the worker's task machine. */
final class Tracer {

  private final TraceLog log;
  private final PlannedTask task;
  private final boolean gated;
  private final long gate;

  /**
   * @param task what the worker performs, planned anew for each task
   * @param policy how it gets at resources
   * @param resources how many the model has: the number of the gate
   */
  Tracer(TraceLog log, PlannedTask task, Policy policy, int resources) {
    this.log = log;
    this.task = task;
    this.gated = policy == Policy.ARBITER;
    this.gate = Needs.word(resources, Mode.PERMIT, 1);
  }

  /** The task comes to a step of its machine. */
  void comesTo(Step step, int granted) {
    switch (step) {
      case ASK -> asks(granted);
      case RELEASE -> givesBack(granted, true);
      case DONE -> log.note(Move.COMMIT, task.index(), 0);
      case THINK, AWAIT, GAP, HOLD, COMPUTE, UPDATE -> {}
    }
  }

  /** It asks for the need after those that are granted, or to pass the gate before it does. */
  private void asks(int granted) {
    if (gated && beginsToHold(granted)) {
      log.note(Move.WANTS, task.index(), gate, granted);
    } else {
      need(Move.WANTS, granted, granted);
    }
  }

  private boolean beginsToHold(int granted) {
    return !isTaken(granted) && (granted == 0 || isTaken(granted - 1));
  }

  private boolean isTaken(int n) {
    return task.mode(task.ordered(n)) == Mode.TAKE;
  }

  /** It has passed the gate, and asks. */
  void passedGate(int granted) {
    log.note(Move.GRANTED, task.index(), gate, granted);
    need(Move.WANTS, granted, granted);
  }

  /** It is about to leave the gate. */
  void leavesGate(int granted) {
    log.note(Move.RELEASED, task.index(), gate, granted);
  }

  /** The need after those that are granted is granted. */
  void granted(int granted) {
    need(Move.GRANTED, granted, granted + 1);
  }

  /** It is about to give back all that is granted, without having ended. */
  void givesUp(int granted) {
    givesBack(granted, false);
  }

  /** At its end it keeps what it used up, and puts. */
  private void givesBack(int granted, boolean ends) {
    for (int n = granted - 1; n >= 0; n--) {
      if (!ends || !isTaken(n)) {
        need(Move.RELEASED, n, n);
      }
    }
    for (int n = 0; ends && n < task.puts(); n++) {
      log.note(Move.PUT, task.index(), Needs.word(task.putResource(n), Mode.TAKE, 1), 0);
    }
  }

  /** It begins to ask anew. */
  void retries() {
    log.note(Move.RETRY, task.index(), 0);
  }

  private void need(Move move, int n, int held) {
    log.note(move, task.index(), task.needWord(task.ordered(n)), held);
  }
}
