package lockstep.node.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import lockstep.engine.Queueing;
import lockstep.node.expectation.Figure;
import lockstep.node.expectation.Figure.Unit;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport.Traffic;

/** The values of figures, as {@code docs/expectations.md} defines them. */
final class FigureValues {

  private static final MathContext SHOWN = new MathContext(6);
  private static final String[] UNITS = {"ns", "us", "ms", "s"};

  private final Comparison comparison;

  FigureValues(Comparison comparison) {
    this.comparison = comparison;
  }

  /**
   * The figure of a cell: what its forks noticed is added up, all else is the mean of those that were measured. Empty when the cell
   * has no such figure, or it is one of time and a fork came to no steady state.
   */
  Optional<BigDecimal> of(Figure figure, CellForks cell) {
    if (figure == Figure.SPEED_UP) {
      return comparison.speedUp(cell).map(Estimated::estimate).flatMap(FigureValues::finite);
    }
    if (figure == Figure.DEADLOCKS) {
      return deadlocks(cell);
    }
    if (figure.needsSteadyState() && !cell.isSettled()) {
      return Optional.empty();
    }
    List<BigDecimal> values = cell.measured().stream().flatMap(fork -> measured(figure, fork).stream()).toList();
    Optional<BigDecimal> sum = values.stream().reduce(BigDecimal::add);
    return figure.isFinding() ? sum : sum.map(all -> all.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64));
  }

  /** Known of forks that were measured, and of those that deadlocked. */
  private static Optional<BigDecimal> deadlocks(CellForks cell) {
    long deadlocked = cell.all().stream().filter(fork -> fork.status() == Status.DEADLOCK).count();
    return deadlocked == 0 && cell.measured().isEmpty() ? Optional.empty() : Optional.of(BigDecimal.valueOf(deadlocked));
  }

  private Optional<BigDecimal> measured(Figure figure, ForkResult fork) {
    return switch (figure) {
      case THROUGHPUT -> fork.throughput().flatMap(FigureValues::finite);
      case SECONDS -> fork.seconds().flatMap(FigureValues::finite);
      case WORK -> fork.work().map(BigDecimal::valueOf);
      case REPETITIONS -> fork.repetitions().map(BigDecimal::valueOf);
      case LATENCY_P50 -> latency(fork, Latency::p50Nanos);
      case LATENCY_P99 -> latency(fork, Latency::p99Nanos);
      case LATENCY_MAX -> latency(fork, Latency::maxNanos);
      case LATENCY_SAMPLES -> latency(fork, Latency::samples);
      case WAITS_CONTENDED -> fork.waits().map(waits -> BigDecimal.valueOf(waits.contended()));
      case WAITS_LONGEST -> fork.waits().map(waits -> BigDecimal.valueOf(waits.longestNanos()));
      case MESSAGES -> fork.traffic().map(traffic -> BigDecimal.valueOf(traffic.messages()));
      case QUEUEING_TIME -> queueing(fork, Queueing::nanos);
      case QUEUEING_STAYS -> queueing(fork, Queueing::stays);
      case RESPONSE_P50 -> response(fork, Latency::p50Nanos);
      case RESPONSE_P99 -> response(fork, Latency::p99Nanos);
      case RESPONSE_MAX -> response(fork, Latency::maxNanos);
      case OVERLOADED -> fork.arrivals().map(arrived -> arrived.overload().isPresent() ? BigDecimal.ONE : BigDecimal.ZERO);
      case WAITS_TIME -> fork.waits().map(waits -> BigDecimal.valueOf(waits.nanos()));
      case RETRIES_COUNT -> fork.retries().map(retries -> BigDecimal.valueOf(retries.count()));
      case RETRIES_TIME -> fork.retries().map(retries -> BigDecimal.valueOf(retries.nanos()));
      case DEADLOCKS_BROKEN -> fork.deadlocks().map(broken -> BigDecimal.valueOf(broken.count()));
      case LEDGER_COMMITS -> ledger(fork, "commits");
      case LEDGER_READS -> ledger(fork, "reads");
      case LEDGER_WRITES -> ledger(fork, "writes");
      case LEDGER_PERMITS -> ledger(fork, "permits");
      case LEDGER_TAKES -> ledger(fork, "takes");
      case LEDGER_PUTS -> ledger(fork, "puts");
      case LEDGER_COMPUTE_UNITS -> ledger(fork, "computeUnits");
      case LEDGER_THINK -> ledger(fork, "thinkNanos");
      case LEDGER_AWAIT -> ledger(fork, "awaitNanos");
      case LEDGER_GAP -> ledger(fork, "gapNanos");
      case LEDGER_HOLD -> ledger(fork, "holdNanos");
      case THREADS_ENGINE -> fork.threads().map(threads -> BigDecimal.valueOf(threads.engine()));
      case THREADS_JVM -> fork.threads().map(threads -> BigDecimal.valueOf(threads.jvm()));
      case LOST_UPDATES -> found(fork, Finding.LOST_UPDATES);
      case BROKEN_HOLDS -> found(fork, Finding.BROKEN_HOLD);
      case INVARIANTS -> found(fork, Finding.INVARIANT);
      case NOT_SERIALISABLE -> fork.serialisable().flatMap(_ -> found(fork, Finding.NOT_SERIALISABLE));
      case SPEED_UP, DEADLOCKS -> throw new IllegalArgumentException(figure + " is of a cell, not of a fork");
    };
  }

  private static Optional<BigDecimal> latency(ForkResult fork, ToLongFunction<Latency> part) {
    return fork.latency().map(latency -> BigDecimal.valueOf(part.applyAsLong(latency)));
  }

  private static Optional<BigDecimal> response(ForkResult fork, ToLongFunction<Latency> part) {
    return fork.arrivals().map(arrived -> BigDecimal.valueOf(part.applyAsLong(arrived.response())));
  }

  private static Optional<BigDecimal> queueing(ForkResult fork, ToLongFunction<Queueing> part) {
    return fork.traffic().flatMap(Traffic::queueing).map(queueing -> BigDecimal.valueOf(part.applyAsLong(queueing)));
  }

  private static Optional<BigDecimal> ledger(ForkResult fork, String count) {
    return fork.ledger().flatMap(ledger -> Optional.ofNullable(ledger.get(count))).map(BigDecimal::valueOf);
  }

  private static Optional<BigDecimal> found(ForkResult fork, String kind) {
    return Optional.of(
        BigDecimal.valueOf(
            fork.findings().stream().filter(finding -> finding.kind().equals(kind)).mapToLong(Finding::count).sum()));
  }

  /** Nothing can be compared with what a division by no time at all gives. */
  private static Optional<BigDecimal> finite(double value) {
    return Double.isFinite(value) ? Optional.of(BigDecimal.valueOf(value)) : Optional.empty();
  }

  /** {@code latency.p99 = 25.3ms}. */
  static String text(Figure figure, BigDecimal value) {
    return figure.id() + " = " + (figure.unit() == Unit.TIME ? time(value) : number(value));
  }

  private static String time(BigDecimal nanos) {
    int unit = 0;
    BigDecimal scaled = nanos;
    while (unit < UNITS.length - 1 && scaled.compareTo(BigDecimal.valueOf(1000)) >= 0) {
      scaled = scaled.movePointLeft(3);
      unit++;
    }
    return number(scaled) + UNITS[unit];
  }

  private static String number(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    return (plain.scale() <= 0 ? plain : plain.round(SHOWN).stripTrailingZeros()).toPlainString();
  }
}
