package lockstep.node.scenario;

import java.nio.file.Path;
import java.util.List;
import lockstep.engine.EngineKind;
import lockstep.engine.event.EventEngineKind;

/** Reads scenario files. Immutable; nothing but the file with those that it includes, the overrides and the catalogue has any influence. */
public final class ScenarioReader {

  private final List<EngineKind> catalogue;
  private final List<EventEngineKind> ofEvents;

  /**
   * For a program that knows these engines; their order is that of a scenario which names none.
   *
   * @param ofEvents those that perform event models
   */
  public ScenarioReader(List<EngineKind> catalogue, List<EventEngineKind> ofEvents) {
    this.catalogue = List.copyOf(catalogue);
    this.ofEvents = List.copyOf(ofEvents);
  }

  /**
   * Reads and checks a scenario.
   *
   * @param path as the user wrote it: messages repeat it
   * @param overrides replace what the file says
   * @throws ScenarioException with everything that is wrong with the file and the overrides
   */
  public Scenario read(Path path, List<ScenarioOverride> overrides) {
    Source file = Source.file(path.toString());
    Problems problems = new Problems(file);
    Entries entries = new Entries(problems);
    new ScenarioFiles(path, file, problems).read().ifPresent(entries::addFile);
    // Of a file that could not be read, every key would be missing.
    boolean readable = entries.hasFile();
    entries.addOverrides(overrides);
    if (!readable) {
      problems.throwIfAny();
    }
    return new Interpreter(file, entries, catalogue, ofEvents, problems).scenario(path, stem(path));
  }

  /** The file's name without its ending, if that can be a scenario's name; otherwise {@code scenario}. */
  private static String stem(Path path) {
    String name = String.valueOf(path.getFileName()).replaceFirst("\\.[^.]*$", "");
    return Scenario.isName(name) ? name : "scenario";
  }
}
