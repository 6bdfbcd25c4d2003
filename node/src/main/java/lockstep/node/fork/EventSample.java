package lockstep.node.fork;

import java.util.Optional;
import lockstep.engine.RemoteTraffic;
import lockstep.engine.event.EventOutcome;
import lockstep.node.fork.ForkReport.Traffic;

/** What an iteration of an event model's runs adds up. */
final class EventSample implements Sample {

  private int repetitions;
  private long nanos;
  private long sent;
  private final RemoteTraffic remote = new RemoteTraffic();

  /** Adds a run. */
  void add(EventOutcome.Completed completed) {
    repetitions++;
    nanos += completed.elapsedNanos();
    sent += completed.ledger().sent();
    remote.add(completed.remote());
  }

  /** Adds all of another iteration. */
  void add(EventSample other) {
    repetitions += other.repetitions;
    nanos += other.nanos;
    sent += other.sent;
    remote.add(other.remote);
  }

  /** What went from node to node; empty where there are none. */
  Optional<Traffic> traffic() {
    return Traffic.of(sent, remote);
  }

  @Override
  public Iteration iteration(Optional<Cost> cost) {
    return new Iteration(repetitions, nanos * 1e-9, cost);
  }
}
