package lockstep.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import lockstep.cluster.node.OneJvmCluster;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.node.fork.Engines;
import lockstep.simulation.Pattern;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code list}: what there is to choose from. */
@Command(
    name = "list",
    description = "List the simulations by what they teach, the engines or the policies.",
    footer = {"", "Example:", "  ./lockstep list engines"})
final class ListVerb implements Callable<Integer> {

  private enum What {
    simulations,
    engines,
    policies
  }

  @Parameters(paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
  private What what = What.simulations;

  private final Terminal terminal;

  ListVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> lines =
        switch (what) {
          case simulations -> simulations();
          case engines -> engines();
          case policies -> policies();
        };
    lines.forEach(terminal.out()::println);
    return 0;
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
    int width = width(Engines.ALL.stream().map(EngineKind::name).toList());
    List<String> lines = new ArrayList<>();
    Engines.ALL.forEach(kind -> lines.add(line(kind.name(), width, kind.summary())));
    lines.add(line(OneJvmCluster.KIND.name(), width, "Pekko actors on several nodes, each a JVM; for events, with --nodes"));
    return lines;
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
