package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {

  private static final long HOUR = Duration.ofHours(1).toNanos();

  private static long[] times(Arrivals arrivals) {
    return LongStream.range(0, arrivals.tasks()).map(arrivals::nanos).toArray();
  }

  @Test
  void arrivalsAreThoseOfTheSeed() {
    assertThat(times(Arrivals.poisson(1000, 50, 7))).isEqualTo(times(Arrivals.poisson(1000, 50, 7))).isSorted();
    assertThat(times(Arrivals.poisson(1000, 50, 7))).isNotEqualTo(times(Arrivals.poisson(1000, 50, 8)));
    assertThat(times(Arrivals.poisson(1000, 50, 7)))
        .as("more tasks change nothing for the first ones")
        .isEqualTo(LongStream.of(times(Arrivals.poisson(1000, 90, 7))).limit(50).toArray());
  }

  /** Of 100 000 gaps the mean is within 1 % (three standard errors), and the share above the mean within .5 % of 1/e. */
  @Test
  void gapsAreExponential() {
    long[] at = times(Arrivals.poisson(2000, 100_000, 42));
    assertThat(at[at.length - 1] / 1e9).isBetween(49.5, 50.5);
    long above = IntStream.range(1, at.length).filter(i -> at[i] - at[i - 1] > 500_000).count();
    assertThat(above / 1e5).isBetween(1 / Math.E - .005, 1 / Math.E + .005);
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arrivals.poisson(2e6, 10, 1))
        .withMessage("a rate must be in [0.001/s, 1000000/s], got 2000000.0/s");
    assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.poisson(Double.NaN, 10, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.poisson(0, 10, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arrivals.poisson(1, 5_000_000, 1))
        .withMessage("tasks that arrive must be in [1, 4194304], got 5000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arrivals.at(5, 4))
        .withMessage("tasks arrive in their order, got 4 ns after 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Assignment.of(nothing(3), 1, 1, Policy.ORDERED).arrivingAt(Arrivals.at(1, 2)))
        .withMessage("2 of 3 tasks arrive");
  }

  private static Sketch nothing(long tasks) {
    return Sketch.of("nothing", tasks, 0, (i, draw, plan) -> {});
  }

  @Test
  void workIsOverloadedWhenMoreWaitAtTheEndThanWorkersAndOneOfTwenty() {
    Arrivals arrivals = Arrivals.poisson(100, 1000, 1);
    assertThat(arrivals.overload(50, 4)).isEmpty();
    assertThat(arrivals.overload(51, 4)).isPresent();
    assertThat(arrivals.overload(51, 51)).as("all workers could be about to begin one").isEmpty();
    assertThat(Arrivals.at(0, 500_000_000, 1_000_000_000).overload(2, 1))
        .contains("2 of 3 tasks waited to be begun when the last one arrived; 3.0 came in a second, for 1 in progress at most");
  }

  private static Account perform(Assignment assignment, long openedNanos) {
    TaskMachine machine = new TaskMachine(assignment, 0);
    for (long i = 0; i < assignment.model().tasks(); i++) {
      machine.begin(i, openedNanos);
      for (Step step = machine.next(); step != Step.DONE; step = machine.next()) {
        machine.update();
      }
    }
    return machine.account();
  }

  @Test
  void whatATaskWaitedToBeBegunIsInItsResponseAndNotInItsLatency() {
    Assignment assignment = Assignment.of(nothing(3), 1, 1, Policy.ORDERED).arrivingAt(Arrivals.at(0, HOUR, 2 * HOUR));
    Account account = perform(assignment, System.nanoTime() - 10 * HOUR);
    assertThat(account.latencies()).hasSize(3);
    assertThat(LongStream.of(account.latencies()).max().orElseThrow()).isLessThan(HOUR);
    assertThat(LongStream.of(account.responses()).map(nanos -> nanos / HOUR)).containsExactly(10L, 9L, 8L);
    assertThat(account.behind()).as("not the last: when it came, nothing was to come").isEqualTo(2);
  }

  @Test
  void whoBeginsInTimeIsNotBehind() {
    Assignment assignment = Assignment.of(nothing(3), 1, 1, Policy.ORDERED).arrivingAt(Arrivals.at(0, HOUR, 2 * HOUR));
    assertThat(perform(assignment, System.nanoTime() - HOUR).behind()).isZero();
  }

  @Test
  void everyTaskHasItsTimesTakenAsFarAsThereIsRoom() {
    Arrivals many = Arrivals.poisson(1e6, 10_000, 1);
    Account account = perform(Assignment.of(nothing(10_000), 1, 1, Policy.ORDERED).arrivingAt(many), System.nanoTime());
    assertThat(account.responses()).hasSize(10_000);
    assertThat(perform(Assignment.of(nothing(10_000), 1, 1, Policy.ORDERED), 0).latencies()).hasSizeBetween(1500, 2500);
    assertThat(perform(Assignment.of(nothing(10_000), 1, 1, Policy.ORDERED), 0).responses()).isEmpty();
  }

  @Test
  void aWorkerThatWaitsForATaskToArriveMayDoSoForAsLongAsNothingComes() {
    Assignment assignment =
        Assignment.of(nothing(3), 1, 1, Policy.ORDERED).arrivingAt(Arrivals.at(HOUR, 2 * HOUR, 5 * HOUR));
    Watch watch = new Watch(assignment, Duration.ofSeconds(10), Duration.ofDays(1), 0);
    assertThat(watch.look(3 * HOUR)).isEmpty();
    assertThat(watch.look(3 * HOUR + Duration.ofSeconds(11).toNanos())).isPresent();
  }
}
