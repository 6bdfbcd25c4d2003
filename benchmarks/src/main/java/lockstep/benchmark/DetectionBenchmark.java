package lockstep.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.Engine;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.simulation.TaskModel;
import org.openjdk.jmh.util.ListStatistics;

/**
 * What {@code detect} costs who never waits, beside {@code unordered}: nanoseconds for an uncontended request of {@code bank}, with everything
 * else that a transfer is; a transfer makes two. One worker, since two could deadlock without a detector. Prints rows for {@code
 * docs/performance.md}.
 *
 * <p>JVMs of the same kind differ by more than what is looked for, by how they happened to compile and to lay out the same code. So the two
 * take turns in one JVM, and the interval is over the differences of several.
 */
final class DetectionBenchmark {

  private static final int JVMS = 10;
  private static final int PAIRS = 20;
  private static final int REPETITIONS = 10;
  private static final double CONFIDENCE = 0.95;
  private static final double REQUESTS = 2.0 * Workload.TASKS * REPETITIONS;

  private DetectionBenchmark() {}

  /** Without arguments, starts JVMs for each engine; with the name of an engine, measures it in this one. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0) {
      measure(arguments[0]);
      return;
    }
    System.out.println("| | `unordered` | `detect` | difference |");
    System.out.println("|---|---:|---:|---:|");
    for (String engine : List.of("threads", "virtual-threads", "event-loop")) {
      System.out.println(row(engine));
    }
  }

  private static String row(String engine) throws IOException {
    ListStatistics unordered = new ListStatistics();
    ListStatistics detect = new ListStatistics();
    ListStatistics differences = new ListStatistics();
    for (int n = 0; n < JVMS; n++) {
      String[] nanos = inAnotherJvm(engine).split(" ", -1);
      unordered.addValue(Double.parseDouble(nanos[0]));
      detect.addValue(Double.parseDouble(nanos[1]));
      differences.addValue(Double.parseDouble(nanos[1]) - Double.parseDouble(nanos[0]));
    }
    double[] interval = differences.getConfidenceIntervalAt(CONFIDENCE);
    return String.format(
        Locale.ROOT, "| `%s` | %.1f | %.1f | %.1f (%.1f to %.1f) |", engine, unordered.getMean(), detect.getMean(), differences.getMean(), interval[0], interval[1]);
  }

  private static String inAnotherJvm(String engine) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DetectionBenchmark.class.getName(),
                engine)
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      return String.valueOf(output.readLine());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Prints the nanoseconds for a request under each policy. */
  private static void measure(String name) throws InterruptedException {
    TaskModel model = Workload.of("bank");
    try (Engine engine = Workload.engine(name).open()) {
      Pairs.Ratio ratio =
          Pairs.ratio(() -> seconds(engine, model, Policy.UNORDERED), () -> seconds(engine, model, Policy.DETECT), PAIRS);
      System.out.printf(Locale.ROOT, "%.3f %.3f%n", ratio.firstSeconds() * 1e9 / REQUESTS, ratio.secondSeconds() * 1e9 / REQUESTS);
    }
  }

  private static double seconds(Engine engine, TaskModel model, Policy policy) throws InterruptedException {
    long nanos = 0;
    for (int n = 0; n < REPETITIONS; n++) {
      nanos +=
          switch (engine.perform(Assignment.of(model, Workload.SEED, 1, Coordination.of(policy)))) {
            case Outcome.Completed completed -> completed.elapsedNanos();
            case Outcome.Cancelled _ -> throw new IllegalStateException("nobody cancelled");
          };
    }
    return nanos * 1e-9;
  }
}
