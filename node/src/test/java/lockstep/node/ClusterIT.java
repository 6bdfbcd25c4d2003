package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.node.StartedProgram.Ended;
import lockstep.node.fork.FaultFigures;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultSchema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on nodes that are processes of their own, and their ends. */
@Timeout(300)
final class ClusterIT {

  private static final int NODES = 3;
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path folder;

  private Path kept(String name) {
    return folder.resolve("results").resolve(name).resolve("latest");
  }

  @Test
  void nodesDoTheWorkOfOneThreadAndKeepALogEach() throws Exception {
    String scenario =
        StartedProgram.scenario(folder, "nodes", "simulation = phold", "params.entities = 500", "until = 5", "workers = [1, 4]", "partitions = 5");
    Ended ended = StartedProgram.run(folder, "run", scenario, "--nodes", "3");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(new ResultSchema().problems(StartedProgram.resultText(folder, "nodes"))).isEmpty();
    List<ForkResult> forks = StartedProgram.result(folder, "nodes").forks();
    assertThat(forks).extracting(ForkResult::engine).containsExactly("sequential", "cluster", "cluster");
    assertThat(forks).extracting(ForkResult::nodes).containsExactly(1, 3, 3);
    assertThat(forks).extracting(ForkResult::workers).containsExactly(1, 3, 4);
    assertThat(forks).extracting(ForkResult::digest).containsOnly(forks.getFirst().digest());
    assertThat(forks).extracting(ForkResult::ledger).containsOnly(forks.getFirst().ledger());
    assertThat(forks.getLast().traffic().orElseThrow().remote().orElseThrow().nodes()).hasSize(3).allMatch(node -> node.messages() > 0 && node.bytes() > 0);
    assertThat(forks.getFirst().traffic()).isEmpty();
    try (Stream<Path> files = Files.list(kept("nodes"))) {
      List<Path> logs = files.filter(file -> file.toString().contains("-node-")).toList();
      assertThat(logs).hasSize(3 + 3);
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
            folder, "bank", "simulation = bank", "params { accounts = 20, transfers = 300, skew = 1.2 }", "policies = ordered", "workers = 4");
    Ended ended = StartedProgram.run(folder, "run", scenario, "--nodes", "1,3");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("2 engines did the same work (300 tasks each");
    assertThat(new ResultSchema().problems(StartedProgram.resultText(folder, "bank"))).isEmpty();
    List<ForkResult> forks = StartedProgram.result(folder, "bank").forks();
    assertThat(forks).extracting(ForkResult::nodes).containsExactly(1, 1, 3);
    assertThat(forks).extracting(ForkResult::digest).containsOnly(forks.getFirst().digest());
    assertThat(forks).extracting(ForkResult::ledger).containsOnly(forks.getFirst().ledger());
    assertThat(forks.get(2).traffic().orElseThrow().remote().orElseThrow().nodes()).hasSize(3).allMatch(node -> node.messages() > 0);
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
    try (EndlessRun run = EndlessRun.begin(folder, NODES, "simulation = counter", "params.increments = 1000000000")) {
      run.node().destroyForcibly();

      Ended ended = run.program().end();

      run.assertAllEnd(PATIENCE_SECONDS);
      ForkResult fork = StartedProgram.result(folder, "endless").forks().getFirst();
      assertThat(fork.status()).as(ended.out() + ended.err()).isEqualTo(Status.INTERRUPTED);
      assertThat(fork.digest()).isEmpty();
      assertThat(fork.reason()).get().asString().containsPattern("node [123] was killed by signal 9; its last words: .*listens at");
    }
  }

  /** Two nodes outlive no loss: the run ends, and says which node was lost, why, and with what. */
  @Test
  void lostPartitionsEndTheRunAndAreNamed() throws Exception {
    try (EndlessRun run = EndlessRun.begin(folder, 2, "simulation = phold", "params.entities = 500")) {
      run.node().destroyForcibly();

      Ended ended = run.program().end();

      assertThat(ended.code()).as(ended.out() + ended.err()).isIn(11, 69);
      run.assertAllEnd(PATIENCE_SECONDS);
      ForkResult fork = StartedProgram.result(folder, "endless").forks().getFirst();
      assertThat(fork.status()).isEqualTo(Status.FAILED);
      assertThat(fork.reason()).get().asString().containsPattern("node [12] was killed by signal 9; its last words: .*listens at");
      if (ended.code() == 69) {
        assertThat(fork.reason()).get().asString().containsPattern("partitions \\d to \\d of 3 were lost with it");
      }
    }
  }

  @Test
  @Tag("soak")
  void othersGoOnWhenANodeIsKilled() throws Exception {
    String scenario =
        StartedProgram.scenario(
            folder, "survives", "simulation = phold", "params.entities = 500", "until = 100", "workers = 3", "partitions = 5", "nodes = 3",
            "snapshots = 50 rounds", "faults = [{ at-round = 320, do = kill, node = 2 }]");
    Ended ended = StartedProgram.run(folder, "run", scenario);

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(new ResultSchema().problems(StartedProgram.resultText(folder, "survives"))).isEmpty();
    List<ForkResult> forks = StartedProgram.result(folder, "survives").forks();
    assertThat(forks).extracting(fork -> fork.settings().get("faults")).containsExactly(null, "none", "kill 2, round 320");
    assertThat(forks).extracting(ForkResult::digest).containsOnly(forks.getFirst().digest());
    assertThat(forks).extracting(ForkResult::ledger).containsOnly(forks.getFirst().ledger());
    assertThat(forks.get(1).events().orElseThrow().faults()).isEmpty();
    FaultFigures fault = forks.get(2).events().orElseThrow().faults().getFirst();
    assertThat(fault.planned()).isTrue();
    assertThat(fault.detectionSeconds()).isPresent();
    assertThat(fault.recoverySeconds()).isPresent();
    assertThat(fault.keptRound()).isPresent();
    assertThat(fault.redoneRounds()).isPresent();
    assertThat(ended.out()).contains("fault kill 2, round 320:").containsPattern("\\d+ rounds? done again");
  }

  @Test
  void faultThatComesTooLateProvesNothing() throws Exception {
    String scenario =
        StartedProgram.scenario(
            folder, "late", "simulation = phold", "params.entities = 100", "until = 5", "workers = 3", "nodes = 3",
            "faults = [{ at-round = 5000, do = kill, node = 2 }]");
    Ended ended = StartedProgram.run(folder, "run", scenario);

    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(11);
    assertThat(StartedProgram.result(folder, "late").forks().getLast().reason())
        .contains("the fault kill 2, round 5000 was not delivered: the run was over before");
  }

  /** Given up while it stood still, it stops with an exit code of its own when it goes on, and has changed nothing. */
  @Test
  @Tag("soak")
  void nodeThatStoodStillIsFencedWhenItComesBack() throws Exception {
    String scenario =
        StartedProgram.scenario(
            folder, "fenced", "simulation = phold", "params.entities = 500", "until = 100", "workers = 3", "partitions = 5", "nodes = 3",
            "snapshots = 50 rounds", "faults = [{ at-round = 200, do = pause, node = 3, for = 40s }]");
    Ended ended = StartedProgram.run(folder, "run", scenario);

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    List<ForkResult> forks = StartedProgram.result(folder, "fenced").forks();
    assertThat(forks).extracting(ForkResult::digest).containsOnly(forks.getFirst().digest());
    assertThat(forks.getLast().events().orElseThrow().faults().getFirst().endedWith()).contains(69);
  }

  @Test
  @Tag("soak")
  @Timeout(1800)
  void twentyKillsOfAnyNodeInAnyRoundComeToTheSameDigest() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Set<Optional<String>> digests = new HashSet<>();
    for (int kill = 0; kill < 20; kill++) {
      int round = 1 + random.nextInt(900);
      // Also the first, whose share says when all keep what they have come to. What else coordinates is in none of them.
      int node = 1 + kill % NODES;
      String scenario =
          StartedProgram.scenario(
              folder, "kill-" + kill, "simulation = phold", "params.entities = 500", "until = 100", "workers = 3", "partitions = 5", "nodes = 3",
              "snapshots = 50 rounds", "faults = [{ at-round = " + round + ", do = kill, node = " + node + " }]");
      Ended ended = StartedProgram.run(folder, "run", scenario);
      assertThat(ended.code()).as("node %d in round %d, seed %d: %s", node, round, seed, ended.out() + ended.err()).isZero();
      List<ForkResult> forks = StartedProgram.result(folder, "kill-" + kill).forks();
      assertThat(forks.getLast().events().orElseThrow().faults().getFirst().lost()).containsExactly("node-" + node);
      forks.forEach(fork -> digests.add(fork.digest()));
    }
    assertThat(digests).as("seed %d", seed).hasSize(1);
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
