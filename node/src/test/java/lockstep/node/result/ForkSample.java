package lockstep.node.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.Digest;
import lockstep.engine.Ledger;
import lockstep.engine.Queueing;
import lockstep.node.fork.BrokenDeadlocks;
import lockstep.node.fork.BrokenDeadlocks.Times;
import lockstep.engine.risk.Circles;
import lockstep.engine.risk.Fairness;
import lockstep.engine.risk.Livelock;
import lockstep.engine.risk.NearMisses;
import lockstep.engine.risk.NearMisses.Depth;
import lockstep.engine.risk.RiskFigures;
import lockstep.engine.risk.TraceEnd;
import lockstep.node.fork.Disturbance;
import lockstep.node.fork.Exposure;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.Steadiness;
import lockstep.node.fork.Iteration;
import lockstep.node.fork.NamedCounts;
import lockstep.node.fork.RemoteFigures;
import lockstep.node.fork.RemoteFigures.OfNode;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Arrived;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.fork.ForkReport.Percentile;
import lockstep.node.fork.ForkReport.Overload;
import lockstep.node.fork.ForkReport.Retries;
import lockstep.node.fork.ForkReport.Serialisable;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.node.fork.ForkReport.Traffic;
import lockstep.node.fork.ForkReport.Waits;

/**
 * A made-up fork of a bank with 1000 transfers.
 *
 * @param workers 0 for an engine that coordinates nothing
 */
public record ForkSample(
    String engine,
    int workers,
    String policy,
    Map<String, String> settings,
    Map<String, String> cell,
    long seed,
    long digest,
    long writes,
    double throughput,
    List<Finding> findings,
    Optional<Serialisable> serialisable,
    int fork,
    boolean settled) {

  private static final long TASKS = 1000;
  private static final Map<String, String> CELL = Map.of("accounts", "1000");

  /** The baseline. */
  public static ForkSample sequential() {
    return new ForkSample("sequential", 0, "", Map.of(), CELL, 42, 7, 2 * TASKS, 1e6, List.of(), Optional.empty(), 1, true);
  }

  /** Another engine that did the same work, at half the speed. */
  public static ForkSample of(String engine, String policy, int workers) {
    return new ForkSample(engine, workers, policy, Map.of(), CELL, 42, 7, 2 * TASKS, 5e5, List.of(), Optional.empty(), 1, true);
  }

  public ForkSample withDigest(long other) {
    return new ForkSample(engine, workers, policy, settings, cell, seed, other, writes, throughput, findings, serialisable, fork, settled);
  }

  public ForkSample withWrites(long other) {
    return new ForkSample(engine, workers, policy, settings, cell, seed, digest, other, throughput, findings, serialisable, fork, settled);
  }

  public ForkSample withThroughput(double other) {
    return new ForkSample(engine, workers, policy, settings, cell, seed, digest, writes, other, findings, serialisable, fork, settled);
  }

  public ForkSample withSeed(long other) {
    return new ForkSample(engine, workers, policy, settings, cell, other, digest, writes, throughput, findings, serialisable, fork, settled);
  }

  public ForkSample withCell(Map<String, String> other) {
    return new ForkSample(engine, workers, policy, settings, other, seed, digest, writes, throughput, findings, serialisable, fork, settled);
  }

  public ForkSample withFinding(String kind, long count, String detail) {
    return new ForkSample(
        engine, workers, policy, settings, cell, seed, digest, writes, throughput, List.of(new Finding(kind, count, detail)), serialisable, fork, settled);
  }

  /** Of a model that does not commute, checked in so many tasks. */
  public ForkSample withSerialisable(long tasks, boolean holds) {
    return new ForkSample(
        engine, workers, policy, settings, cell, seed, digest, writes, throughput, findings, Optional.of(new Serialisable(tasks, holds)), fork, settled);
  }

  /** Another fork of the cell. */
  public ForkSample withNumber(int other) {
    return new ForkSample(engine, workers, policy, settings, cell, seed, digest, writes, throughput, findings, serialisable, other, settled);
  }

  /** It did not come to a steady state. */
  public ForkSample unsettled() {
    return new ForkSample(engine, workers, policy, settings, cell, seed, digest, writes, throughput, findings, serialisable, fork, false);
  }

  private Optional<RemoteFigures> remote() {
    OfNode first = new OfNode(1, 1, 2, 300, 4_000);
    OfNode second = new OfNode(2, 3, 3, 500, 6_000);
    return engine.equals("cluster") ? Optional.of(new RemoteFigures(4, 5, 800, 10_000, List.of(first, second))) : Optional.empty();
  }

  /** It was measured. */
  public ForkResult measured() {
    Figures figures =
        new Figures(
            Digest.text(digest),
            NamedCounts.of(new Ledger(TASKS, 0, writes, 0, 0, 0, 0, 0, 0, 0, 0)),
            TASKS,
            List.of(new Iteration(2, 2 * TASKS / throughput, Optional.empty())),
            settled ? Optional.empty() : Optional.of(new Steadiness(false, 1, Optional.empty())),
            new Disturbance("quiet", List.of()),
            Optional.empty(),
            2,
            2 * TASKS / throughput,
            throughput,
            Optional.of(new Latency(2 * TASKS, 1_250, 1_333_000, 4_110_000, List.of(new Percentile(50, 1_250)))),
            Optional.of(new Waits(0, 0, 0)),
            Optional.of(new Traffic(0, Optional.of(new Queueing(1, 2, 3)).filter(_ -> engine.equals("actors")), remote())),
            settings.containsKey("rate") ? Optional.of(overloaded()) : Optional.empty(),
            Optional.of(new Retries(0, 0)),
            broken(),
            Optional.of(Map.of()),
            new Threads(workers, workers + 8),
            serialisable,
            Optional.empty());
    ForkReport report = ForkReport.of(figures, findings).exposed(new Exposure(3, 3 * TASKS, 3 * TASKS / throughput));
    return ended(
        engine.equals("threads")
            ? new ForkReport(report.status(), report.reason(), report.figures(), findings, List.of(), report.exposure(), Optional.of(risk()))
            : report);
  }

  /** It deadlocked after so many tasks, and so many milliseconds. */
  public ForkResult deadlocked(long tasks, long millis) {
    Finding circle = new Finding(Finding.DEADLOCK, 2, "worker 0 holds 0 and waits for 1; worker 1 holds 1 and waits for 0");
    return ended(ForkReport.givenUp(Status.DEADLOCK, "no progress", List.of(circle), List.of()).exposed(new Exposure(0, tasks, millis * 1e-3)));
  }

  /** It broke so many deadlocks, if its policy does that. */
  private Optional<BrokenDeadlocks> broken() {
    Optional<Times> times = Optional.of(new Times(5, 1_000_000, 2_000_000, 3_000_000));
    return Optional.of(new BrokenDeadlocks(5, 1, 12, 30, 10_000_000, times, times, times, times)).filter(_ -> policy.equals("detect"));
  }

  private static RiskFigures risk() {
    return new RiskFigures(
        TraceEnd.DONE,
        TASKS,
        7 * TASKS,
        3,
        5_000_000,
        new NearMisses(40, 10, 3, List.of(new Depth(1, 30), new Depth(2, 8), new Depth(3, 2)), 1_200, 9_000),
        new Circles(1, 0, 2, 500, 500),
        new Fairness(12_000, 4, Optional.of(0.99), Optional.of(0.5)),
        new Livelock(5, 3, 2));
  }

  private static Arrived overloaded() {
    return new Arrived(new Latency(2 * TASKS, 2_250, 2_333_000, 5_110_000, List.of(new Percentile(50, 1_250))), Optional.of(new Overload(2, "too many; too fast")));
  }

  /** With owners, queues, or a rate at which more arrives than can be done. */
  public ForkSample withSettings(Map<String, String> other) {
    return new ForkSample(engine, workers, policy, other, cell, seed, digest, writes, throughput, findings, serialisable, fork, settled);
  }

  /** It has no measurement. */
  public ForkResult without(Status status, String reason) {
    return ended(ForkReport.givenUp(status, reason, findings, List.of()));
  }

  private ForkResult ended(ForkReport report) {
    return ForkResult.of(
        new CellName("bank", engine, Math.max(1, workers), Optional.of(policy).filter(p -> !p.isEmpty()), settings, cell, seed), fork, fork, report);
  }
}
