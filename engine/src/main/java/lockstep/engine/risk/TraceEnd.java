package lockstep.engine.risk;

/** How a pass ended that was traced. */
public enum TraceEnd {
  /** All of its tasks were done. */
  DONE,
  /** Its workers waited for each other for ever. */
  DEADLOCK,
  /** It made no progress, and no deadlock explains it. */
  STANDSTILL,
  /** Its time was over. */
  LIMIT
}
