package lockstep.node.fork;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import lockstep.engine.instrument.Affinity;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.network.PrivateNetwork;
import tools.jackson.core.JacksonException;

/**
 * A fork under supervision: the process, what it says, and why it ended. Whatever happens to it, there is a report. Closing it
 * ends the process.
 */
public final class Fork implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int SIGNALS = 128;

  /**
   * Exit codes of signals by which somebody asks a process to end: 1, 2 and 15. A terminal sends them to the launcher and to the
   * fork, in any order.
   */
  private static final Set<Integer> ASKED_TO_END = Set.of(SIGNALS + 1, SIGNALS + 2, SIGNALS + 15);

  private final ForkOrder order;
  private final Path log;
  private final Process process;
  private volatile boolean endedFromOutside;

  /**
   * Starts a fork.
   *
   * @param log where its standard error goes
   * @throws IOException when no JVM can be started
   */
  public Fork(ForkOrder order, Path log) throws IOException {
    this.order = order;
    this.log = log;
    List<String> command = JvmCommand.of(ForkMain.class, order.cores());
    boolean apart = order.nodes().filter(ClusterOrder::dividesNetwork).isPresent();
    this.process = start(new ProcessBuilder(apart ? PrivateNetwork.apart(command) : command).redirectError(log.toFile()), order.cores());
  }

  /** On so many cores, where the system can do that; a process inherits them from the thread that starts it. */
  private static Process start(ProcessBuilder builder, Optional<Integer> cores) throws IOException {
    Optional<Affinity> pinned = cores.flatMap(Affinity::firstCores);
    try {
      return builder.start();
    } finally {
      pinned.ifPresent(Affinity::close);
    }
  }

  /**
   * Gives it its order and waits until it has ended.
   *
   * @param progress is told how far it is
   */
  public ForkReport perform(Consumer<ForkProgress> progress) throws InterruptedException {
    CompletableFuture<Optional<ForkReport>> reported = CompletableFuture.supplyAsync(() -> listen(progress));
    try {
      send(Json.line(order) + "\n");
      Optional<ForkReport> report =
          reported.get(order.limitNanos() + order.noProgressNanos() + GRACE.toNanos(), TimeUnit.NANOSECONDS);
      process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS);
      return report.orElseGet(this::death);
    } catch (TimeoutException e) {
      return ForkReport.without(Status.STALLED, "its JVM did not end by itself; it was killed");
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot listen to a fork", e.getCause());
    } finally {
      close();
    }
  }

  /** A fork that dies at once cannot be written to; its death says why. */
  private void send(String line) {
    try {
      process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }

  /** Reads messages until the report, or until the process ends without one. */
  private Optional<ForkReport> listen(Consumer<ForkProgress> progress) {
    try (BufferedReader messages = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = messages.readLine(); line != null; line = messages.readLine()) {
        ForkMessage message = Json.read(line, ForkMessage.class);
        message.progress().ifPresent(progress);
        if (message.report().isPresent()) {
          return message.report();
        }
      }
    } catch (IOException | JacksonException e) {
      // It died in the middle of a line; its death says why.
    }
    return Optional.empty();
  }

  private ForkReport death() {
    int code = process.isAlive() ? 0 : process.exitValue();
    if (endedFromOutside || ASKED_TO_END.contains(code)) {
      return ForkReport.without(Status.INTERRUPTED, "the run was ended");
    }
    return ForkReport.without(
        Status.FAILED, "its JVM " + LastWords.ended(code) + " without a report" + LastWords.of(log));
  }

  /** Ends the process, if it still runs; {@link #perform} then reports that the run was ended. May be called by any thread. */
  public void end() {
    endedFromOutside = true;
    close();
  }

  /** Nodes end with their fork, unless one of them stands still. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
