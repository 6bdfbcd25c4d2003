package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lockstep.node.StartedProgram.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that stay while runs come and go. */
@Timeout(300)
final class ClusterVerbIT {

  @TempDir Path folder;

  private StartedProgram up() throws Exception {
    StartedProgram program = StartedProgram.start(folder, "cluster", "up", "--nodes", "2");
    StandInClone.await("nodes", () -> !program.process().isAlive() || Files.exists(folder.resolve(".lockstep/cluster/cluster.json")));
    assertThat(program.process().isAlive()).isTrue();
    return program;
  }

  private static void assertAllEnd(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      assertThat(process.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }

  @Test
  void runsUseNodesThatStayAndDownEndsThem() throws Exception {
    String scenario = StartedProgram.scenario(folder, "standing", "simulation = phold", "params.entities = 500", "until = 5", "workers = 2");
    try (StartedProgram program = up()) {
      List<ProcessHandle> nodes = program.process().children().toList();
      assertThat(nodes).hasSize(2);
      Ended status = StartedProgram.run(folder, "cluster", "status");
      assertThat(status.out()).startsWith("2 of 2 nodes are up; runs join them at 127.0.0.1:");

      Ended ran = StartedProgram.run(folder, "run", scenario, "--nodes", "2", "--cluster", "up");

      assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
      assertThat(ran.out()).contains("2 engines did the same work");
      assertThat(program.process().children()).as("the same nodes").containsExactlyInAnyOrderElementsOf(nodes);
      assertThat(StartedProgram.run(folder, "cluster", "logs", "2").out()).startsWith("node-2 | ").contains("listens at").doesNotContain("node-1 |");
      Ended second = StartedProgram.run(folder, "cluster", "up");
      assertThat(second.code()).isEqualTo(69);
      assertThat(second.err()).startsWith("lockstep: a cluster is up already, at 127.0.0.1:");

      Ended down = StartedProgram.run(folder, "cluster", "down");

      assertThat(down.code()).as(down.err()).isZero();
      Ended up = program.end();
      assertThat(up.code()).isEqualTo(143);
      assertThat(up.err()).as("nobody saw anybody vanish").isEmpty();
      assertThat(Files.readString(folder.resolve(".lockstep/cluster/node-1.log"))).doesNotContain("UNREACHABLE");
      assertAllEnd(nodes);
      Ended none = StartedProgram.run(folder, "cluster", "status");
      assertThat(none.code()).isEqualTo(69);
      assertThat(none.err()).isEqualTo("lockstep: no cluster is up; \"cluster up --nodes 3\" starts one\n");
    }
  }

  @Test
  void nodesEndWhenWhoKeepsThemIsKilled() throws Exception {
    try (StartedProgram program = up()) {
      List<ProcessHandle> nodes = program.process().children().toList();
      program.process().destroyForcibly();
      assertAllEnd(nodes);
      assertThat(StartedProgram.run(folder, "cluster", "status").code()).isEqualTo(69);
    }
  }

  @Test
  void lostNodeIsNamedAndTheEndOfTheLastOneIsTheEnd() throws Exception {
    try (StartedProgram program = up()) {
      program.process().children().forEach(ProcessHandle::destroyForcibly);

      Ended ended = program.end();

      assertThat(ended.code()).isEqualTo(69);
      assertThat(ended.err()).contains("lockstep: node 1 was killed by signal 9", "lockstep: node 2 was killed by signal 9", "lockstep: no node is left");
    }
  }
}
