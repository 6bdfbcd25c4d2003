package lockstep.engine;

/**
 * A deadlock that a detector found, and that one of its workers broke: the victim, which gave back all it held. Told by the victim.
 *
 * <p>No time is less than the detector can tell: it looks, or probes, only every {@link Coordination#detectionNanos}.
 *
 * @param workers how many waited in the circle
 * @param again whether the victim's task had been a victim before
 * @param formationNanos from when the first of them began its wait to when the last one did, which closed the circle
 * @param detectionNanos from then to when the circle was found
 * @param victimNanos from then to when the victim had given back all
 */
public record BrokenDeadlock(int workers, boolean again, long formationNanos, long detectionNanos, long victimNanos) {}
