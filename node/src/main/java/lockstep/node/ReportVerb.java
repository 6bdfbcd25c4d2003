package lockstep.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import lockstep.node.report.Report;
import lockstep.node.result.ExitCode;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.StoredRuns;
import lockstep.node.run.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code report}: draws the report of a run anew. */
@Command(
    name = "report",
    description = "Draw the report of a run anew, from the raw data in its folder.",
    footer = {"", "Example:", "  ./lockstep report results/bank/latest"})
final class ReportVerb implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "The folder of a run.")
  private @Nullable Path folder;

  private final Terminal terminal;

  ReportVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path run = Objects.requireNonNull(folder);
    String page = Report.html(document(run));
    Path file = run.resolve(Report.FILE);
    try {
      Path partial = run.resolve("." + Report.FILE + ".partial");
      try {
        Files.writeString(partial, page);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw new Refusal(ExitCode.CANNOT_WRITE, "the report cannot be written to " + run + ": " + e.getMessage(), e);
    }
    terminal.out().println("Report: " + file);
    return 0;
  }

  private static ResultDocument document(Path run) {
    try {
      return StoredRuns.read(run);
    } catch (IOException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
