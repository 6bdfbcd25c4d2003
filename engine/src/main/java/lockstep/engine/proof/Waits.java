package lockstep.engine.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.engine.TaskNeeds.Need;
import lockstep.engine.proof.Instruction.Claim;
import lockstep.engine.proof.Situation.Phase;
import lockstep.simulation.Mode;

/** Who waits for whom in one state: workers that wait for ever for what others hold alone. */
public final class Waits {

  /**
   * A worker that waits for a resource.
   *
   * @param worker its number in the assignment
   * @param holds what it holds, without the gate
   * @param wants what it waits for
   * @param heldBy who holds that
   */
  public record Wait(int worker, List<Integer> holds, int wants, int heldBy) {
    public Wait {
      holds = List.copyOf(holds);
    }

    /** In words. */
    public String text() {
      return "worker " + worker + " holds " + Story.listed(holds.stream().map(String::valueOf).toList()) + " and waits for " + wants
          + ", held by worker " + heldBy;
    }
  }

  private final Machine machine;
  private final Situation situation;

  Waits(Machine machine, long[] state) {
    this.machine = machine;
    this.situation = machine.view(state);
  }

  /** A cycle of workers, each of which waits for what the next one holds alone: a deadlock. Empty when there is none. */
  List<Wait> cycle() {
    int workers = situation.workers();
    for (int first = 0; first < workers; first++) {
      List<Integer> path = new ArrayList<>();
      int at = first;
      while (at >= 0 && !path.contains(at)) {
        path.add(at);
        at = holder(at);
      }
      if (at >= 0) {
        return path.subList(path.indexOf(at), path.size()).stream().map(this::wait).toList();
      }
    }
    return List.of();
  }

  /** Who holds alone what a worker waits for, for ever; below 0 when nobody does. */
  private int holder(int worker) {
    Instruction instruction = situation.instruction(worker, situation.at(worker));
    boolean waits = situation.phase(worker) == Phase.QUEUED || (situation.phase(worker) == Phase.READY && !machine.medium().sends());
    return waits && instruction instanceof Claim claim && claim.patient() && claim.needs().size() == 1
        ? holder(claim.needs().getFirst())
        : -1;
  }

  private int holder(Need need) {
    return IntStream.range(0, situation.workers()).filter(w -> holdsAlone(w, need.resource())).findFirst().orElse(-1);
  }

  private boolean holdsAlone(int worker, int resource) {
    return held(worker).stream().anyMatch(held -> held.resource() == resource && held.mode() == Mode.EXCLUSIVE);
  }

  private List<Need> held(int worker) {
    return machine.programs().get(worker).held().get(situation.at(worker));
  }

  private Wait wait(int worker) {
    Need need = situation.claim(worker).needs().getFirst();
    Workload workload = machine.workload();
    return new Wait(
        number(worker),
        held(worker).stream().map(Need::resource).filter(r -> r < workload.resources().size()).map(workload.resources()::get).toList(),
        workload.resources().get(need.resource()),
        number(holder(need)));
  }

  private int number(int worker) {
    return machine.workload().workers().get(worker).number();
  }
}
