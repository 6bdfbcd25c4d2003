package lockstep.node.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Answers as the API server of Kubernetes does when it is asked for pods, over TLS with a certificate of its own making. What is not
 * asked in the right way is told by {@link #wrong}.
 */
final class ApiServer implements AutoCloseable {

  static final String NAMESPACE = "somewhere";

  private static final String TOKEN = "a-token-of-this-test";
  private static final String PASSWORD = "changeit";

  private final HttpsServer server;
  private final Path account;
  private final String label;
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile int status = 200;
  private volatile List<Pod> pods = List.of();

  /**
   * A pod that it tells of.
   *
   * @param more fields of its metadata, such as that it is being deleted
   */
  record Pod(String ip, String phase, String more) {

    static Pod running(String ip) {
      return new Pod(ip, "Running", "");
    }

    private String json(int port) {
      return """
          {"metadata": {"name": "pod-%s"%s}, "spec": {"containers": [{"name": "node", "ports": [{"name": "management", "containerPort": %d}]}]},
           "status": {"phase": "%s", "podIP": "%s"}}"""
          .formatted(ip.replace('.', '-'), more, port, phase, ip);
    }
  }

  /**
   * Starts it on the loopback interface.
   *
   * @param folder gets what is mounted into pods for their service account
   * @param label that has to be asked for
   * @param port at which all pods answer
   */
  ApiServer(Path folder, String label, int port) throws IOException, GeneralSecurityException, InterruptedException {
    this.account = Files.createDirectories(folder.resolve("account"));
    this.label = label;
    Path keys = folder.resolve("keys.p12");
    keytool("-genkeypair", "-alias", "api", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=api", "-ext", "san=ip:127.0.0.1", "-validity", "2", "-keystore", keys.toString());
    keytool("-exportcert", "-rfc", "-alias", "api", "-keystore", keys.toString(), "-file", account.resolve("ca.crt").toString());
    Files.writeString(account.resolve("token"), TOKEN);
    Files.writeString(account.resolve("namespace"), NAMESPACE);
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
    server.createContext("/", exchange -> answer(exchange, port));
    server.start();
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("keytool: " + said);
    }
  }

  private static SSLContext tls(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void answer(HttpExchange exchange, int port) throws IOException {
    try (exchange) {
      check("path", "/api/v1/namespaces/" + NAMESPACE + "/pods", exchange.getRequestURI().getPath());
      check("query", "labelSelector=app=" + label, exchange.getRequestURI().getQuery());
      check("token", "Bearer " + TOKEN, exchange.getRequestHeaders().getFirst("Authorization"));
      check("method", "GET", exchange.getRequestMethod());
      String body =
          status == 200
              ? pods.stream().map(pod -> pod.json(port)).collect(Collectors.joining(",", "{\"kind\": \"PodList\", \"items\": [", "]}"))
              : "{\"kind\": \"Status\", \"code\": " + status + "}";
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void check(String what, String expected, String actual) {
    if (!expected.equals(actual)) {
      wrong.add(what + " " + actual + " instead of " + expected);
    }
  }

  /** Tells of other pods from now on. */
  void tell(Pod... others) {
    pods = List.of(others);
    status = 200;
  }

  /** Refuses from now on. */
  void refuse(int code) {
    status = code;
  }

  /** What was asked in another way than it has to be. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What is mounted into pods. */
  Path account() {
    return account;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
