package lockstep.engine.instrument;

/**
 * A process and its machine at one moment; two of them are subtracted.
 *
 * @param process what this process has used
 * @param machine what the machine does
 */
public record Observation(ProcessUsage process, MachineState machine) {

  /**
   * What lies between two of them.
   *
   * @param process what this process used
   * @param machine what the machine did meanwhile
   */
  public record Spent(ProcessCost process, MachineCost machine) {}

  /** At the beginning of an interval. */
  public static Observation begin() {
    MachineState machine = MachineState.now();
    return new Observation(ProcessUsage.begin(), machine);
  }

  /** At the end of an interval. */
  public static Observation end() {
    return new Observation(ProcessUsage.end(), MachineState.now());
  }

  /** What was spent since an earlier moment. */
  public Spent since(Observation earlier) {
    ProcessCost own = process.since(earlier.process);
    return new Spent(own, machine.since(earlier.machine, own));
  }
}
