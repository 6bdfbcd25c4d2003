package lockstep.node.expectation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A number that the forks of a cell report, as expectations name it. */
public enum Figure {
  THROUGHPUT("throughput", Unit.NUMBER),
  SPEED_UP("speed-up", Unit.NUMBER),
  SECONDS("seconds", Unit.NUMBER),
  WORK("work", Unit.NUMBER),
  REPETITIONS("repetitions", Unit.NUMBER),
  LATENCY_P50("latency.p50", Unit.TIME),
  LATENCY_P99("latency.p99", Unit.TIME),
  LATENCY_MAX("latency.max", Unit.TIME),
  LATENCY_SAMPLES("latency.samples", Unit.NUMBER),
  RESPONSE_P50("response.p50", Unit.TIME),
  RESPONSE_P99("response.p99", Unit.TIME),
  RESPONSE_MAX("response.max", Unit.TIME),
  OVERLOADED("overloaded", Unit.NUMBER),
  WAITS_CONTENDED("waits.contended", Unit.NUMBER),
  WAITS_TIME("waits.time", Unit.TIME),
  WAITS_LONGEST("waits.longest", Unit.TIME),
  MESSAGES("messages", Unit.NUMBER),
  QUEUEING_STAYS("queueing.stays", Unit.NUMBER),
  QUEUEING_TIME("queueing.time", Unit.TIME),
  RETRIES_COUNT("retries.count", Unit.NUMBER),
  RETRIES_TIME("retries.time", Unit.TIME),
  LEDGER_COMMITS("ledger.commits", Unit.NUMBER),
  LEDGER_READS("ledger.reads", Unit.NUMBER),
  LEDGER_WRITES("ledger.writes", Unit.NUMBER),
  LEDGER_PERMITS("ledger.permits", Unit.NUMBER),
  LEDGER_TAKES("ledger.takes", Unit.NUMBER),
  LEDGER_PUTS("ledger.puts", Unit.NUMBER),
  LEDGER_COMPUTE_UNITS("ledger.compute-units", Unit.NUMBER),
  LEDGER_THINK("ledger.think", Unit.TIME),
  LEDGER_AWAIT("ledger.await", Unit.TIME),
  LEDGER_GAP("ledger.gap", Unit.TIME),
  LEDGER_HOLD("ledger.hold", Unit.TIME),
  THREADS_ENGINE("threads.engine", Unit.NUMBER),
  THREADS_JVM("threads.jvm", Unit.NUMBER),
  LOST_UPDATES("lost-updates", Unit.NUMBER),
  DEADLOCKS("deadlocks", Unit.NUMBER),
  DEADLOCKS_BROKEN("deadlocks.broken", Unit.NUMBER),
  BROKEN_HOLDS("broken-holds", Unit.NUMBER),
  INVARIANTS("invariants", Unit.NUMBER),
  NOT_SERIALISABLE("not-serialisable", Unit.NUMBER);

  /** What a figure is measured in. */
  public enum Unit {
    /** A count, a rate or a ratio. */
    NUMBER,
    /** A duration; its value is in nanoseconds. */
    TIME
  }

  private final String id;
  private final Unit unit;

  Figure(String id, Unit unit) {
    this.id = id;
    this.unit = unit;
  }

  /** Whether it says nothing as long as a fork has not come to a steady state. */
  public boolean needsSteadyState() {
    return switch (this) {
      case THROUGHPUT, SPEED_UP, LATENCY_P50, LATENCY_P99, LATENCY_MAX, RESPONSE_P50, RESPONSE_P99, RESPONSE_MAX -> true;
      default -> false;
    };
  }

  /** Whether it counts what forks notice: it is added up over the forks of a cell; all else has a mean. */
  public boolean isFinding() {
    return switch (this) {
      case OVERLOADED, LOST_UPDATES, DEADLOCKS, BROKEN_HOLDS, INVARIANTS, NOT_SERIALISABLE -> true;
      default -> false;
    };
  }

  /** The name in expectations. */
  public String id() {
    return id;
  }

  /** What its values are. */
  public Unit unit() {
    return unit;
  }

  /** The figure of that {@link #id}. */
  static Optional<Figure> named(String id) {
    return Arrays.stream(values()).filter(figure -> figure.id.equals(id)).findFirst();
  }

  /** All names. */
  static List<String> ids() {
    return Arrays.stream(values()).map(Figure::id).toList();
  }
}
