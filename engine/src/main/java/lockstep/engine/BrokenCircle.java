package lockstep.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntToLongFunction;

/**
 * A circle of waits that a detector breaks, as its workers tell of it: the victim when it has given back, and whoever commits first
 * afterwards. Made by the detector, and handed to the workers by something that orders their memory accesses.
 */
public final class BrokenCircle {

  private final int workers;
  private final long firstWaitNanos;
  private final long lastWaitNanos;
  private final long foundNanos;
  private final AtomicBoolean recovered = new AtomicBoolean();

  /** Read by another worker, which waited for what the victim gave back; until then as if that took no time. */
  private volatile long givenBackNanos;

  /**
   * A circle that was found.
   *
   * @param since when each of its workers began to wait, by {@link System#nanoTime}
   * @param foundNanos now
   */
  public BrokenCircle(Circle circle, IntToLongFunction since, long foundNanos) {
    long[] waits = circle.workers().stream().mapToLong(worker -> since.applyAsLong(worker.worker()) - foundNanos).sorted().toArray();
    this.workers = waits.length;
    this.firstWaitNanos = foundNanos + waits[0];
    this.lastWaitNanos = foundNanos + waits[waits.length - 1];
    this.foundNanos = foundNanos;
    this.givenBackNanos = foundNanos;
  }

  /** The victim has given back all that it held. */
  BrokenDeadlock givenBack(long nowNanos, boolean again) {
    givenBackNanos = nowNanos;
    return new BrokenDeadlock(workers, again, lastWaitNanos - firstWaitNanos, foundNanos - lastWaitNanos, nowNanos - foundNanos);
  }

  /** One of its workers commits. */
  void committed(long nowNanos, Account account) {
    if (recovered.compareAndSet(false, true)) {
      account.recovered(Math.max(0, nowNanos - givenBackNanos));
    }
  }
}
