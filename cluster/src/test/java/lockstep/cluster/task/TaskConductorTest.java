package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import lockstep.engine.Assignment;
import lockstep.engine.NodeLost;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The conductor of tasks, on nodes that end. */
final class TaskConductorTest {

  /** For a machine that is busy with something else; what hangs, hangs for ever. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private static final String END = "end";

  private final ActorTestKit actors = ActorTestKit.create();

  /** Hosts that answer nothing. */
  private record Silent(List<ActorRef<String>> all) implements Hosts {

    @Override
    public int count() {
      return all.size();
    }

    @Override
    public ActorRef<?> host(int node) {
      return all.get(node);
    }

    @Override
    public String name(int node) {
      return shortName(node);
    }

    @Override
    public String shortName(int node) {
      return all.get(node).path().name();
    }

    @Override
    public void open(TaskOrder order, ActorRef<TaskConductor.Command> conductor) {}

    @Override
    public void teach(int node) {
      throw new IllegalStateException("nobody asked");
    }
  }

  private static Behavior<String> host() {
    return Behaviors.receive(String.class).onMessageEquals(END, Behaviors::stopped).build();
  }

  @AfterEach
  void end() {
    actors.shutdownTestKit();
  }

  @Test
  void nodeThatIsLostBeforeItHasOpenedItsShareIsTold() {
    List<ActorRef<String>> hosts = Stream.of("first", "second").map(name -> actors.spawn(host(), name)).toList();
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    Assignment assignment = Assignment.of(Sketch.of("turns", 4, 2, (_, _, plan) -> plan.exclusive(0)), 1, 2, Policy.ORDERED);
    actors.spawn(TaskConductor.create(assignment, new Silent(hosts), result));
    hosts.getLast().tell(END);
    assertThat(result)
        .failsWithin(LONG_ENOUGH)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(NodeLost.class)
        .withMessageContaining("node 2 (second) was lost while opening");
  }
}
