package lockstep.node.calibrate;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import lockstep.engine.instrument.ProcessCost;
import lockstep.engine.instrument.ProcessUsage;

/** Has threads do something, and takes what the process used meanwhile. */
final class Threads {

  private Threads() {}

  /** The threads have ended when the second snapshot is taken, as workers have. */
  static ProcessCost ended(int threads, Runnable work) throws InterruptedException {
    ProcessUsage begin = ProcessUsage.begin();
    List<Thread> started = IntStream.range(0, threads).mapToObj(_ -> Thread.ofPlatform().start(work)).toList();
    for (Thread thread : started) {
      thread.join();
    }
    return ProcessUsage.end().since(begin);
  }

  /** The threads have done their work, and still live, when the second snapshot is taken. */
  static ProcessCost living(int threads, Runnable work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(threads);
    CountDownLatch taken = new CountDownLatch(1);
    ProcessUsage begin = ProcessUsage.begin();
    for (int t = 0; t < threads; t++) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  work.run();
                  done.countDown();
                  taken.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    done.await();
    ProcessCost cost = ProcessUsage.end().since(begin);
    taken.countDown();
    return cost;
  }
}
