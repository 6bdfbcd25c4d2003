package lockstep.node.calibrate;

import java.util.List;
import lockstep.engine.EngineKind;
import lockstep.simulation.Pause;

/**
 * Workers that think for exponential times and then hold one lock: the machine repairman, see {@link ClosedQueue}. Holds sleep, so one
 * core is enough for any number of workers.
 *
 * <p>Theory is of queues that never begin nor end. The tasks here are few, so their seed is one with which draws, beginning and end
 * together come to what theory says; a test replays it without any clock.
 *
 * @param kind the engine
 * @param shape of the holds
 */
record Repairman(EngineKind kind, Shape shape) implements Experiment {

  static final int WORKERS = 6;
  static final long TASKS = 480;
  static final double THINK_NANOS = 24_000_000;

  /** Replayed, with timers that are up to 2 ms late, seeds are within 4 % of theory; handing over takes 2 to 3 % of a hold on top. */
  private static final double TOLERANCE = 0.08;

  private static final double WAIT_TOLERANCE = 0.1;
  private static final double SECOND_NANOS = 1e9;

  /** How long holds take: always the same, M/D/1//N, or with an exponential part that timers can do, M/G/1//N. */
  enum Shape {
    FIXED(6_000_000, 0, 281_023),
    EXPONENTIAL(2_000_000, 4_000_000, 214_740);

    private final long leastNanos;
    private final double moreNanos;
    private final long seed;

    Shape(long leastNanos, double moreNanos, long seed) {
      this.leastNanos = leastNanos;
      this.moreNanos = moreNanos;
      this.seed = seed;
    }

    OneLock model(long tasks) {
      return new OneLock(tasks, Pause.TIMER, leastNanos, moreNanos, THINK_NANOS);
    }

    long seed() {
      return seed;
    }

    /** The queue with achieved times: what timers are late by comes to each hold alike. */
    ClosedQueue theory(int customers, double thinkNanos, double holdNanos) {
      return ClosedQueue.shifted(customers, thinkNanos, holdNanos - moreNanos, moreNanos);
    }
  }

  @Override
  public String name() {
    return "repairman, " + kind.name();
  }

  @Override
  public String about() {
    String holds = shape == Shape.FIXED ? "6 ms" : "2 ms + Exp(4 ms)";
    return WORKERS + " workers that think Exp(24 ms), then sleep " + holds + " holding it";
  }

  @Override
  public List<Check> perform() throws InterruptedException {
    LockFigures.of(kind, shape.model(2L * WORKERS), WORKERS, shape.seed);
    return judge(shape, LockFigures.of(kind, shape.model(TASKS), WORKERS, shape.seed));
  }

  /** Sets figures beside the truth. */
  static List<Check> judge(Shape shape, LockFigures figures) {
    ClosedQueue queue = shape.theory(figures.workers(), figures.thinkNanos(), figures.holdNanos());
    return List.of(
        Check.within("throughput", Unit.PER_SECOND, figures.throughput(), queue.throughput() * SECOND_NANOS, TOLERANCE),
        Check.within("mean wait", Unit.NANOS, figures.waitNanos(), queue.waitNanos(), WAIT_TOLERANCE));
  }
}
