package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** The actor system of a node. */
final class NodeSystemTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private static Behavior<Void> endsAfter(CountDownLatch released) {
    return Behaviors.receive(Void.class)
        .onSignal(
            PostStop.class,
            _ -> {
              released.await();
              return Behaviors.stopped();
            })
        .build();
  }

  @Test
  void nodeWhoseActorsDoNotEndIsNotAwaitedForEver() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    NodeSystem<Void> node =
        new NodeSystem<>(new NodeSettings("node", "1.0", NodeSettings.LOOPBACK, 0, List.of()), NodeSystem.HOST_ROLE, endsAfter(released));
    try {
      node.close(LONG_ENOUGH);

      assertThat(node.awaitEnd()).isEmpty();
      assertThat(node.system().getWhenTerminated().toCompletableFuture()).isNotDone();
    } finally {
      released.countDown();
    }
    assertThat(node.system().getWhenTerminated().toCompletableFuture()).succeedsWithin(LONG_ENOUGH);
  }
}
