package lockstep.node.fork;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.engine.Account;
import lockstep.engine.Queueing;
import lockstep.engine.RemoteTraffic;
import lockstep.engine.WorkerState;
import lockstep.engine.risk.RiskFigures;

/**
 * What a fork found.
 *
 * @param status how it ended
 * @param reason why it has no measurement; empty when it has one
 * @param figures what was measured; empty when it did not get that far
 * @param findings what it noticed
 * @param workers what every worker was doing when the watchdog ended the fork; empty otherwise
 * @param exposure while it could have deadlocked; empty for events, and when it did not begin or its JVM died
 * @param risk what a trace told, in a pass of its own; empty where there was none
 */
public record ForkReport(
    Status status,
    Optional<String> reason,
    Optional<Figures> figures,
    List<Finding> findings,
    List<WorkerState> workers,
    Optional<Exposure> exposure,
    Optional<RiskFigures> risk) {

  /** How a fork ended. */
  public enum Status {
    /** It performed and measured the work. */
    MEASURED,
    /** There was nothing to perform: the engine cannot do what the cell asks for. */
    NOT_AVAILABLE,
    /** Its workers waited for each other. */
    DEADLOCK,
    /** It made no progress, or took too long, and no deadlock explains it. */
    STALLED,
    /** The model or the engine failed, or the JVM died. */
    FAILED,
    /** The run was ended from outside. */
    INTERRUPTED;

    /** As it stands in the result document; {@code n/a} where an engine cannot. */
    @JsonValue
    public String text() {
      return this == NOT_AVAILABLE ? "n/a" : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a fork measured.
   *
   * @param digest the fingerprint of state and of committed tasks or handled events, of one repetition; of the tasks alone when the
   *     model does not commute
   * @param ledger the counts of work done, by name, of one repetition
   * @param work tasks or events of one repetition
   * @param iterations the raw samples, in their order
   * @param steadiness whether they became steady; empty when nobody asked
   * @param disturbance whether the machine was quiet
   * @param instruments what they cost themselves; empty when nobody asked
   * @param repetitions how often the work was measured: in the last iterations, as many as {@code steadiness} tells
   * @param seconds how long the measured repetitions took, all together
   * @param throughput tasks or events per second over the measured repetitions
   * @param latency from a task's first step to its commit, over the measured repetitions
   * @param waits for resources, over the measured repetitions
   * @param traffic what workers and owners told each other, over the measured repetitions
   * @param arrivals what only open load has, over the measured repetitions; empty when it is closed
   * @param retries attempts at a task that were given up, over the measured repetitions; no part of the work
   * @param deadlocks that were broken, over the measured repetitions; empty but under the policy {@code detect}
   * @param pauses how long pauses took, by kind of step
   * @param threads how many threads there were
   * @param serialisable whether tasks were performed as if one after the other; empty when the model commutes, and for events
   * @param events what only event models have; what only task models have is empty then
   */
  public record Figures(
      String digest,
      Map<String, Long> ledger,
      long work,
      List<Iteration> iterations,
      Optional<Steadiness> steadiness,
      Disturbance disturbance,
      Optional<Instruments> instruments,
      int repetitions,
      double seconds,
      double throughput,
      Optional<Latency> latency,
      Optional<Waits> waits,
      Optional<Traffic> traffic,
      Optional<Arrived> arrivals,
      Optional<Retries> retries,
      Optional<BrokenDeadlocks> deadlocks,
      Optional<Map<String, Pauses>> pauses,
      Threads threads,
      Optional<Serialisable> serialisable,
      Optional<EventFigures> events) {

    public Figures {
      iterations = List.copyOf(iterations);
    }
  }

  /**
   * Latencies of the sampled tasks: which ones are sampled depends on their index alone, so they are the same in every
   * engine.
   *
   * @param samples how many
   * @param curve from the least to the most
   */
  public record Latency(long samples, long p50Nanos, long p99Nanos, long maxNanos, List<Percentile> curve) {

    public Latency {
      curve = List.copyOf(curve);
    }
  }

  /** So many percent of the sampled tasks took that long, or less. */
  public record Percentile(double percent, long nanos) {}

  /**
   * Requests that found their resource taken.
   *
   * @param contended how many
   * @param nanos how long they waited, all together
   * @param longestNanos how long the longest of them waited
   */
  public record Waits(long contended, long nanos, long longestNanos) {}

  /**
   * What coordination by messages cost.
   *
   * @param messages how many workers and owners of resources sent each other: {@link Account#messages}; of events, how many were sent
   * @param queueing how long sampled tasks lay in queues; empty where there are none, or nobody can tell
   * @param remote what went over the network; empty for an engine that has one JVM
   */
  public record Traffic(long messages, Optional<Queueing> queueing, Optional<RemoteFigures> remote) {

    static Traffic of(Account account) {
      return new Traffic(account.messages(), account.queueing(), RemoteFigures.of(account.remote()));
    }

    /** Of events, which is known where there are nodes. */
    static Optional<Traffic> of(long sent, RemoteTraffic remote) {
      return RemoteFigures.of(remote).map(figures -> new Traffic(sent, Optional.empty(), Optional.of(figures)));
    }
  }

  /**
   * Tasks that arrived from outside.
   *
   * @param response from a task's arrival to its commit: the latency with the time in it for which the task waited to be begun
   * @param overload of the first repetition that was overloaded; empty when none was
   */
  public record Arrived(Latency response, Optional<Overload> overload) {}

  /**
   * More tasks arrived than could be done: throughput and latencies say nothing then, but of how long the load lasted.
   *
   * @param repetitions how many were overloaded
   * @param reason of the first of them
   */
  public record Overload(int repetitions, String reason) {}

  /**
   * Attempts that gave back what they held, and began anew.
   *
   * @param count how many
   * @param nanos how long their gaps took, which were made in vain
   */
  public record Retries(long count, long nanos) {}

  /** Pauses of one kind: how long they should have taken, and did take, all together. */
  public record Pauses(long nominalNanos, long achievedNanos) {}

  /**
   * The most threads there were at once.
   *
   * @param engine of the engine: those that came after it was started
   * @param jvm of the whole JVM, with its own and the watchdog
   */
  public record Threads(int engine, int jvm) {}

  /**
   * Whether tasks were performed as if one after the other, in a pass of its own.
   *
   * @param tasks how many were performed in it
   */
  public record Serialisable(long tasks, boolean holds) {}

  public ForkReport {
    findings = List.copyOf(findings);
    workers = List.copyOf(workers);
  }

  /** A fork without a measurement. */
  public static ForkReport without(Status status, String reason) {
    return new ForkReport(status, Optional.of(reason), Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /** A fork with a measurement. */
  public static ForkReport of(Figures figures, List<Finding> findings) {
    return new ForkReport(Status.MEASURED, Optional.empty(), Optional.of(figures), findings, List.of(), Optional.empty(), Optional.empty());
  }

  /** A fork that was given up, with what its workers were doing. */
  public static ForkReport givenUp(Status status, String reason, List<Finding> findings, List<WorkerState> workers) {
    return new ForkReport(status, Optional.of(reason), Optional.empty(), findings, workers, Optional.empty(), Optional.empty());
  }

  /** The same, with what it did while it could have deadlocked. */
  public ForkReport exposed(Exposure told) {
    return new ForkReport(status, reason, figures, findings, workers, Optional.of(told), risk);
  }

  /** The same, with what a trace told, and what was noticed meanwhile. */
  ForkReport with(RiskFigures told, Optional<Finding> more) {
    return new ForkReport(
        status, reason, figures, Stream.concat(findings.stream(), more.stream()).toList(), workers, exposure, Optional.of(told));
  }
}
