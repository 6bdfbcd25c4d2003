package lockstep.contrast.thread;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets threads begin together, once all of them are there. Who gives the signal wakes each thread; with a latch each would wake the
 * next one, and of ten thousand the last would begin seconds after the first.
 */
final class StartSignal {

  private final CountDownLatch missing;
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

  /** Written before {@link #given}, and read after it. */
  private long givenNanos;

  /** Written before the threads are woken: a thread that sees it set may begin. */
  private volatile boolean given;

  /**
   * @param threads how many there will be
   */
  StartSignal(int threads) {
    this.missing = new CountDownLatch(threads);
  }

  /** Waits for the signal, and returns when it was given, by {@link System#nanoTime}. Called once by each of the threads. */
  long await() throws InterruptedException {
    waiting.add(Thread.currentThread());
    missing.countDown();
    while (!given) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return givenNanos;
  }

  /** Waits for all threads, and gives the signal. */
  void give() throws InterruptedException {
    missing.await();
    givenNanos = System.nanoTime();
    given = true;
    waiting.forEach(LockSupport::unpark);
  }
}
