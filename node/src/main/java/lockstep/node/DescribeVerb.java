package lockstep.node;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.node.fork.Engines;
import lockstep.node.scenario.SimulationChoice;
import lockstep.node.source.SimulationFile;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code describe}: everything about one simulation, engine or policy, or about all of them. */
@Command(
    name = "describe",
    description = "Describe a simulation with its parameters, an engine, or a policy.",
    footer = {
      "",
      "Examples:",
      "  ./lockstep describe bank",
      "  ./lockstep describe file:MyThing.java",
      "  ./lockstep describe policy try-lock",
      "  ./lockstep describe policies"
    })
final class DescribeVerb implements Callable<Integer> {

  @Parameters(
      arity = "1..2",
      paramLabel = "NAME",
      description = {
        "A name that list shows, or file: and the path of a simulation of your own; simulation, engine or policy may stand before it.",
        "Or simulations, engines or policies: all of them."
      })
  private List<String> words = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  DescribeVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String separator = "";
    for (List<String> lines : descriptions()) {
      terminal.out().print(separator);
      lines.forEach(terminal.out()::println);
      separator = System.lineSeparator();
    }
    return 0;
  }

  private List<List<String>> descriptions() {
    String name = words.getLast();
    if (words.size() == 2) {
      return List.of(
          switch (words.getFirst()) {
            case "simulation" -> simulation(name).orElseThrow(() -> unknown("simulation", name, simulations()));
            case "engine" -> engine(name).orElseThrow(() -> unknown("engine", name, engines()));
            case "policy" -> policy(name).orElseThrow(() -> unknown("policy", name, policies()));
            default -> throw usage("before a name stands simulation, engine or policy, got '" + words.getFirst() + "'");
          });
    }
    return switch (name) {
      case "simulations" -> Simulations.all().stream().map(DescribeVerb::simulation).toList();
      case "engines" -> Engines.TASKS.stream().map(DescribeVerb::engine).toList();
      case "policies" -> Arrays.stream(Policy.values()).map(DescribeVerb::policy).toList();
      default -> List.of(simulation(name).or(() -> engine(name)).or(() -> policy(name)).orElseThrow(() -> unknown(name)));
    };
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private ParameterException unknown(String name) {
    Stream<String> known = Stream.of(simulations(), engines(), policies()).flatMap(names -> names);
    return unknown("simulation, engine or policy", name, known);
  }

  private ParameterException unknown(String what, String name, Stream<String> known) {
    return usage("no " + what + " is called '" + name + "'; there are " + known.collect(Collectors.joining(", ")));
  }

  private static Stream<String> simulations() {
    return Simulations.all().stream().map(Simulation::name);
  }

  private static Stream<String> engines() {
    return Engines.TASKS.stream().map(EngineKind::name);
  }

  private static Stream<String> policies() {
    return Arrays.stream(Policy.values()).map(Policy::id);
  }

  private Optional<List<String>> simulation(String name) {
    Optional<Simulation<?>> named =
        name.startsWith(SimulationFile.PREFIX)
            ? Optional.of(SimulationChoice.fromFile(path(name.substring(SimulationFile.PREFIX.length()))).simulation())
            : Simulations.named(name);
    return named.map(DescribeVerb::simulation);
  }

  private static List<String> simulation(Simulation<?> simulation) {
    return Stream.concat(
            Stream.of(
                "simulation " + simulation.name() + ": " + simulation.summary(),
                "pattern: " + simulation.pattern().text(),
                DefaultModel.hasEvents(simulation) ? "has: events, in virtual time" : "has: tasks",
                "",
                "params:"),
            ParameterSpec.of(simulation.parameters()).stream().flatMap(DescribeVerb::parameter))
        .toList();
  }

  private Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ParameterException(spec.commandLine(), "must name a Java file, got '" + text + "'", e);
    }
  }

  private static Stream<String> parameter(ParameterSpec spec) {
    return Stream.of(
        "  " + spec.name() + " = " + spec.byDefault(), "      " + spec.about() + ";", "      " + spec.rule());
  }

  private static Optional<List<String>> engine(String name) {
    return Engines.named(name).map(DescribeVerb::engine);
  }

  private static List<String> engine(EngineKind kind) {
    return List.of(
        "engine " + kind.name() + ": " + kind.summary(),
        kind.uncoordinated()
            ? "policies: none, there is nothing to coordinate; it always has one worker"
            : "policies: " + kind.policies().stream().sorted().map(Policy::id).collect(Collectors.joining(", ")),
        "performs: tasks" + (Engines.ofEvents(kind.name()).isPresent() ? " and events" : ""));
  }

  private static Optional<List<String>> policy(String name) {
    return Policy.named(name).map(DescribeVerb::policy);
  }

  private static List<String> policy(Policy policy) {
    return List.of(
        "policy " + policy.id() + ": " + policy.summary(),
        "breaks: " + policy.condition().map(Policy.Condition::text).orElse("none of the conditions of deadlock"),
        "costs: " + policy.cost(),
        "engines: "
            + Engines.TASKS.stream()
                .filter(kind -> kind.policies().contains(policy))
                .map(EngineKind::name)
                .collect(Collectors.joining(", ")));
  }
}
