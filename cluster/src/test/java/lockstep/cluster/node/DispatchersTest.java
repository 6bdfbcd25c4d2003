package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DispatchersTest {

  /** A fork-join pool in its first-in-first-out mode can hang for ever; only what classic remoting would use still has one. */
  @Test
  void noDispatcherOfANodeIsAForkJoinPool() {
    List<String> pools =
        ConfigFactory.load("lockstep-cluster").entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(".executor"))
            .filter(entry -> entry.getValue().unwrapped().equals("fork-join-executor"))
            .map(entry -> entry.getKey())
            .toList();
    assertThat(pools).containsExactly("pekko.remote.classic.backoff-remote-dispatcher.executor");
  }
}
