package lockstep.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import lockstep.node.compare.RunComparison;
import lockstep.node.fork.Json;
import lockstep.node.result.ExitCode;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.StoredRuns;
import lockstep.node.run.Refusal;
import lockstep.node.terminal.RunComparisonView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: what became better or worse from one run to another. */
@Command(
    name = "compare",
    description = {
      "Compare two runs cell by cell: throughput, latency and CPU time are better, worse or inconclusive.",
      "Ends with 0 when nothing is worse, 10 when something is, 11 when nothing could be compared, 12 when a cell did different work."
    },
    footer = {
      "",
      "Examples:",
      "  ./lockstep compare results/bank/RUN bank/latest       folders, or what is below results",
      "  ./lockstep compare 20260131T120000Z-0a1b2c latest     ids, and the newest run of all",
      "  ./lockstep compare RUN RUN --csv"
    })
final class CompareVerb implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "What was before: a folder, an id, SCENARIO/latest, or latest.")
  private @Nullable String before;

  @Parameters(index = "1", paramLabel = "RUN", description = "What came after.")
  private @Nullable String after;

  @Option(names = "--out", paramLabel = "FOLDER", defaultValue = "results", description = "Where results are kept (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("results");

  @Option(names = "--force", description = "Compare even when the environments differ.")
  private boolean force;

  @Option(names = "--csv", description = "Print comma-separated values on standard output, and nothing else there.")
  private boolean csv;

  @Option(names = "--json", description = "Print the comparison as JSON on standard output, and nothing else there.")
  private boolean json;

  private final Terminal terminal;

  CompareVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RunComparison comparison = RunComparison.of(read(Objects.requireNonNull(before)), read(Objects.requireNonNull(after)));
    if (!comparison.hasCommonCell()) {
      throw refused("the runs have no cell in common: simulation, parameters, seed, engine, workers or settings differ in all");
    }
    if (comparison.environment().isPresent() && !force) {
      throw refused("the runs are of different environments: " + comparison.environment().get() + "; --force compares them nevertheless");
    }
    show(comparison);
    return comparison.exitCode();
  }

  private void show(RunComparison comparison) {
    if (json) {
      terminal.out().print(Json.pretty(comparison));
    } else if (csv) {
      terminal.out().print(new RunComparisonView(comparison).csv());
    } else {
      comparison.environment().ifPresent(difference -> terminal.out().println("Different environments: " + difference));
      new RunComparisonView(comparison).lines().forEach(terminal.out()::println);
      terminal.out().println();
      terminal.out().println(comparison.sentence());
    }
  }

  private ResultDocument read(String name) {
    try {
      return StoredRuns.read(
          new StoredRuns(out).find(name).orElseThrow(() -> refused("there is no run " + name + "; ./lockstep list runs shows those below " + out)));
    } catch (IOException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static Refusal refused(String message) {
    return new Refusal(ExitCode.USAGE, message, null);
  }
}
