package lockstep.contrast.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StartSignalTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final int THREADS = 500;

  private final AtomicInteger began = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();

  private Thread waiter(StartSignal signal) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                signal.await();
                began.incrementAndGet();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
              }
            });
  }

  private static void join(List<Thread> threads) {
    assertTimeoutPreemptively(
        LONG_ENOUGH,
        () -> {
          for (Thread thread : threads) {
            thread.join();
          }
        });
  }

  @Test
  void nobodyBeginsBeforeAllAreThereAndThenEverybodyDoes() throws InterruptedException {
    StartSignal signal = new StartSignal(THREADS);
    List<Thread> threads = IntStream.range(1, THREADS).mapToObj(n -> waiter(signal)).toList();
    Thread giver = Thread.ofPlatform().start(() -> give(signal));
    while (giver.isAlive() && giver.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(began).hasValue(0);
    join(List.of(waiter(signal), giver));
    join(threads);
    assertThat(began).hasValue(THREADS);
  }

  private static void give(StartSignal signal) {
    try {
      signal.give();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts", e);
    }
  }

  @Test
  void anInterruptEndsTheWait() {
    Thread waiter = waiter(new StartSignal(2));
    waiter.interrupt();
    join(List.of(waiter));
    assertThat(interrupted).hasValue(1);
  }
}
