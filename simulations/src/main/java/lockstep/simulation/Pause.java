package lockstep.simulation;

/** How a task passes a given time. */
public enum Pause {
  /** Keeps its core busy: stands for computation. Any length. */
  SPIN,
  /** Leaves its core to others, as waiting for a disk or a network does. At least {@link Plan#SHORTEST_TIMER_NANOS}. */
  TIMER
}
