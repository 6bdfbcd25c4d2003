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

  /** Written before the threads are woken: a thread that sees it set may begin. */
  private volatile boolean given;

  /**
   * @param threads how many there will be
   */
  StartSignal(int threads) {
    this.missing = new CountDownLatch(threads);
  }

  /** Waits for the signal. Called once by each of the threads. */
  void await() throws InterruptedException {
    waiting.add(Thread.currentThread());
    missing.countDown();
    while (!given) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** Waits for all threads, and gives the signal. */
  void give() throws InterruptedException {
    missing.await();
    given = true;
    waiting.forEach(LockSupport::unpark);
  }
}
