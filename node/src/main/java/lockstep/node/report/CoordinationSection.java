package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import lockstep.engine.Queueing;
import lockstep.node.fork.ForkReport.Retries;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.node.fork.ForkReport.Traffic;
import lockstep.node.fork.ForkReport.Waits;
import lockstep.node.fork.RemoteFigures;
import lockstep.node.fork.RemoteFigures.OfNode;
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
    List<List<String>> sent = cells.measured().stream().flatMap(cell -> sent(cell).stream()).toList();
    if (!sent.isEmpty()) {
      blocks.add(
          new DataTable(
              "What nodes sent each other, each per " + cells.unit() + " of the cell; a frame is a message of the network",
              List.of("cell", "node", messages(cells) + " to other nodes", "frames", "bytes", "bytes per frame", "writing and reading"),
              sent,
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

  private static String messages(Cells cells) {
    return cells.unit().equals("event") ? "events" : "messages";
  }

  /** A row for all nodes of a cell, and one for each; none for an engine that has one JVM. */
  private static List<List<String>> sent(Cell cell) {
    List<RemoteFigures> forks =
        cell.measured().stream().flatMap(fork -> fork.traffic().stream()).flatMap(traffic -> traffic.remote().stream()).toList();
    List<OfNode> nodes = forks.stream().flatMap(fork -> fork.nodes().stream()).toList();
    List<List<String>> rows = new ArrayList<>();
    if (!nodes.isEmpty()) {
      rows.add(sent(cell, "all", nodes));
    }
    nodes.stream()
        .map(OfNode::node)
        .distinct()
        .sorted()
        .forEach(node -> rows.add(sent(cell, Integer.toString(node), nodes.stream().filter(of -> of.node() == node).toList())));
    return rows;
  }

  private static List<String> sent(Cell cell, String node, List<OfNode> of) {
    double frames = sum(of, OfNode::frames);
    double bytes = sum(of, OfNode::bytes);
    return List.of(
        cell.label(),
        node,
        Text.count(sum(of, OfNode::messages) / cell.units()),
        Text.count(frames / cell.units()),
        Text.count(bytes / cell.units()),
        frames == 0 ? Text.NOTHING : Text.count(bytes / frames),
        Text.nanos(sum(of, OfNode::nanos) / cell.units()));
  }

  private static double sum(List<OfNode> of, ToLongFunction<OfNode> figure) {
    return of.stream().mapToLong(figure).sum();
  }

  private static String most(Cell cell, ToDoubleFunction<Threads> figure) {
    return Text.count(cell.measured().stream().flatMap(fork -> fork.threads().stream()).mapToDouble(figure).max().orElse(0));
  }

  private static double sum(Cell cell, ToDoubleFunction<ForkResult> figure) {
    return cell.measured().stream().mapToDouble(figure).sum();
  }
}
