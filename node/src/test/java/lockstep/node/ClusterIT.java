package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lockstep.node.StartedProgram.Ended;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on nodes that are processes of their own, and their ends. */
@Timeout(300)
final class ClusterIT {

  private static final int NODES = 3;

  @TempDir Path folder;

  private Path kept(String name) {
    return folder.resolve("results").resolve(name).resolve("latest");
  }

  @Test
  void nodesDoTheWorkOfOneThreadAndKeepALogEach() throws Exception {
    String scenario =
        StartedProgram.scenario(folder, "nodes", "simulation = phold", "params.entities = 500", "until = 5", "workers = [1, 4]", "partitions = 5");
    Ended ended = StartedProgram.run(folder, "run", scenario, "--nodes", "1,3");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(new ResultSchema().problems(StartedProgram.resultText(folder, "nodes"))).isEmpty();
    List<ForkResult> forks = StartedProgram.result(folder, "nodes").forks();
    assertThat(forks).extracting(ForkResult::engine).containsExactly("sequential", "cluster", "cluster", "cluster", "cluster");
    assertThat(forks).extracting(ForkResult::nodes).containsExactly(1, 1, 1, 3, 3);
    assertThat(forks).extracting(ForkResult::workers).containsExactly(1, 1, 4, 3, 4);
    assertThat(forks).extracting(ForkResult::digest).containsOnly(forks.getFirst().digest());
    assertThat(forks).extracting(ForkResult::ledger).containsOnly(forks.getFirst().ledger());
    try (Stream<Path> files = Files.list(kept("nodes"))) {
      List<Path> logs = files.filter(file -> file.toString().contains("-node-")).toList();
      assertThat(logs).hasSize(1 + 1 + 3 + 3);
      for (Path log : logs) {
        assertThat(Files.readString(log)).containsPattern("node-\\d listens at 127\\.0\\.0\\.1:\\d+, heap \\d+ MiB");
      }
    }
  }

  @Test
  void roadIsDealtToNodesAsItsModelSays() throws Exception {
    String scenario =
        StartedProgram.scenario(
            folder, "road", "simulation = traffic", "until = 30", "workers = 2", "partitions = 4", "partitioning = model", "nodes = 2");
    Ended ended = StartedProgram.run(folder, "run", scenario);

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("2 engines did the same work");
  }

  @Test
  void tasksOnNodesHaveOneDigestUnderContentionAndSkew() throws Exception {
    String scenario =
        StartedProgram.scenario(
            folder, "bank", "simulation = bank", "params { accounts = 20, transfers = 300, skew = 1.2 }", "policies = [ordered, all-at-once]", "workers = 4");
    Ended ended = StartedProgram.run(folder, "run", scenario, "--nodes", "1,3");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("2 engines did the same work (300 tasks each");
    assertThat(new ResultSchema().problems(StartedProgram.resultText(folder, "bank"))).isEmpty();
    List<ForkResult> forks = StartedProgram.result(folder, "bank").forks();
    assertThat(forks).extracting(ForkResult::nodes).containsExactly(1, 1, 3, 1, 3);
    assertThat(forks).extracting(ForkResult::digest).containsOnly(forks.getFirst().digest());
    assertThat(forks).extracting(ForkResult::ledger).containsOnly(forks.getFirst().ledger());
    assertThat(forks.get(2).traffic().orElseThrow().remote().orElseThrow().messages()).isPositive();
    assertThat(forks.getFirst().traffic().orElseThrow().remote()).isEmpty();
  }

  @Test
  void tasksOfDifferentNodesThatWaitForEachOtherAreToldAsADeadlock() throws Exception {
    String scenario =
        StartedProgram.scenario(
            folder, "table", "simulation = philosophers", "params { seats = 2, meals = 100000, gap = 5ms, pause = timer }", "engines = [cluster]",
            "policies = unordered", "workers = 2", "nodes = 2", "watchdog.no-progress = 6s");
    Ended ended = StartedProgram.run(folder, "run", scenario);

    ForkResult fork = StartedProgram.result(folder, "table").forks().getFirst();
    assertThat(fork.status()).as(ended.out() + ended.err()).isEqualTo(Status.DEADLOCK);
    assertThat(fork.findings().getFirst().detail()).contains("held by worker 0").contains("held by worker 1");
  }

  @Test
  void lostNodeInterruptsTasksAndIsNamed() throws Exception {
    try (StartedProgram program = endless("simulation = counter", "params.increments = 1000000000")) {
      List<ProcessHandle> processes = begun(program);
      killANode(processes);

      Ended ended = program.end();

      assertAllEnd(processes);
      ForkResult fork = StartedProgram.result(folder, "endless").forks().getFirst();
      assertThat(fork.status()).as(ended.out() + ended.err()).isEqualTo(Status.INTERRUPTED);
      assertThat(fork.digest()).isEmpty();
      assertThat(fork.reason()).get().asString().containsPattern("node [123] was killed by signal 9; its last words: .*listens at");
    }
  }

  private static void killANode(List<ProcessHandle> processes) {
    processes.stream().filter(process -> process.children().findAny().isEmpty()).findFirst().orElseThrow().destroyForcibly();
  }

  /** Starts a run on nodes that never ends by itself. */
  private StartedProgram endless() throws IOException {
    return endless("simulation = phold", "params.entities = 500");
  }

  private StartedProgram endless(String simulation, String parameters) throws IOException {
    String scenario =
        StartedProgram.scenario(
            folder, "endless", simulation, parameters, "engines = [cluster]", "workers = 3", "nodes = " + NODES,
            "watchdog { no-progress = 1h, limit = 1h }");
    return StartedProgram.start(folder, "run", scenario);
  }

  /** Waits until all nodes listen, and returns the processes: the fork, and the nodes. */
  private List<ProcessHandle> begun(StartedProgram program) throws Exception {
    StandInClone.await("nodes", () -> !program.process().isAlive() || listening() == NODES);
    List<ProcessHandle> processes = program.process().descendants().filter(ProcessHandle::isAlive).toList();
    assertThat(processes).as(program.process().isAlive() ? "alive" : program.end().err()).hasSize(1 + NODES);
    return processes;
  }

  private long listening() {
    try (Stream<Path> files = Files.find(folder.resolve("results"), 3, (file, _) -> file.toString().contains("-node-"))) {
      return files.filter(file -> StandInClone.contains(file, "listens at")).count();
    } catch (IOException | UncheckedIOException e) {
      return 0; // Folders come and go.
    }
  }

  private static void assertAllEnd(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      assertThat(process.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }

  @Test
  void nodesEndWhenTheLauncherIsKilled() throws Exception {
    try (StartedProgram program = endless()) {
      List<ProcessHandle> processes = begun(program);
      program.process().destroyForcibly();
      assertAllEnd(processes);
    }
  }

  @Test
  void lostNodeEndsTheForkAndIsNamed() throws Exception {
    try (StartedProgram program = endless()) {
      List<ProcessHandle> processes = begun(program);
      killANode(processes);

      Ended ended = program.end();

      assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(11);
      assertAllEnd(processes);
      ForkResult fork = StartedProgram.result(folder, "endless").forks().getFirst();
      assertThat(fork.status()).isEqualTo(Status.FAILED);
      assertThat(fork.reason()).get().asString().containsPattern("node [123] was killed by signal 9; its last words: .*listens at");
    }
  }

  @Test
  void portThatIsTakenIsUnavailable() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = StartedProgram.run(folder, "node", "--listen", "127.0.0.1:" + taken.getLocalPort());

      assertThat(ended.code()).as(ended.err()).isEqualTo(69);
      assertThat(ended.err()).contains("lockstep: cannot listen at 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void nodeLeavesInOrderOnASignal() throws Exception {
    try (StartedProgram program = StartedProgram.start(folder, "node", "--name", "alone")) {
      StandInClone.await("node", () -> !program.process().isAlive() || listens());
      StartedProgram.signal("TERM", program.process().toHandle());
      Ended ended = program.end();
      assertThat(ended.code()).isEqualTo(143);
      assertThat(ended.err()).contains("alone listens at 127.0.0.1:");
    }
  }

  private boolean listens() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".err")).anyMatch(file -> StandInClone.contains(file, "listens at"));
    } catch (IOException e) {
      return false;
    }
  }
}
