package lockstep.node;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.node.fork.Engines;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code list}: what there is to choose from. */
@Command(
    name = "list",
    description = "List the simulations, the engines or the policies.",
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
    Map<String, String> entries =
        switch (what) {
          case simulations ->
              Simulations.all().stream().collect(Collectors.toMap(Simulation::name, Simulation::summary, (a, b) -> a, TreeMap::new));
          case engines -> ordered(Engines.ALL.stream().map(kind -> Map.entry(kind.name(), summary(kind))).toList());
          case policies -> ordered(Arrays.stream(Policy.values()).map(p -> Map.entry(p.id(), p.summary())).toList());
        };
    int width = entries.keySet().stream().mapToInt(String::length).max().orElse(0);
    entries.forEach((name, summary) -> terminal.out().println(name + " ".repeat(width - name.length() + 2) + summary));
    return 0;
  }

  private static String summary(EngineKind kind) {
    return kind.summary();
  }

  private static Map<String, String> ordered(List<Map.Entry<String, String>> entries) {
    Map<String, String> ordered = new LinkedHashMap<>();
    entries.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }
}
