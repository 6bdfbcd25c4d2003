package lockstep.node.calibrate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import lockstep.engine.instrument.Affinity;
import lockstep.node.fork.Json;

/**
 * The program of the JVM in which instruments are tried: started like a fork, since what is compiled otherwise is measured otherwise.
 * Writes a {@link Calibration} after each experiment to standard output, a line of JSON each. It ends with its launcher.
 */
public final class CalibrationMain {

  /** The exit code when the launcher is gone. */
  static final int LAUNCHER_GONE = 75;

  private CalibrationMain() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws InterruptedException {
    Locale.setDefault(Locale.ROOT);
    PrintStream messages = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Thread.ofPlatform().daemon().name("launcher-watch").start(CalibrationMain::endWithLauncher);
    int cores = Affinity.allowed().map(List::size).orElse(Runtime.getRuntime().availableProcessors());
    Experiments experiments = new Experiments();
    for (Experiment experiment : Experiments.all(cores)) {
      messages.println(Json.line(experiments.perform(experiment)));
    }
    System.exit(0);
  }

  private static void endWithLauncher() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is sent; only the end matters.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(LAUNCHER_GONE);
  }
}
