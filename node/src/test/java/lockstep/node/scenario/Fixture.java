package lockstep.node.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.engine.EngineKind;
import lockstep.node.fork.Engines;
import lockstep.engine.Policy;
import lockstep.engine.event.EventEngineKind;
import org.assertj.core.api.Assertions;

/** Scenario files of one test's folder, and engines that nothing may start. */
record Fixture(Path folder) {

  /** As those of the program are called, with the same policies and settings. */
  static final List<EngineKind> ENGINES =
      Engines.TASKS.stream().map(Fixture::closed).toList();

  static final List<EventEngineKind> EVENT_ENGINES =
      List.of(eventEngine("sequential", false), eventEngine("event-loop", false), eventEngine("threads", true), eventEngine("actors", true), eventEngine("cluster", true));

  /** What every scenario must give; tests add their lines from line 3 on. */
  static final String LEAST = "lockstep.schema = 1\nsimulation = bank\n";

  private static EngineKind closed(EngineKind kind) {
    return new EngineKind(
        kind.name(),
        "An engine in a test",
        kind.policies(),
        kind.settings(),
        () -> {
          throw new AssertionError("reading a scenario must start no engine");
        });
  }

  private static EventEngineKind eventEngine(String name, boolean concurrent) {
    return new EventEngineKind(
        name,
        concurrent,
        () -> {
          throw new AssertionError("reading a scenario must start no engine");
        });
  }

  static Scenario read(Path path, List<ScenarioOverride> overrides) {
    return new ScenarioReader(ENGINES, EVENT_ENGINES).read(path, overrides);
  }

  Path file(byte[] content) {
    try {
      return Files.write(folder.resolve("case.conf"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Scenario read(String text, String... sets) {
    return read(
        file(text.getBytes(StandardCharsets.UTF_8)), List.of(sets).stream().map(ScenarioOverride::set).toList());
  }

  /** The problems of the text, one line each, without the test's folder. */
  List<String> problems(String text, String... sets) {
    return lines(
        Assertions.catchThrowableOfType(ScenarioException.class, () -> read(text, sets)));
  }

  List<String> problemsOf(Path path) {
    return lines(Assertions.catchThrowableOfType(ScenarioException.class, () -> read(path, List.of())));
  }

  private List<String> lines(ScenarioException e) {
    Assertions.assertThat(e).as("the scenario was accepted").isNotNull();
    List<String> lines = e.problems().stream().map(problem -> problem.toString().replace(folder + "/", "")).toList();
    Assertions.assertThat(lines).isNotEmpty().allSatisfy(line -> Assertions.assertThat(line.lines()).hasSize(1));
    Assertions.assertThat(e).hasMessage(String.join("\n", e.problems().stream().map(Problem::toString).toList()));
    return lines;
  }
}
