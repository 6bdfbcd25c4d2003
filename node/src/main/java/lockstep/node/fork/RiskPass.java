package lockstep.node.fork;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import lockstep.engine.Arrivals;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.FirstTasks;
import lockstep.engine.Policy;
import lockstep.engine.Standstill;
import lockstep.engine.Trace;
import lockstep.engine.Watch.Alarm;
import lockstep.engine.risk.RiskFigures;
import lockstep.engine.risk.TraceEnd;
import lockstep.node.fork.ForkReport.Status;
import lockstep.simulation.TaskModel;

/**
 * Performs the first tasks of an order once more with a trace of what workers do about resources: after all that is measured, since a trace
 * slows down what it looks at.
 */
final class RiskPass {

  /** Of all workers together: 8 MiB, or tasks of two resources up to {@link #MOST_TASKS}. */
  private static final int MOVES = 1 << 18;

  private static final int LEAST_MOVES_EACH = 64;
  private static final int MOST_TASKS = 1 << 15;
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration NO_PROGRESS = Duration.ofMillis(500);

  private RiskPass() {}

  /** Whether there is something to trace: resources are guarded, and more than one worker could want them. */
  static boolean tells(ForkOrder order) {
    return !Engines.named(order.engine()).orElseThrow().uncoordinated()
        && order.coordination().policy() != Policy.UNGUARDED
        && (long) order.workers() * LEAST_MOVES_EACH <= Trace.MOST_MOVES;
  }

  /**
   * Adds to a report what the trace tells, and the deadlock in which the pass ended if there was one.
   *
   * @param whenStuck is told the report by another thread when the pass cannot even be cancelled
   */
  static ForkReport addTo(ForkReport report, ForkOrder order, TaskModel model, Engine engine, Consumer<ForkReport> whenStuck)
      throws InterruptedException {
    return addTo(report, order, model, engine, whenStuck, NO_PROGRESS, LIMIT);
  }

  /**
   * The same in another time.
   *
   * @param noProgress after how long without a step the pass is ended
   * @param limit after how long at all
   */
  static ForkReport addTo(
      ForkReport report,
      ForkOrder order,
      TaskModel model,
      Engine engine,
      Consumer<ForkReport> whenStuck,
      Duration noProgress,
      Duration limit)
      throws InterruptedException {
    TaskModel part = FirstTasks.atMost(model, MOST_TASKS);
    Trace trace = new Trace(order.workers(), Math.max(LEAST_MOVES_EACH, MOVES / order.workers()));
    Assignment closed = Assignment.of(part, order.seed(), order.workers(), order.coordination()).tracedBy(trace);
    Optional<Arrivals> arrivals = order.rate().map(perSecond -> Arrivals.poisson(perSecond, part.tasks(), order.seed()));
    Assignment traced = arrivals.map(closed::arrivingAt).orElse(closed);
    Optional<Alarm> alarm = TracedPass.perform(engine, traced, noProgress, limit, () -> whenStuck.accept(report));
    // Whoever runs out of time may be caught in a circle that is about to be broken.
    Optional<Standstill> deadlock =
        alarm.filter(why -> !(why instanceof Alarm.OverLimit)).map(Alarm::standstill).filter(Standstill::isDeadlock);
    return report.with(RiskFigures.of(traced, end(alarm)), deadlock.filter(_ -> report.status() == Status.MEASURED).map(RiskPass::finding));
  }

  private static TraceEnd end(Optional<Alarm> alarm) {
    return alarm
        .map(
            why ->
                switch (why) {
                  case Alarm.Deadlock _ -> TraceEnd.DEADLOCK;
                  case Alarm.OverLimit _ -> TraceEnd.LIMIT;
                  case Alarm.NoProgress still -> still.standstill().isDeadlock() ? TraceEnd.DEADLOCK : TraceEnd.STANDSTILL;
                })
        .orElse(TraceEnd.DONE);
  }

  private static Finding finding(Standstill deadlock) {
    return new Finding(Finding.DEADLOCK, deadlock.deadlocked().size(), "while it was traced: " + deadlock.text());
  }
}
