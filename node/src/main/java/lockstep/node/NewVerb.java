package lockstep.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lockstep.node.result.ExitCode;
import lockstep.node.run.Refusal;
import lockstep.node.scenario.SimulationChoice;
import lockstep.node.source.SimulationFile;
import lockstep.node.source.SimulationFileException;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new}: writes a working example to begin with. */
@Command(
    name = "new",
    description = "Write a simulation of your own with its scenario, or a scenario, to begin with.",
    footer = {
      "",
      "Examples:",
      "  ./lockstep new simulation my-thing          (MyThing.java and my-thing.conf)",
      "  ./lockstep new simulation my-queue --events",
      "  ./lockstep new scenario busy-bank --simulation bank"
    })
final class NewVerb implements Callable<Integer> {

  private enum What {
    simulation,
    scenario
  }

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 64;

  @Parameters(index = "0", paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
  private What what = What.simulation;

  @Parameters(index = "1", paramLabel = "NAME", description = "Its name, such as my-thing.")
  private String name = "";

  @Option(
      names = "--simulation",
      paramLabel = "NAME",
      description = "What a new scenario simulates: a name that list shows, or file: and a path from the scenario's folder (default: bank).")
  private @Nullable String simulation;

  @Option(names = "--events", description = "A simulation of events in virtual time, instead of tasks.")
  private boolean events;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where the files are written (default: this folder).")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Replace files that exist.")
  private boolean force;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  NewVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw usage("NAME must be 1 to 64 of a-z, 0-9 and single - in between, beginning with a letter, got '" + name + "'");
    }
    Map<Path, String> files =
        switch (what) {
          case simulation -> simulationFiles();
          case scenario -> scenarioFile();
        };
    write(files);
    String written = files.keySet().stream().map(Path::toString).collect(Collectors.joining(" and "));
    terminal.out().println("Wrote " + written + ". Next:");
    terminal.out().println("  ./lockstep run " + out.resolve(name + ".conf"));
    return 0;
  }

  private Map<Path, String> simulationFiles() {
    if (simulation != null) {
      throw usage("--simulation is for a new scenario");
    }
    String java = Template.className(name) + ".java";
    String text = Template.simulation(name, events);
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(out.resolve(java), text);
    files.put(out.resolve(name + ".conf"), Template.scenario(name, loaded(java, text), events, Optional.of(java)));
    return files;
  }

  /** A class called Task, or String, is in the way of those that the example uses. */
  private Simulation<?> loaded(String java, String text) {
    try {
      return SimulationFile.of(java, text).classes().load();
    } catch (SimulationFileException e) {
      throw new ParameterException(
          spec.commandLine(), "NAME must not give the name of a class that simulations use, got '" + name + "'", e);
    }
  }

  private Map<Path, String> scenarioFile() {
    if (events) {
      throw usage("--events is for a new simulation");
    }
    String chosen = simulation == null ? "bank" : simulation;
    Path file = out.resolve(name + ".conf");
    if (!chosen.startsWith(SimulationFile.PREFIX)) {
      return Map.of(file, scenario(builtIn(chosen), Optional.empty()));
    }
    String path = chosen.substring(SimulationFile.PREFIX.length());
    try {
      return Map.of(file, scenario(SimulationChoice.fromFile(file.resolveSibling(path)).simulation(), Optional.of(path)));
    } catch (InvalidPathException e) {
      throw new ParameterException(spec.commandLine(), "--simulation must name a Java file, got '" + path + "'", e);
    }
  }

  private String scenario(Simulation<?> chosen, Optional<String> path) {
    return Template.scenario(name, chosen, DefaultModel.hasEvents(chosen), path);
  }

  private Simulation<?> builtIn(String chosen) {
    return Simulations.named(chosen)
        .orElseThrow(
            () ->
                usage(
                    "--simulation must be file: and a path, or one of "
                        + Simulations.all().stream().map(Simulation::name).collect(Collectors.joining(", "))
                        + (", got '" + chosen + "'")));
  }

  private void write(Map<Path, String> files) {
    for (Path file : files.keySet()) {
      if (!force && Files.exists(file)) {
        throw usage(file + " exists; --force replaces it");
      }
    }
    try {
      Files.createDirectories(out.toAbsolutePath());
      for (Map.Entry<Path, String> file : files.entrySet()) {
        Files.writeString(file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new Refusal(
          ExitCode.CANNOT_WRITE, "cannot write to " + out.toAbsolutePath() + ": " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
