package lockstep.simulation.dictionary;

import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/**
 * A dictionary that clients mostly read. Each entry is two words that add up to 0, which a writer changes one after the other: a
 * reader that sees them in between finds another sum.
 */
public final class Dictionary implements Simulation<Dictionary.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "20", min = 1, max = 100_000, unit = "clients", about = "How many clients there are") int clients,
      @Parameter(byDefault = "10000", min = 1, max = 1e9, unit = "operations", about = "How many operations each client makes")
          long operations,
      @Parameter(byDefault = "0.1", max = 1, about = "The share of operations that write") double writes,
      @Parameter(byDefault = "32", min = 1, max = 32, unit = "entries", about = "How many entries the dictionary has")
          int entries) {}

  @Override
  public String name() {
    return "dictionary";
  }

  @Override
  public String summary() {
    return "Clients read a dictionary together, and sometimes write it alone; no read is torn";
  }

  @Override
  public Pattern pattern() {
    return Pattern.READERS_AND_WRITERS;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Entries(p.clients(), p.clients() * p.operations(), p.writes(), p.entries());
  }

  private record Entries(int agents, long tasks, double writes, int entries) implements TaskModel {

    @Override
    public int resources() {
      return 1;
    }

    @Override
    public int words() {
      return 2 * entries;
    }

    @Override
    public boolean shares() {
      return true;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      plan.arg(0, draw.below(entries));
      if (draw.chance(writes)) {
        plan.exclusive(0).arg(1, 1 + draw.below(1000));
      } else {
        plan.shared(0);
      }
    }

    @Override
    public void update(Task task, Held held) {
      int value = 2 * (int) task.arg(0);
      long added = task.arg(1);
      if (added == 0) {
        held.check("no read is torn", held.get(0, value) + held.get(0, value + 1) == 0);
      } else {
        held.add(0, value, added);
        held.add(0, value + 1, -added);
      }
    }

    @Override
    public void verify(Cells end, long tasks, Findings out) {
      for (int entry = 0; entry < entries; entry++) {
        out.equal("both words of entry " + entry, 0, end.get(0, 2 * entry) + end.get(0, 2 * entry + 1));
      }
    }
  }
}
