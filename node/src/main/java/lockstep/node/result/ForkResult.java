package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.engine.WorkerState;
import lockstep.engine.risk.RiskFigures;
import lockstep.node.expectation.Coordinates;
import lockstep.node.fork.BrokenDeadlocks;
import lockstep.node.fork.Cost;
import lockstep.node.fork.Disturbance;
import lockstep.node.fork.EventFigures;
import lockstep.node.fork.Exposure;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.ForkReport.Arrived;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.fork.ForkReport.Pauses;
import lockstep.node.fork.ForkReport.Retries;
import lockstep.node.fork.ForkReport.Serialisable;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.node.fork.ForkReport.Traffic;
import lockstep.node.fork.ForkReport.Waits;
import lockstep.node.fork.Instruments;
import lockstep.node.fork.Iteration;
import lockstep.node.fork.Steadiness;

/**
 * One fork in the result document. Figures are absent when there is no measurement; {@code reason} then says why. The
 * components are documented in {@code docs/result.md}, in {@link Figures} and in {@link RiskFigures}.
 */
public record ForkResult(
    @JsonUnwrapped CellName name,
    int fork,
    int position,
    Optional<String> digest,
    Optional<Map<String, Long>> ledger,
    Optional<Long> work,
    Optional<List<Iteration>> iterations,
    Optional<Steadiness> steadiness,
    Optional<Disturbance> disturbance,
    Optional<Instruments> instruments,
    Optional<Integer> repetitions,
    Optional<Double> seconds,
    Optional<Double> throughput,
    Optional<Latency> latency,
    Optional<Waits> waits,
    Optional<Traffic> traffic,
    Optional<Arrived> arrivals,
    Optional<Retries> retries,
    Optional<BrokenDeadlocks> deadlocks,
    Optional<Map<String, Pauses>> pauses,
    Optional<Threads> threads,
    Optional<Serialisable> serialisable,
    Optional<EventFigures> events,
    Optional<Exposure> exposure,
    Optional<RiskFigures> risk,
    List<Finding> findings,
    Status status,
    Optional<String> reason,
    List<WorkerState> workerStates)
    implements OfCell {

  /**
   * Joins what a fork was to perform and what it found.
   *
   * @param fork the how manieth of its cell it is, from 1
   * @param position the how manieth of the run
   */
  public static ForkResult of(CellName name, int fork, int position, ForkReport report) {
    Optional<Figures> figures = report.figures();
    return new ForkResult(
        name,
        fork,
        position,
        figures.map(Figures::digest),
        figures.map(Figures::ledger),
        figures.map(Figures::work),
        figures.map(Figures::iterations),
        figures.flatMap(Figures::steadiness),
        figures.map(Figures::disturbance),
        figures.flatMap(Figures::instruments),
        figures.map(Figures::repetitions),
        figures.map(Figures::seconds),
        figures.map(Figures::throughput),
        figures.flatMap(Figures::latency),
        figures.flatMap(Figures::waits),
        figures.flatMap(Figures::traffic),
        figures.flatMap(Figures::arrivals),
        figures.flatMap(Figures::retries),
        figures.flatMap(Figures::deadlocks),
        figures.flatMap(Figures::pauses),
        figures.map(Figures::threads),
        figures.flatMap(Figures::serialisable),
        figures.flatMap(Figures::events),
        report.exposure(),
        report.risk(),
        report.findings(),
        report.status(),
        report.reason(),
        report.workers());
  }

  /** The settings that tell those of the forks apart that have them. */
  public static List<String> differingSettings(List<ForkResult> forks) {
    return forks.stream()
        .flatMap(fork -> fork.settings().keySet().stream())
        .distinct()
        .filter(name -> forks.stream().flatMap(fork -> Stream.ofNullable(fork.settings().get(name))).distinct().count() > 1)
        .sorted()
        .toList();
  }

  /** Whether it has a measurement. */
  @JsonIgnore
  public boolean isMeasured() {
    return status == Status.MEASURED;
  }

  /** Whether its tasks were performed in some order, as if one after the other, as far as that had to be checked. */
  public boolean hasOrder() {
    return serialisable.map(Serialisable::holds).orElse(true);
  }

  /** What it counts as work. */
  String unit() {
    return events.isPresent() ? "events" : "tasks";
  }

  /** Whether more tasks arrived than it could do. */
  @JsonIgnore
  public boolean isOverloaded() {
    return arrivals.flatMap(Arrived::overload).isPresent();
  }

  /**
   * Whether its figures may be compared: it came to a steady state, or nobody asked, no limit held it back, and no more tasks arrived
   * than it could do.
   */
  @JsonIgnore
  public boolean isSettled() {
    return steadiness.map(Steadiness::settled).orElse(true)
        && !isThrottled()
        && !isOverloaded();
  }

  /** Whether a limit held it back. */
  @JsonIgnore
  public boolean isThrottled() {
    return disturbance.map(Disturbance::throttled).orElse(false);
  }

  /** Whether something disturbed it. */
  @JsonIgnore
  public boolean isDisturbed() {
    return disturbance.map(Disturbance::disturbed).orElse(false);
  }

  /** What its process used in the measured iterations; empty where the system does not tell. */
  public Optional<Cost> cost() {
    List<Iteration> all = iterations.orElse(List.of());
    int measured = steadiness.map(Steadiness::iterations).orElse(all.size());
    return all.subList(all.size() - measured, all.size()).stream()
        .map(Iteration::cost)
        .reduce((sum, next) -> sum.flatMap(before -> next.map(before::plus)))
        .flatMap(cost -> cost);
  }

  /** Whether both performed the same cell. */
  public boolean isOfCellOf(ForkResult other) {
    return coordinates().equals(other.coordinates());
  }

  /** Whether both were to do the same work. */
  public boolean hasWorkOf(ForkResult other) {
    return simulation().equals(other.simulation()) && cell().equals(other.cell()) && seed() == other.seed();
  }

  /** Whether both, measured, did the same work. */
  public boolean didWorkOf(ForkResult other) {
    return digest.equals(other.digest) && ledger.equals(other.ledger);
  }

  /** Which cell it performed. */
  Coordinates coordinates() {
    return name.coordinates();
  }

  /** In words: {@code threads (unguarded, 2 workers)}. */
  public String text() {
    return name.text();
  }
}
