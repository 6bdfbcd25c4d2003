package lockstep.engine.event;

import java.util.List;
import lockstep.engine.Digest;
import lockstep.engine.RemoteTraffic;
import lockstep.simulation.Cells;

/**
 * One assignment on its way: its partitions, when it is over, and what it comes to. Immutable but for its partitions; its
 * {@link #completed} is called when nobody uses these any more.
 */
public final class EventRun {

  private final EventAssignment assignment;
  private final EventShare share;
  private final Placement placement;
  private final List<Partition> partitions;

  /**
   * Deals the entities of an assignment to partitions.
   *
   * @throws lockstep.engine.ModelFailure when the model throws while they are dealt
   */
  public EventRun(EventAssignment assignment) {
    this.assignment = assignment;
    this.share = new EventShare(assignment, 0, assignment.partitions());
    this.placement = share.placement();
    this.partitions = share.partitions();
  }

  /** The partitions, by number. None has started. */
  public List<Partition> partitions() {
    return partitions;
  }

  /**
   * Whether another window is to be handled.
   *
   * @param window the least {@link Partition#bound} of all partitions
   * @param events how many events all partitions have handled
   */
  public boolean goesOn(long window, long events) {
    return share.goesOn(window, events);
  }

  /**
   * What the run has come to, when it does not go on. Tells the entities that it is over.
   *
   * @param window the window that was handled last; negative if none was
   * @param handled how many windows were handled
   * @throws lockstep.engine.ModelFailure when the model throws
   */
  public EventOutcome.Completed completed(long window, long handled, long elapsedNanos) {
    long end = share.end(window, share.events(), share.lastTime());
    share.finish(end);
    return outcome(end, handled, elapsedNanos, new RemoteTraffic());
  }

  /** At which time the run ends; see {@link EventShare#end}. */
  public long end(long window, long events, long lastTime) {
    return share.end(window, events, lastTime);
  }

  /**
   * What a run has come to whose partitions were {@linkplain Partition#restore restored} after they had been told that it is over.
   *
   * @param window the window that was handled last; negative if none was
   * @param handled how many windows were handled
   * @param remote what their nodes sent each other
   */
  public EventOutcome.Completed collected(long window, long handled, long elapsedNanos, RemoteTraffic remote) {
    return outcome(share.end(window, share.events(), share.lastTime()), handled, elapsedNanos, remote);
  }

  private EventOutcome.Completed outcome(long end, long handled, long elapsedNanos, RemoteTraffic remote) {
    long events = share.events();
    Tallies tallies = new Tallies(assignment.model());
    partitions.forEach(partition -> tallies.add(partition.tallies()));
    long entities = partitions.stream().mapToLong(partition -> partition.store().digest()).sum();
    long sent = partitions.stream().mapToLong(partition -> partition.store().sent()).sum();
    return new EventOutcome.Completed(
        Digest.with(entities, tallies.digest()),
        new EventLedger(events, sent, handled),
        new Entities(),
        this::digest,
        tallies.read(events, Math.max(0, end - assignment.horizon().warmUp()), end),
        WindowTrace.together(partitions.stream().map(Partition::trace).toList()),
        partitions.stream().mapToLong(Partition::allocatedBytes).sum(),
        elapsedNanos,
        remote);
  }

  private long digest(int id) {
    int position = placement.position(id);
    int partition = placement.partition(position);
    return partitions.get(partition).store().digest(position - placement.first(partition));
  }

  private final class Entities implements Cells {

    @Override
    public int resources() {
      return placement.entities();
    }

    @Override
    public long get(int id, int word) {
      int words = assignment.model().words();
      if (id < 0 || id >= placement.entities()) {
        throw new IndexOutOfBoundsException("entity must be in [0, " + placement.entities() + "), got " + id);
      }
      if (word < 0 || word >= words) {
        throw new IndexOutOfBoundsException("word must be in [0, " + words + "), got " + word);
      }
      int position = placement.position(id);
      return partitions.get(placement.partition(position)).store().word(position, word);
    }
  }
}
