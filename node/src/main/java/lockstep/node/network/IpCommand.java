package lockstep.node.network;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.engine.EngineFailure;

/**
 * The program {@code ip} in a network namespace.
 *
 * @param command that starts it
 */
record IpCommand(List<String> command) {

  private static final long PATIENCE_SECONDS = 20;

  /** In that of this JVM. */
  static IpCommand here() {
    return new IpCommand(List.of("ip", "-batch", "-"));
  }

  /**
   * In another one.
   *
   * @param namespace as the kernel shows it
   * @param before what starts it all
   */
  static IpCommand in(Path namespace, List<String> before) {
    return new IpCommand(
        Stream.of(before, List.of("nsenter", "--net=" + namespace, "--"), here().command()).flatMap(List::stream).toList());
  }

  void does(String... lines) {
    does(List.of(lines));
  }

  /**
   * Does all of it, by one process.
   *
   * @param lines what {@code ip} is to do, in its words
   * @throws EngineFailure when it has not done all
   */
  void does(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try {
        tell(process, lines);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new EngineFailure(command.getFirst() + " does not end");
        }
        if (process.exitValue() != 0) {
          throw new EngineFailure(String.join(" ", command) + " ended with exit code " + process.exitValue() + said(process));
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new EngineFailure(command.getFirst() + " cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure(command.getFirst() + " was interrupted", e);
    }
  }

  private static void tell(Process process, List<String> lines) {
    try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
      input.write(String.join("\n", lines) + "\n");
    } catch (IOException e) {
      // Its exit code and its words are told.
    }
  }

  private static String said(Process process) throws IOException {
    String said = process.inputReader(StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).collect(Collectors.joining(" | "));
    return said.isEmpty() ? "" : ": " + said;
  }
}
