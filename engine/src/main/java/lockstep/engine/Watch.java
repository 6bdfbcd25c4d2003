package lockstep.engine;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an assignment still gets on, from what its {@link Board} says at the times at which it is asked. Knows no
 * clock of its own. Used by one thread.
 */
public final class Watch {

  /** Why an assignment has to end. */
  public sealed interface Alarm {

    /** What the workers were doing. */
    Standstill standstill();

    /** Some workers wait for each other for ever, whatever the others do. */
    record Deadlock(Duration after, Standstill standstill) implements Alarm {}

    /** No worker began a step for too long. */
    record NoProgress(Duration since, Standstill standstill) implements Alarm {}

    /** The assignment took too long, whether it got on or not. */
    record OverLimit(Duration limit, Standstill standstill) implements Alarm {}
  }

  /** A look more often than that would be felt by those who work. */
  private static final long SHORTEST_NANOS = 1_000_000;

  private final Watched work;
  private final long noProgressNanos;
  private final long limitNanos;
  private final long beginNanos;
  private final @Nullable CircleSearch circles;
  private final StandingCircles behindWriters = new StandingCircles();
  private long lastSearchNanos;
  private long steps;
  private long lastProgressNanos;

  /**
   * Begins to watch.
   *
   * @param noProgress for how long no worker may begin a step, apart from the pauses that their plans declare; nor those of a circle that may be none
   * @param limit how long the assignment may take
   * @param nowNanos the time of a monotonic clock
   */
  public Watch(Watched work, Duration noProgress, Duration limit, long nowNanos) {
    this.work = work;
    this.noProgressNanos = noProgress.toNanos();
    this.limitNanos = limit.toNanos();
    this.beginNanos = nowNanos;
    this.circles = work.circles().orElse(null);
    this.lastSearchNanos = nowNanos - work.detectionNanos();
    this.steps = work.board().steps();
    this.lastProgressNanos = nowNanos;
  }

  /** Looks at the board. */
  public Optional<Alarm> look(long nowNanos) {
    if (nowNanos - beginNanos > limitNanos) {
      return Optional.of(new Alarm.OverLimit(Duration.ofNanos(limitNanos), work.standstill()));
    }
    Optional<Circle> circle = circle(nowNanos);
    if (circle.isPresent()) {
      Standstill seen = new Standstill(work.standstill().workers(), circle.get().workers());
      return Optional.of(new Alarm.Deadlock(Duration.ofNanos(nowNanos - beginNanos), seen));
    }
    long stepsNow = work.board().steps();
    if (stepsNow != steps) {
      steps = stepsNow;
      lastProgressNanos = nowNanos;
      return Optional.empty();
    }
    long still = nowNanos - lastProgressNanos;
    if (still <= noProgressNanos) {
      return Optional.empty();
    }
    Standstill standstill = work.standstill();
    long declared = standstill.workers().stream().mapToLong(WorkerState::declaredNanos).max().orElse(0);
    return still <= noProgressNanos + declared
        ? Optional.empty()
        : Optional.of(new Alarm.NoProgress(Duration.ofNanos(still), standstill));
  }

  /**
   * A circle that is certain without knowing which of readers and writers came first; or one in which a reader waits behind a writer, if it
   * came later: it may also be only slow, and then it is at another place before long.
   */
  private Optional<Circle> circle(long nowNanos) {
    if (circles == null || nowNanos - lastSearchNanos < work.detectionNanos()) {
      return Optional.empty();
    }
    lastSearchNanos = nowNanos;
    circles.look(worker -> true);
    Optional<Circle> certain = circles.circles(false).stream().findFirst();
    return certain.isPresent() ? certain : behindWriters.longerThan(noProgressNanos, circles.circlesBehindWriters(), nowNanos);
  }

  /** How often to look, where nothing else asks for more than {@code usualNanos}. */
  public long lookEveryNanos(long usualNanos) {
    return circles == null ? usualNanos : Math.clamp(work.detectionNanos(), SHORTEST_NANOS, usualNanos);
  }
}
