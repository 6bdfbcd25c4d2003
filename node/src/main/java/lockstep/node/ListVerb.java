package lockstep.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.node.fork.Engines;
import lockstep.node.result.ExitCode;
import lockstep.node.result.StoredRuns.Listed;
import lockstep.node.result.StoredRuns;
import lockstep.node.run.Refusal;
import lockstep.node.terminal.RunList;
import lockstep.simulation.Pattern;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code list}: what there is to choose from. */
@Command(
    name = "list",
    description = "List the simulations by what they teach, the engines, the policies, or the runs that are kept.",
    footer = {"", "Examples:", "  ./lockstep list engines", "  ./lockstep list runs"})
final class ListVerb implements Callable<Integer> {

  private enum What {
    simulations,
    engines,
    policies,
    runs
  }

  @Parameters(paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
  private What what = What.simulations;

  @Option(names = "--out", paramLabel = "FOLDER", defaultValue = "results", description = "Where results are kept (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("results");

  @Option(names = "--csv", description = "Print runs as comma-separated values.")
  private boolean csv;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  ListVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (csv && what != What.runs) {
      throw new ParameterException(spec.commandLine(), "--csv is for runs only, got " + what);
    }
    List<String> lines =
        switch (what) {
          case simulations -> simulations();
          case engines -> engines();
          case policies -> policies();
          case runs -> runs();
        };
    lines.forEach(terminal.out()::println);
    return 0;
  }

  /** The runs that are kept, the newest first. */
  private List<String> runs() {
    try {
      List<Listed> runs = new StoredRuns(out).all();
      RunList list = new RunList(runs);
      if (csv) {
        return list.csv().lines().toList();
      }
      List<String> lines = new ArrayList<>(list.lines());
      if (runs.stream().anyMatch(Listed::resumable)) {
        lines.add("* run SCENARIO --resume continues the newest of its scenario");
      }
      runs.stream()
          .map(Listed::verdict)
          .filter(verdict -> verdict.startsWith("schema "))
          .distinct()
          .forEach(other -> lines.add(other + ": of another version of this program; run its scenario.conf again"));
      return lines;
    } catch (IOException e) {
      throw new Refusal(ExitCode.CANNOT_WRITE, out + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The simulations below the patterns that they show. */
  private static List<String> simulations() {
    List<Simulation<?>> all = Simulations.all();
    int width = width(all.stream().map(Simulation::name).toList());
    List<String> lines = new ArrayList<>();
    for (Pattern pattern : Pattern.values()) {
      List<String> shown =
          all.stream()
              .filter(simulation -> simulation.pattern() == pattern)
              .map(simulation -> "  " + line(simulation.name(), width, simulation.summary()))
              .toList();
      if (!shown.isEmpty()) {
        lines.add(pattern.text());
        lines.addAll(shown);
      }
    }
    return lines;
  }

  private static List<String> engines() {
    int width = width(Engines.TASKS.stream().map(EngineKind::name).toList());
    return Engines.TASKS.stream().map(kind -> line(kind.name(), width, kind.summary())).toList();
  }

  private static List<String> policies() {
    int width = width(Arrays.stream(Policy.values()).map(Policy::id).toList());
    return Arrays.stream(Policy.values()).map(policy -> line(policy.id(), width, policy.summary())).toList();
  }

  private static int width(List<String> names) {
    return names.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String line(String name, int width, String summary) {
    return name + " ".repeat(width - name.length() + 2) + summary;
  }
}
