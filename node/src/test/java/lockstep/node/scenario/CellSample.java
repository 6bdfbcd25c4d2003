package lockstep.node.scenario;

import java.util.Map;
import java.util.Optional;
import lockstep.engine.Policy;

/** A made-up cell of a bank, of closed load and without settings, unless it is said otherwise. */
public final class CellSample {

  private final String engine;
  private final int workers;
  private Optional<Policy> policy = Optional.empty();
  private Optional<Double> rate = Optional.empty();
  private Optional<String> refusal = Optional.empty();

  public CellSample(String engine, int workers) {
    this.engine = engine;
    this.workers = workers;
  }

  CellSample under(Policy other) {
    policy = Optional.of(other);
    return this;
  }

  public CellSample arrivingAt(double perSecond) {
    rate = Optional.of(perSecond);
    return this;
  }

  public CellSample refused(String why) {
    refusal = Optional.of(why);
    return this;
  }

  public Cell cell() {
    return new Cell(
        "bank",
        Map.of(),
        42,
        engine,
        workers,
        Optional.empty(),
        Optional.empty(),
        policy,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        rate,
        Optional.empty(),
        refusal);
  }
}
