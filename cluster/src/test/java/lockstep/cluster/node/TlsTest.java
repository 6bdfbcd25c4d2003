package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that talk only with who has a certificate of their signer. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SILENCE_MILLIS = 2_000;

  private Path own = Path.of("");
  private Path foreign = Path.of("");
  private Driver driver;

  TlsTest(@TempDir Path folder) throws Exception {
    own = Certificates.in(folder.resolve("own"));
    foreign = Certificates.in(folder.resolve("foreign"));
    driver = new Driver(settings("driver", List.of(), Optional.of(own)));
  }

  @AfterAll
  void close() {
    driver.close();
  }

  private static NodeSettings settings(String name, List<String> seeds, Optional<Path> tls) {
    return new NodeSettings(name, "1", NodeSettings.LOOPBACK, 0, seeds, tls);
  }

  private HostNode host(Optional<Path> tls) {
    return new HostNode(settings("host", List.of(driver.address()), tls), _ -> { throw new AssertionError("nobody asks for a model"); });
  }

  @Test
  void nodeWithACertificateOfTheSameSignerJoins() throws InterruptedException {
    try (HostNode host = host(Optional.of(own))) {
      driver.awaitHosts(1, PATIENCE);
      assertThat(host.messagesRefused()).isZero();
    }
  }

  @Test
  void whoHasNoCertificateIsNotHeard() throws Exception {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> knock(own, false)).isNotInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void whoHasACertificateOfAnotherSignerIsNotHeard() throws Exception {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> knock(foreign, true)).isNotInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void whoHasOneIsHeard() throws Exception {
    // Nobody answers what is no message, but nobody hangs up either.
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> knock(own, true));
  }

  /** Connects, and reads until the other side hangs up. */
  private void knock(Path certificates, boolean shown) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(Certificates.store(certificates), Certificates.PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(Certificates.store(own));
    context.init(shown ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
    String[] address = driver.address().split(":", 2);
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address[0], Integer.parseInt(address[1]))) {
      socket.setSoTimeout(SILENCE_MILLIS);
      socket.startHandshake();
      if (socket.getInputStream().read() < 0) {
        throw new IOException("the other side hung up");
      }
    }
  }

  /** It takes as long as a node tries to join. */
  @Tag("soak")
  @Test
  void nodesWithoutOneOfThisSignerEndWithoutHavingJoined() throws InterruptedException {
    try (HostNode open = host(Optional.empty());
        HostNode other = host(Optional.of(foreign))) {
      assertThat(open.awaitEnd()).contains("no seed node let it join");
      assertThat(other.awaitEnd()).contains("no seed node let it join");
    }
  }

  @Test
  void missingFileIsTold() throws IOException {
    Path none = Files.createDirectories(own.resolve("none"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("x", List.of(), Optional.of(none)))
        .withMessage("for TLS a node needs the files tls.key, tls.crt, ca.crt, and cannot read " + none.resolve("tls.key"));
  }
}
