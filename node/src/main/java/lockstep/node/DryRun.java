package lockstep.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lockstep.node.run.ScenarioRun;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;

/** What a run would be. */
final class DryRun {

  private DryRun() {}

  /**
   * A line for each cell, and one that says how much it would be.
   *
   * @param each how long a fork takes, at least
   */
  static List<String> lines(Scenario scenario, List<Cell> cells, Duration each) {
    List<String> lines = new ArrayList<>();
    for (Cell cell : cells) {
      String refusal = cell.refusal().map(reason -> " n/a: " + reason).orElse("");
      lines.add(cell.text() + ", seed " + cell.seed() + " " + cell.parameters() + refusal);
    }
    int least = ScenarioRun.forks(scenario, cells);
    int most = ScenarioRun.mostForks(scenario, cells);
    String time = range(Math.max(1, each.multipliedBy(least).toSeconds()), Math.max(1, each.multipliedBy(most).toSeconds()));
    String control = scenario.method().forks().max() > 1 ? "with one to see whether the machine drifts, " : "";
    lines.add(range(least, most) + " forks would be run, " + control + "in about " + time + " s.");
    return lines;
  }

  private static String range(long least, long most) {
    return least == most ? Long.toString(least) : least + " to " + most;
  }
}
