package lockstep.node;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

/** {@code describe}: everything about one simulation, engine or policy. */
@Command(
    name = "describe",
    description = "Describe a simulation with its parameters, an engine, or a policy.",
    footer = {"", "Examples:", "  ./lockstep describe bank", "  ./lockstep describe file:MyThing.java"})
final class DescribeVerb implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "A name that list shows, or file: and the path of a simulation of your own.")
  private String name = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  DescribeVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> lines =
        simulation().or(this::engine).or(this::policy).orElseThrow(() -> unknown());
    lines.forEach(terminal.out()::println);
    return 0;
  }

  private ParameterException unknown() {
    String known =
        Stream.of(
                Simulations.all().stream().map(Simulation::name),
                Engines.ALL.stream().map(EngineKind::name),
                Stream.of(Policy.values()).map(Policy::id))
            .flatMap(names -> names)
            .collect(Collectors.joining(", "));
    return new ParameterException(spec.commandLine(), "no simulation, engine or policy is called '" + name + "'; there are " + known);
  }

  private Optional<List<String>> simulation() {
    Optional<Simulation<?>> named =
        name.startsWith(SimulationFile.PREFIX)
            ? Optional.of(SimulationChoice.fromFile(path(name.substring(SimulationFile.PREFIX.length()))).simulation())
            : Simulations.named(name);
    return named
        .map(
            simulation ->
                Stream.concat(
                        Stream.of(
                            "simulation " + simulation.name() + ": " + simulation.summary(),
                            DefaultModel.hasEvents(simulation) ? "has: events, in virtual time" : "has: tasks",
                            "",
                            "params:"),
                        ParameterSpec.of(simulation.parameters()).stream().flatMap(DescribeVerb::parameter))
                    .toList());
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

  private Optional<List<String>> engine() {
    return Engines.named(name)
        .map(
            kind ->
                List.of(
                    "engine " + name + ": " + kind.summary(),
                    kind.uncoordinated()
                        ? "policies: none, there is nothing to coordinate; it always has one worker"
                        : "policies: " + kind.policies().stream().sorted().map(Policy::id).collect(Collectors.joining(", ")),
                    "performs: tasks" + (Engines.ofEvents(name).isPresent() ? " and events" : "")));
  }

  private Optional<List<String>> policy() {
    return Policy.named(name)
        .map(
            policy ->
                List.of(
                    "policy " + name + ": " + policy.summary(),
                    "engines: "
                        + Engines.ALL.stream()
                            .filter(kind -> kind.policies().contains(policy))
                            .map(EngineKind::name)
                            .collect(Collectors.joining(", "))));
  }
}
