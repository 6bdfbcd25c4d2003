package lockstep.node.calibrate;

import java.util.List;
import lockstep.engine.EngineKind;
import lockstep.simulation.Pause;

/**
 * Workers that do nothing but hold one lock, each for the same time h: a closed queue without thinking. One of n workers holds, and
 * the others wait in turn, so tasks come at the rate 1/h, each waits (n-1)h and takes nh. Times are those that were achieved; handing
 * the lock on takes some more.
 *
 * @param kind the engine
 * @param hold sleeping holds need no core each, spinning ones do
 * @param workers how many
 * @param tasks how many
 * @param holdNanos h
 */
record FixedHold(EngineKind kind, Pause hold, int workers, long tasks, long holdNanos) implements Experiment {

  /** Waking who waits takes some 0.2 ms on virtual machines, of holds of 10 ms. */
  private static final double TOLERANCE = 0.05;

  private static final long SEED = 1;
  private static final double SECOND_NANOS = 1e9;

  @Override
  public String name() {
    return "one lock, " + kind.name();
  }

  @Override
  public String about() {
    String how = hold == Pause.TIMER ? "sleep" : "spin";
    return workers + " workers that " + how + " " + holdNanos / 1_000_000 + " ms holding it";
  }

  @Override
  public List<Check> perform() throws InterruptedException {
    LockFigures.of(kind, new OneLock(2L * workers, hold, holdNanos, 0, 0), workers, SEED);
    return judge(LockFigures.of(kind, new OneLock(tasks, hold, holdNanos, 0, 0), workers, SEED));
  }

  /** Sets figures beside the truth. */
  static List<Check> judge(LockFigures figures) {
    int n = figures.workers();
    double h = figures.holdNanos();
    double wait = waitNanos(n, figures.tasks(), h);
    return List.of(
        Check.within("throughput", Unit.PER_SECOND, figures.throughput(), SECOND_NANOS / h, TOLERANCE),
        Check.within("mean wait", Unit.NANOS, figures.waitNanos(), wait, TOLERANCE),
        Check.within("mean latency", Unit.NANOS, figures.latencyNanos(), wait + h, TOLERANCE));
  }

  /** (n-1)h, but for the first n tasks, which wait for 0, 1, .. n-1 others. */
  static double waitNanos(int workers, long tasks, double holdNanos) {
    return (workers - 1) * holdNanos * (1 - workers / (2.0 * tasks));
  }
}
