package lockstep.engine.proof;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import lockstep.engine.TaskNeeds;
import lockstep.engine.TaskNeeds.Need;
import lockstep.simulation.Mode;

/**
 * A task asks for one resource while it holds another.
 *
 * @param worker who performs the task
 * @param task its index
 * @param heldMode how it holds the one
 * @param wantedMode how it asks for the other
 * @param gates what it holds alone besides
 */
record Way(int worker, long task, Mode heldMode, Mode wantedMode, NavigableSet<Integer> gates) {

  /** What of a task's needs has a place in the lock order: no counted resources. */
  static List<Need> ordered(TaskNeeds needs) {
    return needs.needs().stream().filter(need -> !need.mode().isCounted()).toList();
  }

  /**
   * From one need of a task to a later one.
   *
   * @param asked the task's needs in the order of asking
   */
  static Way of(int worker, long task, List<Need> asked, int held, int wanted) {
    NavigableSet<Integer> gates = new TreeSet<>();
    for (int n = 0; n < wanted; n++) {
      if (n != held && asked.get(n).mode() == Mode.EXCLUSIVE) {
        gates.add(asked.get(n).resource());
      }
    }
    return new Way(worker, task, asked.get(held).mode(), asked.get(wanted).mode(), gates);
  }

  /** Whether both are the same but for the task. */
  boolean isLike(Way other) {
    return other.worker == worker && other.heldMode == heldMode && other.wantedMode == wantedMode && other.gates.equals(gates);
  }

  /** Whether both cannot be at the same time: of the same worker, or when both hold another resource. */
  boolean isKeptApartFrom(Way other) {
    return worker == other.worker || gates.stream().anyMatch(other.gates::contains);
  }

  /** Whether what it asks for is kept from it by another that holds that. */
  boolean isKeptBy(Way holding) {
    return wantedMode == Mode.EXCLUSIVE || holding.heldMode == Mode.EXCLUSIVE;
  }
}
