package lockstep.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.cluster.node.Driver;
import lockstep.cluster.node.NodeSettings;
import lockstep.engine.instrument.Affinity;

/** Nodes in JVMs of their own, and their driver in this one. Used by one thread. */
final class BenchmarkNodes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private final List<Process> processes = new ArrayList<>();
  private final Driver driver;

  private BenchmarkNodes(int number, int firstCore, boolean pinned, List<String> flags) throws IOException, InterruptedException {
    List<Integer> cpus = Affinity.allowed().orElse(List.of());
    if (pinned && (cpus.size() < firstCore + number || !Files.isExecutable(TASKSET))) {
      throw new IllegalStateException("each node needs a core of its own and " + TASKSET + ", got " + cpus.size() + " cores");
    }
    for (int n = 0; n < number; n++) {
      processes.add(start("node-" + (n + 1), pinned ? Optional.of(cpus.get(firstCore + n)) : Optional.empty(), flags));
    }
    driver = new Driver(new NodeSettings("driver", BenchmarkNode.VERSION, NodeSettings.LOOPBACK, 0, List.of()));
    for (Process process : processes) {
      OutputStream in = process.getOutputStream();
      in.write((driver.address() + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    }
    driver.awaitHosts(number, PATIENCE);
  }

  /**
   * Nodes that have a core each, and know of no other.
   *
   * @param flags more flags for their JVMs
   */
  static BenchmarkNodes ofOneCore(int number, List<String> flags) throws IOException, InterruptedException {
    return new BenchmarkNodes(number, 0, true, flags);
  }

  /** One node on a core of its own, the first or another one. */
  static BenchmarkNodes onCore(int core, List<String> flags) throws IOException, InterruptedException {
    return new BenchmarkNodes(1, core, true, flags);
  }

  /** Nodes that share all cores of the machine. */
  static BenchmarkNodes sharing(int number, List<String> flags) throws IOException, InterruptedException {
    return new BenchmarkNodes(number, 0, false, flags);
  }

  private static Process start(String name, Optional<Integer> cpu, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    cpu.ifPresent(number -> command.addAll(List.of(TASKSET.toString(), "-c", Integer.toString(number))));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
    cpu.ifPresent(_ -> command.add("-XX:ActiveProcessorCount=1"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchmarkNode.class.getName(), name));
    return new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.INHERIT).start();
  }

  Driver driver() {
    return driver;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    driver.abandon();
  }
}
