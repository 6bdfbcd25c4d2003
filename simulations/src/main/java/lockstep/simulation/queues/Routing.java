package lockstep.simulation.queues;

/** Where a job goes that does not leave. */
public enum Routing {
  /** To the station with the next number; from the last one to the first. */
  NEXT,
  /** To a station drawn from all. */
  ANY
}
