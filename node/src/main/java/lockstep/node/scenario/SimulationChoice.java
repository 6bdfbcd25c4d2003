package lockstep.node.scenario;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.node.source.SimulationFile;
import lockstep.node.source.SimulationFileException;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;

/**
 * The simulation of a scenario.
 *
 * @param file where it comes from, unless it is one of the program's
 */
public record SimulationChoice(Simulation<?> simulation, Optional<SimulationFile> file) {

  private static final int LONGEST_LINE = 300;

  /** What the scenario in the file {@code scenario} chooses, or empty after adding a problem. */
  static Optional<SimulationChoice> read(Path scenario, Source source, Entries entries, Values values, Problems problems) {
    List<String> names = Simulations.all().stream().map(Simulation::name).toList();
    Optional<Entry> entry = entries.get("simulation");
    if (entry.isEmpty()) {
      problems.add(source.problem(0, "simulation", "must be given, as one of " + String.join(", ", names)));
      return Optional.empty();
    }
    Object plain = entry.get().value().unwrapped();
    if (plain instanceof String text && text.startsWith(SimulationFile.PREFIX)) {
      return fromFile(scenario, text.substring(SimulationFile.PREFIX.length()), entry.get(), problems);
    }
    return values
        .name(entry.get(), names)
        .flatMap(Simulations::named)
        .map(simulation -> new SimulationChoice(simulation, Optional.empty()));
  }

  /** The path is relative to the scenario's folder. */
  private static Optional<SimulationChoice> fromFile(Path scenario, String path, Entry entry, Problems problems) {
    try {
      return Optional.of(fromFile(scenario.resolveSibling(path)));
    } catch (InvalidPathException e) {
      problems.add(entry.problem("must name a Java file, got " + Echo.of(path)));
    } catch (ScenarioException e) {
      for (Problem problem : e.problems()) {
        // What concerns a file as a whole is told where the scenario names it.
        problems.add(problem.line() > 0 ? problem : entry.problem(problem.toString()));
      }
    }
    return Optional.empty();
  }

  /**
   * The simulation of a file, compiled and loaded.
   *
   * @throws ScenarioException with everything that is wrong with the file
   */
  public static SimulationChoice fromFile(Path path) {
    try {
      SimulationFile file = SimulationFile.read(path);
      return new SimulationChoice(file.classes().load(), Optional.of(file));
    } catch (SimulationFileException e) {
      Source place = Source.file(path.toString());
      throw new ScenarioException(
          e.complaints().stream().map(complaint -> place.problem(complaint.line(), "", printable(complaint.message()))).toList());
    }
  }

  /** Each line escaped by itself; the mark below a source line stays where it is, as a tab is as wide there as here. */
  private static String printable(String message) {
    return message
        .replace('\t', ' ')
        .lines()
        .map(line -> Echo.of(line, LONGEST_LINE))
        .reduce((before, line) -> before + "\n" + line)
        .orElse("");
  }
}
