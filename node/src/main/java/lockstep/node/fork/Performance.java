package lockstep.node.fork;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lockstep.engine.Arrivals;
import lockstep.engine.Assignment;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.Engine;
import lockstep.engine.EngineFailure;
import lockstep.engine.EngineKind;
import lockstep.engine.History;
import lockstep.engine.ModelFailure;
import lockstep.engine.NodeLost;
import lockstep.engine.NotSerialisable;
import lockstep.engine.Outcome;
import lockstep.engine.PlanCheck;
import lockstep.engine.SerialCheck;
import lockstep.engine.Standstill;
import lockstep.engine.Watch.Alarm;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.simulation.TaskModel;

/**
 * Performs one order in this JVM: repeats the work to warm up, repeats it to measure, and checks every repetition. When the model does
 * not commute, it performs the work once more, not measured, to check that tasks are performed as if one after the other; and tasks once
 * more with a trace. Each begins from the model's first state.
 */
public final class Performance {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String STARTING = "starting";
  private static final String WARMING_UP = "warming up";
  private static final String MEASURING = "measuring";
  private static final String CHECKING = "checking";

  /** What workers do in the code of the model. */
  private static final Set<String> MODEL_CODE = Set.of("plan", "compute", "update");

  private static final int MOST_TOLD = 3;

  private final ForkOrder order;
  private final TaskModel model;
  private final EngineKind kind;
  private final Board board;
  private final Repetitions repetitions;
  private final AtWork atWork;
  private final NodeRates rates;
  private Optional<Arrivals> arrivals = Optional.empty();
  private final Consumer<ForkProgress> progress;
  private final Consumer<ForkReport> whenStuck;
  private final long beginNanos = System.nanoTime();
  private volatile String phase = WARMING_UP;

  /**
   * @param progress is told, by a thread of its own, how far the work is
   * @param whenStuck is told the report when the work cannot even be cancelled; it has to end the JVM
   */
  public Performance(ForkOrder order, Consumer<ForkProgress> progress, Consumer<ForkReport> whenStuck) {
    this.order = order;
    this.model = Models.tasks(order);
    this.kind = Engines.named(order.engine()).orElseThrow();
    this.board = new Board(order.workers());
    this.repetitions = new Repetitions(model, order.seed(), order.coordination());
    this.atWork = new AtWork(board);
    this.rates = ForkCluster.rates(order.cluster());
    this.progress = progress;
    this.whenStuck = whenStuck;
  }

  /** Performs the order, on the calling thread and those of the engine. */
  public ForkReport perform() throws InterruptedException {
    if (order.workers() > 1 && order.workers() < model.leastWorkers()) {
      return ForkReport.without(
          Status.NOT_AVAILABLE,
          order.simulation() + " needs one worker, or at least " + model.leastWorkers() + ", got " + order.workers());
    }
    if (order.rate().isPresent() && model.tasks() > Arrivals.MOST_TASKS) {
      return ForkReport.without(
          Status.NOT_AVAILABLE, "open load has " + Arrivals.MOST_TASKS + " tasks at most, got " + model.tasks());
    }
    arrivals = order.rate().map(perSecond -> Arrivals.poisson(perSecond, model.tasks(), order.seed()));
    int threadsBefore = THREADS.getThreadCount();
    THREADS.resetPeakThreadCount();
    try (Engine engine = open()) {
      Optional<ForkReport> ended = checkPlans();
      long warmUp = order.measuring().warmUpNanos();
      if (ended.isEmpty() && warmUp > 0) {
        ended = repeat(engine, warmUp, new TaskSample(), true);
      }
      phase = MEASURING;
      Iterations<TaskSample> iterations = new Iterations<>(order.measuring());
      while (ended.isEmpty() && iterations.goOn()) {
        TaskSample sample = new TaskSample();
        ended = repeat(engine, order.measuring().iterationNanos(), sample, true);
        if (ended.isEmpty()) {
          iterations.add(sample);
        }
      }
      Disturbance disturbance = iterations.disturbance(order.workers() > Runtime.getRuntime().availableProcessors());
      // The watchdog is a thread, too, and none of the engine's.
      int peak = THREADS.getPeakThreadCount();
      Threads threads = new Threads(Math.max(0, peak - threadsBefore - 1), peak);
      phase = CHECKING;
      Optional<Double> instruments = Optional.empty();
      if (ended.isEmpty() && order.measuring().mostIterations() > 1 && arrivals.isEmpty()) {
        InstrumentTrial trial = new InstrumentTrial(order.measuring().iterationNanos());
        ended = trial.perform((sample, sampled) -> repeat(engine, 0, sample, sampled));
        instruments = trial.share();
      }
      if (ended.isEmpty() && !model.commutes()) {
        ended = checkOrder(engine);
      }
      Optional<Double> taken = instruments;
      return settled(engine, traced(engine, ended.orElseGet(() -> measured(iterations, disturbance, taken, threads))));
    } catch (NodeLost e) {
      return ForkReport.without(Status.INTERRUPTED, String.valueOf(e.getMessage()));
    } catch (ModelFailure | EngineFailure e) {
      return ForkReport.without(Status.FAILED, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return ForkReport.without(Status.FAILED, "out of memory: " + e.getMessage());
    }
  }

  private Engine open() throws InterruptedException {
    if (order.cluster().isEmpty()) {
      return kind.open();
    }
    progress.accept(new ForkProgress(STARTING, 0, rates.told()));
    return ForkCluster.open(order, order.cluster().get());
  }

  /** Not measured; returns a report when the model did not come to an end. */
  private Optional<ForkReport> checkPlans() {
    Assignment assignment = assignment();
    try (Watchdog watchdog = watchdog(assignment)) {
      PlanCheck.perform(assignment);
      return assignment.cancellation().requested() ? watchdog.alarm().map(this::ended) : Optional.empty();
    }
  }

  private Assignment assignment() {
    return new Assignment(model, order.seed(), order.workers(), order.coordination(), board, new Cancellation());
  }

  /** After all that is measured, so that keeping a history costs none of it; returns a report when that came to an early end. */
  private Optional<ForkReport> checkOrder(Engine engine) throws InterruptedException {
    TaskModel part = SerialCheck.part(model);
    Assignment assignment =
        new Assignment(
            part, order.seed(), order.workers(), order.coordination(), board, new Cancellation(), new History(part));
    atWork.begins();
    try (Watchdog watchdog = watchdog(assignment)) {
      if (engine.perform(assignment) instanceof Outcome.Completed completed) {
        atWork.ends(completed.elapsedNanos());
        checkOrder(assignment, completed);
      }
      return assignment.cancellation().requested() ? watchdog.alarm().map(this::ended) : Optional.empty();
    }
  }

  private void checkOrder(Assignment assignment, Outcome.Completed completed) {
    long tasks = assignment.model().tasks();
    try {
      SerialCheck.perform(assignment, completed);
      repetitions.serialisable(tasks);
    } catch (NotSerialisable e) {
      repetitions.notSerialisable(tasks, e);
    }
  }

  private ForkReport measured(
      Iterations<TaskSample> iterations, Disturbance disturbance, Optional<Double> instruments, Threads threads) {
    return ForkReport.of(repetitions.figures(iterations, disturbance, instruments, threads), repetitions.findings()).exposed(atWork.ended());
  }

  /** What was to be done to nodes and was not leaves nothing to tell. */
  private static ForkReport settled(Engine engine, ForkReport report) throws InterruptedException {
    Optional<String> missing =
        report.status() == Status.MEASURED && engine instanceof ForkCluster nodes ? nodes.faults().settle() : Optional.empty();
    return missing.map(why -> ForkReport.without(Status.FAILED, why)).orElse(report);
  }

  /** What is traced of a fork that deadlocked is how that came about; others that came to an early end have no figures of it. */
  private ForkReport traced(Engine engine, ForkReport report) throws InterruptedException {
    boolean tells = report.status() == Status.MEASURED || report.status() == Status.DEADLOCK;
    return tells && RiskPass.tells(order) && leftNanos() > 0 ? RiskPass.addTo(report, order, model, engine, whenStuck) : report;
  }

  /** Repeats the work, at least once, until the time is over; returns a report when that came to an early end. */
  private Optional<ForkReport> repeat(Engine engine, long nanos, TaskSample sample, boolean sampled) throws InterruptedException {
    long begin = System.nanoTime();
    do {
      Assignment closed = sampled ? assignment() : assignment().unsampled();
      Assignment assignment = arrivals.map(closed::arrivingAt).orElse(closed);
      atWork.begins();
      try (Watchdog watchdog = watchdog(assignment)) {
        switch (engine.perform(assignment)) {
          case Outcome.Completed completed -> {
            atWork.ends(completed.elapsedNanos());
            atWork.repeated();
            repetitions.check(completed);
            long behind = completed.account().behind();
            sample.add(completed, arrivals.flatMap(when -> when.overload(behind, order.workers())));
          }
          case Outcome.Cancelled _ -> {
            return Optional.of(ended(watchdog.alarm().orElseThrow()));
          }
        }
      }
    } while (System.nanoTime() - begin < nanos);
    return Optional.empty();
  }

  private Watchdog watchdog(Assignment assignment) {
    return new Watchdog(
        assignment,
        Duration.ofNanos(order.noProgressNanos()),
        Duration.ofNanos(leftNanos()),
        () -> progress.accept(new ForkProgress(phase, board.commits(), rates.look(board.nodes(), System.nanoTime()))),
        alarm -> whenStuck.accept(ended(alarm)));
  }

  private long leftNanos() {
    return Math.max(0, order.limitNanos() - (System.nanoTime() - beginNanos));
  }

  private ForkReport ended(Alarm alarm) {
    Standstill standstill = alarm.standstill();
    String reason =
        switch (alarm) {
          case Alarm.Deadlock(_, Standstill seen) -> seen.deadlocked().size() + " workers wait in a circle";
          case Alarm.NoProgress still -> "no progress for " + seconds(still.since());
          case Alarm.OverLimit _ -> "not done within the limit of " + seconds(Duration.ofNanos(order.limitNanos()));
        };
    Exposure exposure = atWork.until(alarm instanceof Alarm.NoProgress still ? still.since() : Duration.ZERO);
    String when = reason + " after " + exposure.tasks() + " tasks";
    ForkReport report =
        standstill.isDeadlock()
        ? ForkReport.givenUp(
            Status.DEADLOCK,
            when,
            List.of(new Finding(Finding.DEADLOCK, standstill.deadlocked().size(), standstill.text())),
            standstill.workers())
        : ForkReport.givenUp(
            Status.STALLED, when + "; " + standstill.text() + inModel(standstill), List.of(), standstill.workers());
    return report.exposed(exposure);
  }

  /** The tasks whose model has not returned from its code, with what is needed to repeat them. */
  private String inModel(Standstill standstill) {
    return standstill.workers().stream()
        .filter(worker -> MODEL_CODE.contains(worker.doing()))
        .limit(MOST_TOLD)
        .map(worker -> "; the model is in " + worker.doing() + " of task " + worker.task() + " (seed " + order.seed() + ")")
        .collect(Collectors.joining());
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }
}
