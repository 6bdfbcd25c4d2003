package lockstep.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be said of a private network without laying one: that is done by runs whose network is divided. */
final class PrivateNetworkTest {

  @BeforeEach
  void setUp() {
    assumeTrue(Files.exists(Path.of("/proc/self/ns/net")), "only Linux has network namespaces");
  }

  @Test
  void programThatIsMissingIsNamed() {
    assertThat(PrivateNetwork.missing(List.of("no-such-program")))
        .get()
        .asString()
        .startsWith("it needs root, and the programs unshare, nsenter and ip: no-such-program cannot be started: ");
  }

  @Test
  void programThatFailsIsQuoted() {
    assertThat(PrivateNetwork.missing(List.of("sh", "-c", "echo not allowed >&2; exit 3")))
        .get()
        .asString()
        .endsWith(" ended with exit code 3: not allowed");
  }

  @Test
  void networkOfTheMachineIsLeftAlone() {
    assertThatThrownBy(PrivateNetwork::new).isInstanceOf(IllegalStateException.class).hasMessage("this JVM is in the network of its parent");
  }
}
