package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run on nodes that does not end by itself.
 *
 * @param program that runs it
 * @param processes its fork and its nodes
 */
record EndlessRun(StartedProgram program, List<ProcessHandle> processes) implements AutoCloseable {

  /**
   * Starts it, and waits until all nodes listen.
   *
   * @param lines of its scenario, beside those that every such run has
   */
  static EndlessRun begin(Path folder, int nodes, String... lines) throws Exception {
    String[] more = {"engines = [cluster]", "workers = 3", "nodes = " + nodes, "watchdog { no-progress = 1h, limit = 1h }"};
    String scenario = StartedProgram.scenario(folder, "endless", Stream.concat(Stream.of(lines), Stream.of(more)).toArray(String[]::new));
    StartedProgram program = StartedProgram.start(folder, "run", scenario);
    try {
      StandInClone.await("nodes", () -> !program.process().isAlive() || listening(folder) == nodes);
      List<ProcessHandle> processes = program.process().descendants().filter(ProcessHandle::isAlive).toList();
      assertThat(processes).as(program.process().isAlive() ? "alive" : program.end().err()).hasSize(1 + nodes);
      return new EndlessRun(program, processes);
    } catch (Exception | AssertionError e) {
      program.close();
      throw e;
    }
  }

  private static long listening(Path folder) {
    try (Stream<Path> files = Files.find(folder.resolve("results"), 3, (file, _) -> file.toString().contains("-node-"))) {
      return files.filter(file -> StandInClone.contains(file, "listens at")).count();
    } catch (IOException | UncheckedIOException e) {
      return 0; // Folders come and go.
    }
  }

  /** One of its nodes: a process without children. */
  ProcessHandle node() {
    return processes.stream().filter(process -> process.children().findAny().isEmpty()).findFirst().orElseThrow();
  }

  /** Waits until no process of it is left. */
  void assertAllEnd(long seconds) throws Exception {
    for (ProcessHandle process : processes) {
      assertThat(process.onExit().get(seconds, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }

  @Override
  public void close() {
    processes.forEach(ProcessHandle::destroyForcibly);
    program.close();
  }
}
