package lockstep.node.compare;

import java.util.List;
import java.util.Optional;
import lockstep.node.analysis.Direction;
import lockstep.node.fork.ForkReport.Arrived;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.result.CellForks;
import lockstep.node.result.ForkResult;

/** What two runs are compared by. */
enum MeasuredFigure {
  /** Tasks or events per second. Under open load it is what was asked for, and no figure. */
  THROUGHPUT("throughput", Direction.HIGHER_IS_BETTER),
  /** Of tasks, in nanoseconds; under open load from their arrival on. */
  P50("p50", Direction.LOWER_IS_BETTER),
  /** The same. */
  P99("p99", Direction.LOWER_IS_BETTER),
  /** CPU time for each task or event, in nanoseconds. */
  CPU("cpu", Direction.LOWER_IS_BETTER);

  private final String text;
  private final Direction direction;

  MeasuredFigure(String text, Direction direction) {
    this.text = text;
    this.direction = direction;
  }

  String text() {
    return text;
  }

  Direction direction() {
    return direction;
  }

  /** What each measured fork of a cell says; empty when one of them says nothing. */
  Optional<double[]> of(CellForks cell) {
    List<Optional<Double>> values = cell.measured().stream().map(fork -> of(cell, fork)).toList();
    return !values.isEmpty() && values.stream().allMatch(Optional::isPresent)
        ? Optional.of(values.stream().mapToDouble(value -> value.orElseThrow()).toArray())
        : Optional.empty();
  }

  private Optional<Double> of(CellForks cell, ForkResult fork) {
    return switch (this) {
      case THROUGHPUT -> fork.throughput().filter(_ -> !cell.hasOpenLoad());
      case P50 -> latency(fork).map(latency -> (double) latency.p50Nanos());
      case P99 -> latency(fork).map(latency -> (double) latency.p99Nanos());
      case CPU ->
          fork.cost().map(cost -> (double) cost.cpuNanos() / fork.work().orElseThrow() / fork.repetitions().orElseThrow());
    };
  }

  private static Optional<Latency> latency(ForkResult fork) {
    return fork.arrivals().map(Arrived::response).or(fork::latency);
  }
}
