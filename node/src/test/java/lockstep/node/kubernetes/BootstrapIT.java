package lockstep.node.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lockstep.node.kubernetes.ApiServer.Pod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes as they are in pods: real processes on the runtime of the image, at addresses of their own of the loopback interface, which find each other
 * through the API of Kubernetes.
 */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BootstrapIT {

  private static final String LABEL = "lockstep-node";
  private static final Pattern UP = Pattern.compile("\"status\":\"Up\"");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Map<String, String> MOUNTED =
      Map.of("ca.crt", "api-ca-path", "token", "api-token-path", "namespace", "pod-namespace-path");
  private static final Path LIBRARY = Path.of("target", "lockstep", "lib").toAbsolutePath();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> nodes = new ArrayList<>();
  private Path runtime = Path.of("");
  private Path folder = Path.of("");
  private int remoting;
  private int management;
  private ApiServer api;

  BootstrapIT(@TempDir Path shared) throws Exception {
    folder = shared;
    remoting = freePort();
    management = freePort();
    api = new ApiServer(shared, LABEL, management);
  }

  @BeforeAll
  void link() throws IOException, InterruptedException {
    runtime = Image.read().link(folder.resolve("java"));
  }

  @AfterEach
  void endNodes() {
    nodes.forEach(Process::destroyForcibly);
    nodes.clear();
  }

  @AfterAll
  void close() {
    api.close();
  }

  /** Free at the address of the first pod, and so, as hardly anybody uses them, at those of the others. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(ip(1)), 0));
      return socket.getLocalPort();
    }
  }

  private static String ip(int node) {
    return "127.0.1." + node;
  }

  private Path log(int node) {
    return folder.resolve("node-" + node + ".log");
  }

  private Process start(int node) throws IOException {
    List<String> command = new ArrayList<>(List.of(runtime.resolve("bin/java").toString()));
    command.addAll(Image.read().flags());
    MOUNTED.forEach((file, key) -> command.add("-Dpekko.discovery.kubernetes-api." + key + "=" + api.account().resolve(file)));
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", LIBRARY + "/*", "lockstep.node.Main"));
    command.addAll(
        List.of("node", "--name=node-" + node, "--listen=" + ip(node) + ":" + remoting, "--bootstrap=" + LABEL, "--nodes=3",
            "--management=" + ip(node) + ":" + management));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(node).toFile());
    builder.environment().put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
    builder.environment().put("KUBERNETES_SERVICE_PORT", Integer.toString(api.port()));
    Process process = builder.start();
    nodes.add(process);
    return process;
  }

  private void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + "; node 1 wrote " + Files.readString(log(1)));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean says(int node, String line) {
    try {
      return Files.readString(log(node)).contains(line);
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> get(int node, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + ip(node) + ":" + management + path)).timeout(PATIENCE).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private boolean isReady(int node) {
    try {
      return get(node, "/ready").statusCode() == 200;
    } catch (IOException e) {
      return false; // It does not listen yet.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long members(int node) {
    try {
      return UP.matcher(get(node, "/cluster/members").body()).results().count();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Test
  void nodesThatRunFormOneClusterAndWhatDoesNotRunIsLeftOut() throws Exception {
    api.tell(
        Pod.running(ip(1)),
        Pod.running(ip(2)),
        Pod.running(ip(3)),
        new Pod(ip(4), "Pending", ""),
        new Pod(ip(5), "Running", ", \"deletionTimestamp\": \"2026-01-01T00:00:00Z\""));
    for (int node = 1; node <= 3; node++) {
      var _ = start(node);
    }
    await("ready nodes", () -> IntStream.rangeClosed(1, 3).allMatch(this::isReady));
    await("members", () -> IntStream.rangeClosed(1, 3).allMatch(node -> members(node) == 3));
    assertThat(get(1, "/alive").statusCode()).isEqualTo(200);

    assertThat(run()).isZero();
    assertThat(IntStream.rangeClosed(1, 3).allMatch(node -> members(node) == 3)).as("the run has left").isTrue();

    nodes.get(2).destroy();
    assertThat(nodes.get(2).waitFor(60, TimeUnit.SECONDS)).isTrue();
    await("node that left", () -> members(1) == 2);
    assertThat(nodes.get(2).exitValue()).isEqualTo(143);
    assertThat(Files.readString(log(1))).as("it left in order").doesNotContain("UNREACHABLE");
    assertThat(api.wrong()).isEmpty();
  }

  /** Has them do the work of the scenario that the Job submits, from an address of its own, as a pod has. */
  private int run() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(runtime.resolve("bin/java").toString()));
    command.addAll(Image.read().flags());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", LIBRARY + "/*", "lockstep.node.Main"));
    command.addAll(
        List.of("run", Path.of("..", "k8s", "base", "scenarios", "nodes.conf").toAbsolutePath().toString(), "--cluster=" + ip(1) + ":" + remoting, "--listen=" + ip(9),
            "--out=" + folder.resolve("results"), "--quiet", "--set=warm-up=0s", "--set=measure=0s"));
    Process process = new ProcessBuilder(command).inheritIO().start();
    nodes.add(process);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void whatKeepsANodeFromFindingOthersIsSaidAndItFormsNoCluster() throws Exception {
    api.refuse(401);
    var _ = start(1);
    await("word of 401", () -> says(1, "it does not know who asks (401); the pod must have a service account whose token is mounted"));
    api.refuse(403);
    await("word of 403", () -> says(1, "it forbids to (403); a Role must allow the service account of this pod to list pods"));
    api.tell();
    await("word of nobody", () -> says(1, "Kubernetes tells of 0 nodes that run with the label app=" + LABEL + ", of 3 that are needed"));
    api.tell(Pod.running(ip(1)), new Pod(ip(2), "Pending", ""));
    await("word of itself", () -> says(1, "Kubernetes tells of 1 nodes that run"));

    assertThat(isReady(1)).isFalse();
    assertThat(members(1)).isZero();
    assertThat(get(1, "/alive").statusCode()).isEqualTo(200);
    assertThat(api.wrong()).isEmpty();
  }
}
