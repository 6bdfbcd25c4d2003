package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundBarrierTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final int ROUNDS = 20_000;

  /** Each worker adds to a plain counter of its own, and checks those of the others after each barrier. */
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "2, 2000", "3, 50", "5, 0"})
  void everybodySeesWhatEverybodyWroteBefore(int workers, int spins) {
    RoundBarrier barrier = new RoundBarrier(workers, spins);
    int[][] counters = new int[2][workers * 32];
    assertTimeoutPreemptively(
        LONG_ENOUGH,
        () -> {
          try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            var futures =
                IntStream.range(0, workers).mapToObj(worker -> pool.submit(() -> work(barrier, counters, worker))).toList();
            for (Future<Long> future : futures) {
              assertThat(future.get()).isEqualTo((long) ROUNDS * workers);
            }
          } catch (ExecutionException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** How often it saw that another one had written in the same round. */
  private static long work(RoundBarrier barrier, int[][] counters, int worker) {
    long seen = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      int[] ofRound = counters[round % 2];
      ofRound[worker * 32] = round;
      assertThat(barrier.await()).isTrue();
      for (int other = 0; other < ofRound.length; other += 32) {
        seen += ofRound[other] == round ? 1 : 0;
      }
    }
    return seen;
  }
}
