package lockstep.node.terminal;

import java.util.List;
import java.util.stream.Stream;
import lockstep.node.result.Csv;
import lockstep.node.result.StoredRuns.Listed;
import lockstep.node.terminal.Table.Column;

/** The runs that are kept, as a table or as comma-separated values. */
public final class RunList {

  private final List<Listed> runs;

  public RunList(List<Listed> runs) {
    this.runs = List.copyOf(runs);
  }

  /** A line for each run, after the titles. */
  public List<String> lines() {
    Table table =
        new Table(
            List.of(
                new Column("run", false),
                new Column("scenario", false),
                new Column("when, UTC", false),
                new Column("forks", true),
                new Column("verdict", false)));
    runs.forEach(
        run ->
            table.add(
                List.of(
                    run.id(), run.scenario(), when(run.id()), Integer.toString(run.forks()), run.verdict() + (run.resumable() ? "*" : ""))));
    return table.lines();
  }

  /** The same with all there is. */
  public String csv() {
    StringBuilder text = new StringBuilder(Csv.line(Stream.of("run", "scenario", "when", "forks", "verdict", "resumable", "folder")));
    runs.forEach(
        run ->
            text.append(
                Csv.line(
                    Stream.of(run.id(), run.scenario(), when(run.id()), run.forks(), run.verdict(), run.resumable(), run.folder()))));
    return text.toString();
  }

  /** An id begins with its time. */
  private static String when(String id) {
    return id.replaceFirst("^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d).*", "$1-$2-$3 $4:$5");
  }
}
