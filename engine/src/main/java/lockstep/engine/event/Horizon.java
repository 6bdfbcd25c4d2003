package lockstep.engine.event;

/**
 * How far a run goes. It also ends when no event is pending.
 *
 * @param end the first tick that is not part of the run, 1 or more; {@link #ENDLESS} for no such end
 * @param events how many events are enough, 1 or more: the run ends with the window in which that many have been handled;
 *     {@link #ENDLESS} for no such end
 * @param warmUp the tick from which on values are recorded, 0 or more
 */
public record Horizon(long end, long events, long warmUp) {

  /** No end of that kind. */
  public static final long ENDLESS = Long.MAX_VALUE;

  public Horizon {
    if (end < 1) {
      throw new IllegalArgumentException("end must be at least 1 tick, got " + end);
    }
    if (events < 1) {
      throw new IllegalArgumentException("events must be at least 1, got " + events);
    }
    if (warmUp < 0 || warmUp >= end) {
      throw new IllegalArgumentException("warm-up must be in [0, end) with an end of " + end + " ticks, got " + warmUp);
    }
  }

  /** A run until a tick, without warming up. */
  public static Horizon until(long end) {
    return new Horizon(end, ENDLESS, 0);
  }
}
