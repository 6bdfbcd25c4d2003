package lockstep.engine.event;

/**
 * The counts of work done. Equal work has equal ledgers, whatever the engine and the partitions.
 *
 * @param events how many were handled
 * @param sent how many were sent, handled or not
 * @param windows how many windows were gone through
 */
public record EventLedger(long events, long sent, long windows) {}
