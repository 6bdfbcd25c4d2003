package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import lockstep.node.fork.Disturbance;
import lockstep.node.fork.Steadiness;
import lockstep.node.report.Block.DataTable;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;
import lockstep.node.terminal.Quantity;

/** Every fork, none left out. */
final class RawSection {

  private RawSection() {}

  static Section of(ResultDocument document, Cells cells) {
    List<List<String>> rows = new ArrayList<>();
    cells.all().forEach(cell -> cell.forks().forEach(fork -> rows.add(row(cell.label(), fork))));
    document.control().ifPresent(control -> rows.add(row("control, " + control.fork().text(), control.fork())));
    return new Section(
        "raw",
        "Every fork",
        "The samples behind the figures; iterations are in result.json.",
        List.of(
            new DataTable(
                rows.size() + " forks, in the order of their cells",
                List.of("cell", "fork", "position in the run", cells.unit() + "s per second", "repetitions", "seconds", "iterations", "steady", "machine", "status"),
                rows,
                true)));
  }

  private static List<String> row(String label, ForkResult fork) {
    return List.of(
        label,
        Integer.toString(fork.fork()),
        Integer.toString(fork.position()),
        fork.throughput().map(Quantity::count).orElse(Text.NOTHING),
        fork.repetitions().map(String::valueOf).orElse(Text.NOTHING),
        fork.seconds().map(Quantity::ratio).orElse(Text.NOTHING),
        fork.iterations().map(all -> Integer.toString(all.size())).orElse(Text.NOTHING),
        fork.steadiness().map(RawSection::steady).orElse(Text.NOTHING),
        fork.disturbance().map(RawSection::machine).orElse(Text.NOTHING),
        fork.status().text() + fork.reason().map(why -> ": " + why).orElse(""));
  }

  private static String steady(Steadiness steadiness) {
    return (steadiness.settled() ? "yes" : "no") + steadiness.variation().map(share -> ", " + Quantity.percent(share)).orElse("");
  }

  private static String machine(Disturbance disturbance) {
    return disturbance.state() + (disturbance.reasons().isEmpty() ? "" : ": " + String.join("; ", disturbance.reasons()));
  }
}
