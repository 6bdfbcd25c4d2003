package lockstep.node.fork;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lockstep.cluster.node.LostPartitions;
import lockstep.cluster.node.SnapshotFiles;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.EngineFailure;
import lockstep.engine.ModelFailure;
import lockstep.engine.NodeLost;
import lockstep.engine.Watch.Alarm;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.simulation.EventModel;
import org.jspecify.annotations.Nullable;

/**
 * Runs the event model of one order in this JVM: again and again to warm up, again and again to measure, each time from its first
 * state, and checks every repetition.
 */
public final class EventPerformance {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String STARTING = "starting";
  private static final String WARMING_UP = "warming up";
  private static final String MEASURING = "measuring";
  private static final int MOST_TOLD = 3;

  private final ForkOrder order;
  private final EventOrder events;
  private final EventModel model;
  private final EventEngineKind kind;
  private final EventRepetitions repetitions;
  private final Consumer<ForkProgress> progress;
  private final Consumer<ForkReport> whenStuck;
  private final long beginNanos = System.nanoTime();
  private volatile String phase = WARMING_UP;
  private long handledBefore;
  private EventOutcome.@Nullable Completed last;
  private final NodeRates rates;

  /**
   * @param order of events
   * @param progress is told, by a thread of its own, how far the work is
   * @param whenStuck is told the report when the work cannot even be cancelled; it has to end the JVM
   */
  public EventPerformance(ForkOrder order, Consumer<ForkProgress> progress, Consumer<ForkReport> whenStuck) {
    this.order = order;
    this.events = order.events().orElseThrow();
    this.model = Models.events(order.simulation(), order.classes(), order.parameters(), order.inputs());
    this.kind = Engines.ofEvents(order.engine()).orElseThrow();
    this.repetitions = new EventRepetitions(model, order.seed());
    this.rates = ForkCluster.rates(events.cluster());
    this.progress = progress;
    this.whenStuck = whenStuck;
  }

  /** Performs the order, on the calling thread and those of the engine. */
  public ForkReport perform() throws InterruptedException {
    int threadsBefore = THREADS.getThreadCount();
    THREADS.resetPeakThreadCount();
    try (EventEngine engine = open()) {
      long warmUp = order.measuring().warmUpNanos();
      Optional<ForkReport> ended = warmUp > 0 ? repeat(engine, warmUp, new EventSample()) : Optional.empty();
      phase = MEASURING;
      Iterations<EventSample> iterations = new Iterations<>(order.measuring());
      while (ended.isEmpty() && iterations.goOn()) {
        EventSample sample = new EventSample();
        ended = repeat(engine, order.measuring().iterationNanos(), sample);
        if (ended.isEmpty()) {
          iterations.add(sample);
        }
      }
      Disturbance disturbance = iterations.disturbance(order.workers() > Runtime.getRuntime().availableProcessors());
      // The watchdog is a thread, too, and none of the engine's.
      int peak = THREADS.getPeakThreadCount();
      Threads threads = new Threads(Math.max(0, peak - threadsBefore - 1), peak);
      return ended.isPresent() ? ended.get() : measured(engine, iterations, disturbance, threads);
    } catch (LostPartitions e) {
      String left = isOnDisk() ? "; what is on disk is there for --resume" : "";
      List<Finding> findings = List.of(new Finding(Finding.LOST_PARTITIONS, e.number(), e.consequence() + left));
      return ForkReport.givenUp(Status.FAILED, e.getMessage() + left, findings, List.of());
    } catch (ModelFailure | EngineFailure | NodeLost e) {
      return ForkReport.without(Status.FAILED, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return ForkReport.without(Status.FAILED, "out of memory: " + e.getMessage());
    }
  }

  private EventEngine open() throws InterruptedException {
    if (events.cluster().isEmpty()) {
      return kind.open();
    }
    progress.accept(new ForkProgress(STARTING, 0, rates.told()));
    return ForkCluster.open(order, events.cluster().get());
  }

  /** Whether nodes have left anything on disk. */
  private boolean isOnDisk() {
    Optional<String> disk = events.cluster().flatMap(ClusterOrder::disk);
    try {
      return disk.isPresent() && !new SnapshotFiles(Path.of(disk.get())).isEmpty();
    } catch (IOException e) {
      return false; // Whoever resumes is told.
    }
  }

  private ForkReport measured(EventEngine engine, Iterations<EventSample> iterations, Disturbance disturbance, Threads threads)
      throws InterruptedException {
    Optional<Faults> faults = engine instanceof ForkCluster cluster ? Optional.of(cluster.faults()) : Optional.empty();
    Optional<String> missing = faults.isPresent() ? faults.get().settle() : Optional.empty();
    if (missing.isPresent()) {
      return ForkReport.without(Status.FAILED, missing.get());
    }
    List<FaultFigures> happened = faults.map(Faults::figures).orElse(List.of());
    Disturbance all = disturbance;
    for (FaultFigures loss : happened) {
      all = loss.planned() ? all : all.and(loss.what() + ", and its work was done by the other nodes");
    }
    Optional<Resumed> resumed = engine instanceof ForkCluster cluster ? cluster.resumed() : Optional.empty();
    Optional<Long> resumedRound = resumed.flatMap(Resumed::round).filter(_ -> order.measuring().warmUpNanos() == 0);
    if (resumedRound.isPresent()) {
      all = all.and("it went on after round " + resumedRound.get() + " of a run that was interrupted");
    }
    EventOutcome.Completed completed = last;
    if (completed == null) {
      throw new IllegalStateException("nothing was measured");
    }
    return ForkReport.of(repetitions.figures(completed, iterations, all, threads, happened, resumed), repetitions.findings());
  }

  /** Repeats the run, at least once, until the time is over; returns a report when that came to an early end. */
  private Optional<ForkReport> repeat(EventEngine engine, long nanos, EventSample sample) throws InterruptedException {
    long begin = System.nanoTime();
    do {
      // What the run before has left would stand beside this one.
      last = null;
      EventAssignment assignment = assignment();
      try (Watchdog watchdog = watchdog(assignment)) {
        switch (engine.perform(assignment)) {
          case EventOutcome.Completed completed -> {
            repetitions.check(completed);
            sample.add(completed);
            last = completed;
          }
          case EventOutcome.Cancelled _ -> {
            return Optional.of(ended(assignment, watchdog.alarm().orElseThrow()));
          }
        }
      }
      // No watchdog reads it now.
      handledBefore += assignment.board().commits();
    } while (System.nanoTime() - begin < nanos);
    return Optional.empty();
  }

  /** Each repetition has a board of its own, on which partitions count from 0. */
  private EventAssignment assignment() {
    return new EventAssignment(
        model,
        order.seed(),
        events.time().horizon(model.ticksPerUnit()),
        order.workers(),
        events.partitions(),
        events.partitioning(),
        false,
        new Board(events.partitions()),
        new Cancellation());
  }

  private Watchdog watchdog(EventAssignment assignment) {
    long left = Math.max(0, order.limitNanos() - (System.nanoTime() - beginNanos));
    return new Watchdog(
        assignment,
        Duration.ofNanos(order.noProgressNanos()),
        Duration.ofNanos(left),
        () -> progress.accept(new ForkProgress(phase, handled(assignment), rates.look(assignment.board().nodes(), System.nanoTime()))),
        alarm -> whenStuck.accept(ended(assignment, alarm)));
  }

  private long handled(EventAssignment assignment) {
    return handledBefore + assignment.board().commits();
  }

  private ForkReport ended(EventAssignment assignment, Alarm alarm) {
    String reason =
        switch (alarm) {
          case Alarm.Deadlock _ -> "a circle of waits";
          case Alarm.NoProgress still -> "no progress for " + seconds(still.since());
          case Alarm.OverLimit _ -> "not done within the limit of " + seconds(Duration.ofNanos(order.limitNanos()));
        };
    return ForkReport.without(Status.STALLED, reason + " after " + handled(assignment) + " events" + inModel(assignment));
  }

  /** Where the model has not returned from its code, with what is needed to repeat it. */
  private String inModel(EventAssignment assignment) {
    return assignment.board().places().stream()
        .limit(MOST_TOLD)
        .map(place -> "; the model is in " + place + " (seed " + order.seed() + ")")
        .collect(Collectors.joining());
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }
}
