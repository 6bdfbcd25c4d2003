package lockstep.node.prove;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.engine.proof.Conclusion.Property;
import lockstep.engine.proof.Conclusion.Status;
import lockstep.engine.proof.LockOrder;
import lockstep.engine.proof.Proof;
import lockstep.engine.proof.Waits;
import lockstep.node.result.Explored;
import lockstep.node.scenario.Cell;

/**
 * What was proved of cells of a scenario that are the same to the machine.
 *
 * @param cells all of them
 * @param parameters that all of them have, of those that the scenario sets
 * @param workers how many there are in them
 * @param engines whose cells they are
 * @param order the lock order of the plans
 * @param predicted the cycles in it
 * @param conformance of traces of these engines
 */
public record ProvedCase(
    List<Cell> cells,
    Map<String, String> parameters,
    long seed,
    int workers,
    List<String> engines,
    Proof proof,
    LockOrder order,
    List<Predicted> predicted,
    Conformance conformance) {

  /** What became of a prediction. */
  public enum Fate {
    /** Nothing follows from the proof. */
    PREDICTED,
    /** The proof came to it. */
    CONFIRMED,
    /** The proof shows that it cannot be. */
    REFUTED
  }

  /** A cycle in the lock order. */
  public record Predicted(LockOrder.Cycle cycle, Fate fate) {}

  public ProvedCase {
    cells = List.copyOf(cells);
    parameters = Map.copyOf(parameters);
    engines = List.copyOf(engines);
    predicted = List.copyOf(predicted);
  }

  /** What was explored, as documents tell it. */
  Explored explored() {
    return new Explored(
        seed, workers, proof.policy().id(), proof.medium().text(), engines, proof.states(), proof.steps(), proof.complete(), proof.coverage());
  }

  /** Labels the cycles of a lock order by what was proved. */
  static List<Predicted> label(LockOrder order, Proof proof) {
    return order.cycles().stream().map(cycle -> new Predicted(cycle, fate(cycle, proof))).toList();
  }

  private static Fate fate(LockOrder.Cycle cycle, Proof proof) {
    if (proof.of(Property.DEADLOCK).status() == Status.ABSENT) {
      return Fate.REFUTED;
    }
    List<Integer> wanted = proof.waits().stream().map(Waits.Wait::wants).toList();
    boolean same =
        wanted.size() == cycle.resources().size()
            && wanted.stream().anyMatch(first -> rotated(wanted, wanted.indexOf(first)).equals(cycle.resources()));
    return same ? Fate.CONFIRMED : Fate.PREDICTED;
  }

  private static List<Integer> rotated(List<Integer> list, int by) {
    return Stream.concat(list.subList(by, list.size()).stream(), list.subList(0, by).stream()).toList();
  }

  /** Of how many tasks the lock order is. */
  public long tasksPlanned() {
    return order.planned();
  }

  /** Whether a property was found to be present. */
  public boolean has(Property property) {
    return proof.of(property).status() == Status.PRESENT;
  }

  /** Whether a deadlock may be possible or not. */
  boolean leavesOpen() {
    return proof.of(Property.DEADLOCK).status() == Status.UNKNOWN;
  }
}
