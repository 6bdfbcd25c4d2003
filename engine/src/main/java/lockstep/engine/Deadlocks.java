package lockstep.engine;

/**
 * The deadlocks that a detector broke, and what that took. Part of an {@link Account}; used by one thread at a time.
 *
 * <p>Times are in nanoseconds, one for each deadlock, in no order.
 */
public final class Deadlocks {

  private long broken;
  private long repeated;
  private long members;
  private long probes;
  private final Samples formations = new Samples();
  private final Samples detections = new Samples();
  private final Samples victims = new Samples();
  private final Samples recoveries = new Samples();

  Deadlocks() {}

  void broke(BrokenDeadlock deadlock) {
    broken++;
    repeated += deadlock.again() ? 1 : 0;
    members += deadlock.workers();
    formations.add(deadlock.formationNanos());
    detections.add(deadlock.detectionNanos());
    victims.add(deadlock.victimNanos());
  }

  void recovered(long nanos) {
    recoveries.add(nanos);
  }

  void probed() {
    probes++;
  }

  void add(Deadlocks other) {
    broken += other.broken;
    repeated += other.repeated;
    members += other.members;
    probes += other.probes;
    formations.add(other.formations);
    detections.add(other.detections);
    victims.add(other.victims);
    recoveries.add(other.recoveries);
  }

  /** How many there were. */
  public long broken() {
    return broken;
  }

  /** In how many of them the victim's task had been a victim before. */
  public long repeated() {
    return repeated;
  }

  /** How many workers were in them, all together. */
  public long members() {
    return members;
  }

  /** How many messages were sent to find them; none where a detector looks at the locks. */
  public long probes() {
    return probes;
  }

  /** How long they took to form: {@link BrokenDeadlock#formationNanos}. */
  public long[] formations() {
    return formations.toArray();
  }

  /** How long they took to be found: {@link BrokenDeadlock#detectionNanos}. */
  public long[] detections() {
    return detections.toArray();
  }

  /** How long the victims took to give back: {@link BrokenDeadlock#victimNanos}. */
  public long[] victims() {
    return victims.toArray();
  }

  /** From when a victim had given back to the next commit of a worker that had been in the circle. */
  public long[] recoveries() {
    return recoveries.toArray();
  }
}
