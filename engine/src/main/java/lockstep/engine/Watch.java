package lockstep.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether an assignment still gets on, from what its {@link Board} says at the times at which it is asked. Knows no
 * clock of its own. Used by one thread.
 */
public final class Watch {

  /** Why an assignment has to end. */
  public sealed interface Alarm {

    /** What the workers were doing. */
    Standstill standstill();

    /** No worker began a step for too long. */
    record NoProgress(Duration since, Standstill standstill) implements Alarm {}

    /** The assignment took too long, whether it got on or not. */
    record OverLimit(Duration limit, Standstill standstill) implements Alarm {}
  }

  private final Watched work;
  private final long noProgressNanos;
  private final long limitNanos;
  private final long beginNanos;
  private long steps;
  private long lastProgressNanos;

  /**
   * Begins to watch.
   *
   * @param noProgress for how long no worker may begin a step, apart from the pauses that their plans declare
   * @param limit how long the assignment may take
   * @param nowNanos the time of a monotonic clock
   */
  public Watch(Watched work, Duration noProgress, Duration limit, long nowNanos) {
    this.work = work;
    this.noProgressNanos = noProgress.toNanos();
    this.limitNanos = limit.toNanos();
    this.beginNanos = nowNanos;
    this.steps = work.board().steps();
    this.lastProgressNanos = nowNanos;
  }

  /** Looks at the board. */
  public Optional<Alarm> look(long nowNanos) {
    if (nowNanos - beginNanos > limitNanos) {
      return Optional.of(new Alarm.OverLimit(Duration.ofNanos(limitNanos), work.standstill()));
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
}
