package lockstep.engine;

/** What a worker does next for its task, in the order in which a task comes to it. */
public enum Step {
  /** Pause, holding nothing. */
  THINK,
  /** Wait for one timer of the chain, holding nothing. */
  AWAIT,
  /** Do the real work, holding nothing. */
  COMPUTE,
  /** Ask for the next resource, and wait until it is granted. */
  ASK,
  /** Pause between a grant and the next request, holding what was granted. */
  GAP,
  /** Pause, holding everything. */
  HOLD,
  /** Change the state, holding everything. */
  UPDATE,
  /** Give back everything. */
  RELEASE,
  /** The task is committed; nothing is left to do. */
  DONE;

  /** Whether the step is a pause. */
  public boolean pauses() {
    return this == THINK || this == AWAIT || this == GAP || this == HOLD;
  }
}
