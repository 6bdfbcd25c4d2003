package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import lockstep.engine.Queueing;
import lockstep.node.fork.ForkReport.Retries;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.node.fork.ForkReport.Traffic;
import lockstep.node.fork.ForkReport.Waits;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.ForkResult;
import lockstep.node.terminal.Quantity;

/** What coordination is made of: waits, messages, queues, retries; and switches, allocation, threads. */
final class CoordinationSection {

  private CoordinationSection() {}

  static Optional<Section> of(Cells cells) {
    List<Block> blocks = new ArrayList<>();
    List<Cell> ofTasks = cells.measured().stream().filter(cell -> cell.measured().stream().anyMatch(fork -> fork.waits().isPresent())).toList();
    if (!ofTasks.isEmpty()) {
      blocks.add(
          new DataTable(
              "Waits, messages and retries, each per task",
              List.of("cell", "requests that waited", "time waited", "mean wait", "longest wait", "messages", "time in queues", "retries"),
              ofTasks.stream().map(CoordinationSection::waits).toList(),
              false));
    }
    if (!cells.measured().isEmpty()) {
      blocks.add(
          new DataTable(
              "Switches, allocation and threads, the first three each per " + cells.unit(),
              List.of("cell", "voluntary switches", "involuntary switches", "bytes allocated", "threads of the engine", "threads of the JVM", "taking times costs"),
              cells.measured().stream().map(CoordinationSection::resources).toList(),
              false));
    }
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "coordination",
                "Waits, messages, switches, memory",
                "What coordinating is made of. These are counts and times of tasks, which overlap: they do not add up to the time of the cores.",
                blocks));
  }

  private static List<String> waits(Cell cell) {
    double tasks = cell.units();
    double contended = sum(cell, fork -> fork.waits().map(Waits::contended).orElse(0L));
    double nanos = sum(cell, fork -> fork.waits().map(Waits::nanos).orElse(0L));
    long longest = cell.measured().stream().flatMap(fork -> fork.waits().stream()).mapToLong(Waits::longestNanos).max().orElse(0);
    double messages = sum(cell, fork -> fork.traffic().map(Traffic::messages).orElse(0L));
    double retries = sum(cell, fork -> fork.retries().map(Retries::count).orElse(0L));
    return List.of(
        cell.label(),
        Text.count(contended / tasks),
        Text.nanos(nanos / tasks),
        contended == 0 ? Text.NOTHING : Text.nanos(nanos / contended),
        contended == 0 ? Text.NOTHING : Quantity.nanos(longest),
        Text.count(messages / tasks),
        queues(cell),
        Text.count(retries / tasks));
  }

  private static String queues(Cell cell) {
    List<Queueing> queues =
        cell.measured().stream().flatMap(fork -> fork.traffic().stream()).flatMap(traffic -> traffic.queueing().stream()).toList();
    long tasks = queues.stream().mapToLong(Queueing::tasks).sum();
    return tasks == 0 ? "n/a" : Text.nanos((double) queues.stream().mapToLong(Queueing::nanos).sum() / tasks);
  }

  private static List<String> resources(Cell cell) {
    List<String> row = new ArrayList<>();
    row.add(cell.label());
    cell.result()
        .unitCost()
        .ifPresentOrElse(
            cost -> {
              row.add(Text.count(cost.voluntarySwitches()));
              row.add(Text.count(cost.involuntarySwitches()));
              row.add(Text.count(cost.allocatedBytes()));
            },
            () -> row.addAll(List.of("n/a", "n/a", "n/a")));
    row.add(most(cell, Threads::engine));
    row.add(most(cell, Threads::jvm));
    row.add(Text.interval(cell.result().instruments(), share -> Text.count(100 * share) + " %"));
    return row;
  }

  private static String most(Cell cell, ToDoubleFunction<Threads> figure) {
    return Text.count(cell.measured().stream().flatMap(fork -> fork.threads().stream()).mapToDouble(figure).max().orElse(0));
  }

  private static double sum(Cell cell, ToDoubleFunction<ForkResult> figure) {
    return cell.measured().stream().mapToDouble(figure).sum();
  }
}
