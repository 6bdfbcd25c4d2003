package lockstep.node.calibrate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lockstep.node.fork.Json;
import lockstep.node.fork.JvmCommand;
import tools.jackson.core.JacksonException;

/** The JVM in which instruments are tried. Closing it ends it; it ends, too, when this JVM does. */
public final class CalibrationProcess implements AutoCloseable {

  /** Several times of what it takes. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Process process;

  private CalibrationProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it; what it has to complain of goes to standard error.
   *
   * @throws IOException when no JVM can be started
   */
  public static CalibrationProcess start() throws IOException {
    return start(JvmCommand.of(CalibrationMain.class, Optional.empty()));
  }

  static CalibrationProcess start(List<String> command) throws IOException {
    return new CalibrationProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * Waits until it has ended.
   *
   * @param results is told each calibration as soon as it is done
   * @throws IOException when it ended before its time, or not in time
   */
  public void await(Consumer<Calibration> results) throws IOException, InterruptedException {
    Executor late = CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    CompletableFuture<Void> killed = CompletableFuture.runAsync(process::destroyForcibly, late);
    try (BufferedReader messages = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = messages.readLine(); line != null; line = messages.readLine()) {
        results.accept(Json.read(line, Calibration.class));
      }
    } catch (JacksonException e) {
      throw new IOException("a line is cut off: " + e.getOriginalMessage(), e);
    }
    int code = process.waitFor();
    if (killed.isDone()) {
      throw new IOException("not done within " + LIMIT.toSeconds() + " s");
    }
    killed.cancel(false);
    if (code != 0) {
      throw new IOException("ended with exit code " + code);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
