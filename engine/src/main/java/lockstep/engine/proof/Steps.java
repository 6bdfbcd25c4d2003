package lockstep.engine.proof;

/** Receives the steps from a state. */
interface Steps {
  /**
   * A step.
   *
   * @param worker whose step it is, or whose message arrives
   * @param at the instruction of the worker that it begins with
   * @param group what is scheduled fairly: a worker, or the deliveries to an owner
   * @param commits whether a task ends in it
   * @param after the state after it; valid in this call only
   */
  void step(Act act, int worker, int at, int group, boolean commits, long[] after);
}
