package lockstep.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a task costs in memory while it does nothing but wait, on each engine: 1 000, 10 000 and 100 000 requests in flight, each point
 * measured in a fresh JVM at the moment at which all of them wait for a timer. Prints a table for {@code docs/performance.md}.
 */
final class WaitingMemory {

  private static final List<String> ENGINES =
      List.of(WaitingTasks.MACHINES_ONLY, "event-loop", "actors", "virtual-threads", "threads");
  private static final int[] TASKS = {1_000, 10_000, 100_000};
  private static final int NUMBERS = 5;

  /** So that what is committed was needed. */
  private static final String SMALL_HEAP_AT_FIRST = "-Xms16m";

  private static final double MIB = 1024 * 1024;

  private WaitingMemory() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("| engine | requests | heap used, a request | resident, a request | heap committed | resident | thread stacks | threads |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (String engine : ENGINES) {
      for (int tasks : TASKS) {
        System.out.println("| `" + engine + "` | " + tasks + " | " + cells(point(engine, tasks), tasks) + " |");
      }
    }
  }

  private static String point(String engine, int tasks) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                SMALL_HEAP_AT_FIRST,
                Footprint.TRACKING,
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                WaitingTasks.class.getName(),
                engine,
                Integer.toString(tasks))
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      return output
          .lines()
          .filter(line -> line.startsWith(WaitingTasks.MEASURED) || line.startsWith(WaitingTasks.FAILED))
          .findFirst()
          .orElse(WaitingTasks.FAILED + "its JVM ended without a word");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String cells(String line, int tasks) {
    if (line.startsWith(WaitingTasks.FAILED)) {
      return "n/a: " + line.substring(WaitingTasks.FAILED.length()) + " | | | | |";
    }
    long[] numbers = Arrays.stream(line.substring(WaitingTasks.MEASURED.length()).split(" ", -1)).mapToLong(Long::parseLong).toArray();
    Footprint before = footprint(numbers, 0);
    Footprint waiting = footprint(numbers, NUMBERS);
    return String.join(
        " | ",
        (waiting.heapUsedBytes() - before.heapUsedBytes()) / tasks + " B",
        (waiting.residentBytes() - before.residentBytes()) / tasks + " B",
        mib(waiting.heapCommittedBytes()),
        mib(waiting.residentBytes()),
        mib(waiting.stackBytes()),
        Long.toString(waiting.threads()));
  }

  private static Footprint footprint(long[] numbers, int from) {
    return new Footprint(numbers[from], numbers[from + 1], numbers[from + 2], numbers[from + 3], numbers[from + 4]);
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.0f MiB", bytes / MIB);
  }
}
