package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineFailure;
import lockstep.engine.NodeLost;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LostNodeTest {

  private static NodeSettings settings(String name, List<String> seeds) {
    return new NodeSettings(name, "test", NodeSettings.LOOPBACK, 0, seeds);
  }

  @Test
  void assignmentOfTasksThatLosesANodeHasNoResult() throws InterruptedException {
    Sketch endless = Sketch.of("endless", Long.MAX_VALUE, 2, (i, draw, plan) -> plan.exclusive((int) ((i + 1) % 2)));
    try (Driver driver = new Driver(settings("driver", List.of()));
        HostNode first = new HostNode(settings("node-1", List.of(driver.address())), _ -> endless);
        HostNode second = new HostNode(settings("node-2", List.of(driver.address())), _ -> endless)) {
      driver.awaitHosts(2, Duration.ofSeconds(30));
      Assignment assignment = Assignment.of(endless, 1, 2, Policy.ORDERED);
      Thread leaving =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (assignment.board().commits() < 10) {
                      Thread.onSpinWait();
                    }
                    second.leave();
                  });
      assertThat(first.messagesRefused()).isZero();
      try (Engine engine = driver.tasks(2, _ -> "endless")) {
        assertThatExceptionOfType(NodeLost.class)
            .isThrownBy(() -> engine.perform(assignment))
            .withMessageMatching("node 2 \\(pekko://lockstep@127\\.0\\.0\\.1:\\d+\\) was lost while running");
      }
      leaving.join();
    }
  }

  @Test
  void tasksAreNotPerformedOnTheNodesThatAreLeft() throws InterruptedException {
    Sketch endless = Sketch.of("endless", Long.MAX_VALUE, 3, (i, draw, plan) -> plan.exclusive((int) ((i + 1) % 3)));
    try (OneJvmCluster cluster = new OneJvmCluster(3)) {
      Assignment assignment = Assignment.of(endless, 1, 3, Policy.ORDERED);
      Thread losing =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (assignment.board().commits() < 10) {
                      Thread.onSpinWait();
                    }
                    cluster.lose(2);
                    cluster.kill(2);
                  });
      assertThatExceptionOfType(NodeLost.class).isThrownBy(() -> cluster.perform(assignment)).withMessage("node 2 was killed");
      losing.join();
      assertThatExceptionOfType(NodeLost.class)
          .as("the next assignment")
          .isThrownBy(() -> cluster.perform(Assignment.of(endless, 1, 3, Policy.ORDERED)))
          .withMessage("node 2 was killed");
    }
  }

  @Test
  void hostThatHasAModelOfEventsRefusesTasks() throws InterruptedException {
    Sketch tasks = Sketch.of("tasks", 10, 1, (i, draw, plan) -> plan.exclusive(0));
    try (Driver driver = new Driver(settings("driver", List.of()));
        HostNode host =
            new HostNode(
                settings("node-1", List.of(driver.address())),
                _ -> {
                  throw new IllegalArgumentException("it has events, not tasks");
                });
        Engine engine = driver.tasks(1, _ -> "no tasks")) {
      driver.awaitHosts(1, Duration.ofSeconds(30));
      assertThat(host.messagesRefused()).isZero();
      assertThatExceptionOfType(EngineFailure.class)
          .isThrownBy(() -> engine.perform(Assignment.of(tasks, 1, 1, Policy.ORDERED)))
          .withMessageContaining("cannot do its part: it has events, not tasks");
    }
  }
}
