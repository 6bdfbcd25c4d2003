package lockstep.simulation.traffic;

/** Where the cars stand at first. */
public enum Placing {
  /** As far apart as they can be. */
  EVEN,
  /** Bumper to bumper: one jam. */
  JAM
}
