package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import lockstep.engine.EngineFailure;
import lockstep.engine.NodeLost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may become a node of a cluster. */
@Timeout(120)
final class JoiningTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static NodeSettings settings(String name, String version, int port, List<String> seeds) {
    return new NodeSettings(name, version, NodeSettings.LOOPBACK, port, seeds);
  }

  private static HostNode host(String name, String version, List<String> seeds) {
    return new HostNode(settings(name, version, 0, seeds), _ -> { throw new AssertionError("nobody asks for a model"); });
  }

  @Test
  void nodeOfAnotherVersionIsRefusedAndSaysSo() throws InterruptedException {
    try (Driver driver = new Driver(settings("driver", "1.0", 0, List.of()));
        HostNode same = host("same", "1.0", List.of(driver.address()));
        HostNode other = host("other", "1.1", List.of(driver.address()))) {
      driver.awaitHosts(1, PATIENCE);
      assertThat(other.awaitEnd()).contains("the cluster's nodes are of another version or wire schema");
      assertThat(same.address()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void nodeThatIsAskedToLeaveEndsWithoutAReason() throws InterruptedException {
    try (Driver driver = new Driver(settings("driver", "1.0", 0, List.of()));
        HostNode host = host("host", "1.0", List.of(driver.address()))) {
      driver.awaitHosts(1, PATIENCE);
      host.leave();
      assertThat(host.awaitEnd()).isEmpty();
    }
  }

  @Test
  void portThatIsTakenIsTold() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(EngineFailure.class)
          .isThrownBy(() -> new Driver(settings("driver", "1.0", taken.getLocalPort(), List.of())))
          .withMessageStartingWith("cannot listen at 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void abortedDriverWaitsForNobody() {
    try (Driver driver = new Driver(settings("driver", "1.0", 0, List.of()))) {
      driver.abort("node 2 is gone");
      assertThatExceptionOfType(NodeLost.class)
          .isThrownBy(() -> driver.awaitHosts(1, PATIENCE))
          .withMessage("node 2 is gone");
    }
  }

  @Test
  void hostsThatDoNotComeAreNotAwaitedForEver() {
    try (Driver driver = new Driver(settings("driver", "1.0", 0, List.of()))) {
      assertThatExceptionOfType(EngineFailure.class)
          .isThrownBy(() -> driver.awaitHosts(2, Duration.ofMillis(50)))
          .withMessage("there were not 2 nodes within 50 ms");
    }
  }

  @ParameterizedTest
  @CsvSource({"A, 0, 127.0.0.1:1", "'', 0, 127.0.0.1:1", "a, -1, 127.0.0.1:1", "a, 65536, 127.0.0.1:1", "a, 0, 127.0.0.1", "a, 0, pekko://x:1"})
  void settingsThatCannotBeAreRefused(String name, int port, String seed) {
    assertThatIllegalArgumentException().isThrownBy(() -> settings(name, "1.0", port, List.of(seed)));
  }
}
