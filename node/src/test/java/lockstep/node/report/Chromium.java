package lockstep.node.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless browser, told what to do by the DevTools protocol; it collects what pages complain of and request. */
final class Chromium implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long PATIENCE_SECONDS = 60;
  private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

  private final Process process;
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private int last;

  Chromium(Path program, Path profile) throws Exception {
    this.process =
        new ProcessBuilder(
                program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-port=0",
                "--user-data-dir=" + profile, "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      this.socket = http.newWebSocketBuilder().buildAsync(page(port(profile.resolve("DevToolsActivePort"))), new Receiver(received)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      end();
      throw e;
    }
    for (String domain : List.of("Page", "Log", "Runtime", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** Where it is installed; empty when it is not. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private String port(Path file) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
      if (Files.exists(file) && Files.readString(file).lines().count() > 1) {
        return Files.readString(file).lines().findFirst().orElseThrow();
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new IOException("the browser ended with " + process.exitValue());
      }
    }
    throw new IOException("the browser does not listen");
  }

  private URI page(String port) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    for (JsonNode target : JSON.readTree(http.send(request, BodyHandlers.ofString()).body())) {
      if (target.path("type").asString().equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").asString());
      }
    }
    throw new IOException("the browser has no page");
  }

  /** Shows a file, and waits until it is loaded. */
  void open(Path file) throws InterruptedException {
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    while (!next().path("method").asString().equals("Page.loadEventFired")) {}
  }

  /** What an expression of JavaScript gives, evaluated outside of the page's policy. */
  JsonNode evaluate(String expression) throws InterruptedException {
    JsonNode result = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.toString());
    }
    return result.path("result").path("value");
  }

  /** Presses the tabulator key. */
  void tab() throws InterruptedException {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", Map.of("type", type, "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
    }
  }

  /** Performs a command of the protocol. */
  JsonNode call(String method, Map<String, Object> parameters) throws InterruptedException {
    int id = ++last;
    socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).join();
    JsonNode answer = next();
    while (answer.path("id").asInt(0) != id) {
      answer = next();
    }
    if (answer.has("error")) {
      throw new IllegalStateException(method + ": " + answer.path("error"));
    }
    return answer.path("result");
  }

  private JsonNode next() throws InterruptedException {
    JsonNode message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new IllegalStateException("the browser does not answer");
    }
    switch (message.path("method").asString("")) {
      case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown" -> complaints.add(message.path("params").toString());
      case "Network.requestWillBeSent" -> requests.add(message.path("params").path("request").path("url").asString());
      default -> {}
    }
    return message;
  }

  /** What was written to the console. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** What was asked for, the pages themselves included. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    socket.abort();
    end();
  }

  private void end() {
    http.close();
    List<ProcessHandle> all = process.descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Puts the parts of messages together. */
  private static final class Receiver implements WebSocket.Listener {

    private final BlockingQueue<JsonNode> received;
    private final StringBuilder text = new StringBuilder();

    Receiver(BlockingQueue<JsonNode> received) {
      this.received = received;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        received.add(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
