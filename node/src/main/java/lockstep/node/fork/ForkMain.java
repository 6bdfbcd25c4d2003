package lockstep.node.fork;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The program of a fork: reads its order from standard input, performs it, and writes messages to standard output, a line of
 * JSON each. What a model prints goes to standard error.
 *
 * <p>Standard input stays open as long as the launcher lives. When it ends, for whatever reason, so does the fork: no fork
 * outlives its launcher.
 */
public final class ForkMain {

  /** The exit code of a fork whose launcher is gone. */
  static final int LAUNCHER_GONE = 75;

  private static final long PROGRESS_NANOS = 200_000_000;

  private final PrintStream messages;
  private long toldNanos = System.nanoTime() - 2 * PROGRESS_NANOS;

  private ForkMain(PrintStream messages) {
    this.messages = messages;
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // What is reported depends on no one's locale.
    Locale.setDefault(Locale.ROOT);
    PrintStream messages = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String order = in.readLine();
    if (order == null) {
      System.exit(LAUNCHER_GONE);
    }
    Thread.ofPlatform().daemon().name("launcher-watch").start(() -> endWith(in));
    new ForkMain(messages).perform(Json.read(order, ForkOrder.class));
    System.exit(0);
  }

  private static void endWith(BufferedReader in) {
    try {
      while (in.read() >= 0) {
        // Nothing is sent after the order; only the end matters.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    // Nodes end with their fork, unless one of them stands still.
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(LAUNCHER_GONE);
  }

  private void perform(ForkOrder order) throws InterruptedException {
    Consumer<ForkReport> whenStuck =
        stuck -> {
          report(stuck);
          Runtime.getRuntime().halt(0);
        };
    report(
        order.events().isPresent()
            ? new EventPerformance(order, this::tell, whenStuck).perform()
            : new Performance(order, this::tell, whenStuck).perform());
  }

  private void tell(ForkProgress progress) {
    if (System.nanoTime() - toldNanos > PROGRESS_NANOS) {
      toldNanos = System.nanoTime();
      messages.println(Json.line(ForkMessage.of(progress)));
    }
  }

  private void report(ForkReport report) {
    messages.println(Json.line(ForkMessage.of(report)));
    messages.flush();
  }
}
