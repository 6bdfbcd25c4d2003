package lockstep.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lockstep.node.fork.Engines;
import lockstep.node.run.ScenarioRun;
import lockstep.node.scenario.Problem;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioException;
import lockstep.node.scenario.ScenarioReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code validate}: reads scenarios and tells all that is wrong with any of them. */
@Command(
    name = "validate",
    description = "Check scenario files without running them; tells every problem of every file.",
    footer = {"", "Example:", "  ./lockstep validate config/scenarios/*.conf"})
final class ValidateVerb implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files.")
  private List<Path> files = new ArrayList<>();

  private final Terminal terminal;

  ValidateVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Problem> problems = new ArrayList<>();
    ScenarioReader reader = new ScenarioReader(Engines.TASKS, Engines.EVENTS);
    for (Path file : files) {
      try {
        Scenario scenario = reader.read(file, List.of());
        terminal.out().println(file + ": ok, " + ScenarioRun.forks(scenario, scenario.cells(Engines.TASKS, Engines.EVENTS)) + " forks");
      } catch (ScenarioException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
    return 0;
  }
}
