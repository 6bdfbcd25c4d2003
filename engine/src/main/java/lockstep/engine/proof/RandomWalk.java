package lockstep.engine.proof;

import java.util.ArrayList;
import java.util.List;
import lockstep.simulation.Draw;

/** Walks through the states of a machine that are too many to explore, and chooses each step at random. */
final class RandomWalk implements Steps {

  private final Machine machine;
  private final Draw draw = new Draw();
  private final long[] chosen;
  private int choices;
  private long steps;

  RandomWalk(Machine machine) {
    this.machine = machine;
    this.chosen = new long[machine.words()];
  }

  /** The way to a deadlock, from the first state on; empty when none was met. */
  List<long[]> deadlock(Limits limits) {
    for (int walk = 0; walk < limits.walks(); walk++) {
      draw.restart(limits.seed(), walk);
      List<long[]> way = new ArrayList<>(List.of(machine.first()));
      for (int n = 0; n < limits.steps(); n++) {
        choices = 0;
        machine.steps(way.getLast(), this);
        if (choices == 0 || !new Waits(machine, way.getLast()).cycle().isEmpty()) {
          return way;
        }
        way.add(chosen.clone());
        steps++;
      }
    }
    return List.of();
  }

  /** How many steps were made. */
  long steps() {
    return steps;
  }

  @Override
  public void step(Act act, int worker, int at, int group, boolean commits, long[] after) {
    choices++;
    if (draw.below(choices) == 0) {
      System.arraycopy(after, 0, chosen, 0, chosen.length);
    }
  }
}
