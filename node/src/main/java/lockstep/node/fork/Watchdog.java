package lockstep.node.fork;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lockstep.engine.Joining;
import lockstep.engine.Watch.Alarm;
import lockstep.engine.Watch;
import lockstep.engine.Watched;
import org.jspecify.annotations.Nullable;

/**
 * A thread that looks at work from time to time, and cancels it when it does not get on. Closed by the thread that
 * performs the assignment, when it has ended.
 */
final class Watchdog implements AutoCloseable {

  private static final long LOOK_NANOS = 20_000_000;
  private static final long GRACE_SECONDS = 5;

  private final Watched work;
  private final Watch watch;
  private final Runnable everyLook;
  private final Consumer<Alarm> whenStuck;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  /** Written before the cancellation is requested, and so seen by whoever sees that. */
  private volatile @Nullable Alarm alarm;

  /**
   * Begins to watch.
   *
   * @param everyLook called by the watching thread each time it looks
   * @param whenStuck called by the watching thread when the assignment does not even end when it is cancelled
   */
  Watchdog(
      Watched work, Duration noProgress, Duration limit, Runnable everyLook, Consumer<Alarm> whenStuck) {
    this.work = work;
    this.watch = new Watch(work, noProgress, limit, System.nanoTime());
    this.everyLook = everyLook;
    this.whenStuck = whenStuck;
    this.thread = Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
  }

  private void watch() {
    try {
      long every = watch.lookEveryNanos(LOOK_NANOS);
      while (!ended.await(every, TimeUnit.NANOSECONDS)) {
        everyLook.run();
        Optional<Alarm> raised = watch.look(System.nanoTime());
        if (raised.isPresent()) {
          end(raised.get());
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(Alarm raised) throws InterruptedException {
    alarm = raised;
    work.cancel();
    if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
      whenStuck.accept(raised);
    }
  }

  /** Why it cancelled the assignment, if it did. */
  Optional<Alarm> alarm() {
    return Optional.ofNullable(alarm);
  }

  /** Ends the watch: no thread of it is left. */
  @Override
  public void close() {
    ended.countDown();
    Joining.join(thread);
  }
}
