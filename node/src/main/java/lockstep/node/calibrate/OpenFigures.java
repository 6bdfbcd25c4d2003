package lockstep.node.calibrate;

import java.util.Arrays;
import lockstep.engine.Account;
import lockstep.engine.Arrivals;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.Step;
import lockstep.simulation.Draw;

/**
 * What was told of tasks that arrived before one server.
 *
 * @param tasks how many
 * @param elapsedNanos from the beginning to the last commit
 * @param holdNanos the achieved mean
 * @param lateNanos the mean by which holds that slept were longer than they should have been
 * @param latencyNanos the mean, from a task's first step to its commit
 * @param responseNanos the mean, from a task's arrival to its commit
 */
record OpenFigures(
    long tasks, long elapsedNanos, double holdNanos, double lateNanos, double latencyNanos, double responseNanos) {

  /** Has an engine perform the tasks; the lock serves first come, first served, as owners do in any case. */
  static OpenFigures of(EngineKind kind, OneServer model, double perSecond, int workers, long seed) throws InterruptedException {
    Coordination coordination = Coordination.of(Policy.ORDERED).withQueues(Queues.FAIR);
    Arrivals arrivals = Arrivals.poisson(perSecond, model.tasks(), seed);
    Outcome.Completed completed =
        Completion.of(kind, Assignment.of(model, seed, workers, coordination).arrivingAt(arrivals));
    Account account = completed.account();
    long tasks = account.ledger().commits();
    long late = account.achievedNanos(Step.HOLD) - account.nominalNanos(Step.HOLD);
    return new OpenFigures(
        tasks,
        completed.elapsedNanos(),
        (double) account.achievedNanos(Step.HOLD) / tasks,
        Math.max(0, (double) late / Math.max(1, model.timers(seed))),
        Arrays.stream(account.latencies()).average().orElseThrow(),
        Arrays.stream(account.responses()).average().orElseThrow());
  }

  /**
   * The same tasks by Lindley's recursion, without any clock: what every engine would tell if all timers were late by the same time, and
   * nothing else took any. D. V. Lindley, "The theory of queues with a single server" (1952).
   */
  static OpenFigures replayed(OneServer model, double perSecond, int workers, long seed, double lateNanos) {
    Arrivals arrivals = Arrivals.poisson(perSecond, model.tasks(), seed);
    Draw draw = new Draw();
    double[] free = new double[workers];
    double done = 0;
    double held = 0;
    double latency = 0;
    double response = 0;
    for (int i = 0; i < arrivals.tasks(); i++) {
      draw.restart(seed, i);
      long nominal = model.holdNanos(draw);
      double hold = OneServer.sleeps(nominal) ? nominal + lateNanos : nominal;
      double noticed = arrivals.nanos(i) + lateNanos;
      double begun = Math.max(noticed, free[i % workers]);
      done = Math.max(done, noticed) + hold;
      free[i % workers] = done;
      held += hold;
      latency += done - begun;
      response += done - arrivals.nanos(i);
    }
    double tasks = model.tasks();
    return new OpenFigures(
        model.tasks(), Math.round(done), held / tasks, lateNanos, latency / tasks, response / tasks);
  }

  /** The share of the time for which the server was busy. */
  double utilisation() {
    return tasks * holdNanos / elapsedNanos;
  }
}
