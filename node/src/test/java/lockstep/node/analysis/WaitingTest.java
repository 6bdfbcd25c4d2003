package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaitingTest {

  /** Chi-square with 20 degrees of freedom has 2.5 % below 9.591, with 22 degrees above 36.781. */
  @Test
  void meanTimeIsAllTimeAtRiskByTheEvents() {
    Interval time = Waiting.time(10, 200);
    assertThat(time.estimate()).isEqualTo(20);
    assertThat(time.low()).isCloseTo(2 * 200 / 36.781, within(1e-3));
    assertThat(time.high()).isCloseTo(2 * 200 / 9.591, within(1e-3));
  }

  /** The probability of no event in all that time is 2.5 % at a mean of a 3.69th of it. */
  @Test
  void withoutAnEventTheMeanIsOnlyBoundedBelow() {
    Interval time = Waiting.time(0, 100);
    assertThat(time.estimate()).isInfinite();
    assertThat(time.low()).isCloseTo(100 / -Math.log(0.025), within(1e-6));
    assertThat(time.high()).isInfinite();
    Interval tasks = Waiting.tasks(0, 1_000_000);
    assertThat(tasks.low()).isCloseTo(1e6 / -Math.log(0.025), within(1.0));
    assertThat(tasks.high()).isInfinite();
  }

  @Test
  void forksThatEndAtOnceStillBoundTheTasks() {
    Interval tasks = Waiting.tasks(10, 0);
    assertThat(tasks.estimate()).isZero();
    assertThat(tasks.low()).isZero();
    assertThat(tasks.high()).as("the chance of ten events in ten tasks is 2.5 %%").isCloseTo(1 / Math.pow(0.025, 0.1) - 1, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "3, 2000000000", "10, 1000000000000", "100, 1000000"})
  void rareEventsHaveTheIntervalOfTime(int events, long tasks) {
    Interval discrete = Waiting.tasks(events, tasks);
    Interval continuous = Waiting.time(events, (double) tasks);
    assertThat(discrete.estimate()).isEqualTo(continuous.estimate());
    assertThat(discrete.low()).isCloseTo(continuous.low(), within(3e-3 * continuous.low()));
    assertThat(discrete.high()).isCloseTo(continuous.high(), within(3e-3 * continuous.high()));
  }

  @ParameterizedTest
  @CsvSource({"5, 0.1", "5, 1", "5, 100", "10, 0.5", "10, 3", "20, 1", "20, 100"})
  void intervalsHoldTheMeanWhereForksAreCensored(int forks, double limit) {
    long seed = 1;
    RandomGenerator random = new SplittableRandom(seed);
    int samples = 3000;
    double mean = 50;
    int times = 0;
    int counts = 0;
    for (int i = 0; i < samples; i++) {
      int events = 0;
      double atRisk = 0;
      int deadlocks = 0;
      long done = 0;
      for (int fork = 0; fork < forks; fork++) {
        double time = mean * random.nextExponential();
        events += time < limit * mean ? 1 : 0;
        atRisk += Math.min(time, limit * mean);
        double tasks = Math.floor(random.nextExponential() / -Math.log1p(-1 / (mean + 1)));
        deadlocks += tasks < limit * mean ? 1 : 0;
        done += (long) Math.min(tasks, Math.ceil(limit * mean));
      }
      times += Waiting.time(events, atRisk).contains(mean) ? 1 : 0;
      counts += Waiting.tasks(deadlocks, done).contains(mean) ? 1 : 0;
    }
    System.out.printf("%d forks of %s means, seed %d: times %.3f, tasks %.3f%n", forks, limit, seed, (double) times / samples, (double) counts / samples);
    assertThat((double) times / samples).isGreaterThan(0.94);
    assertThat((double) counts / samples).isGreaterThan(0.94);
  }

  @Test
  void refusesTimesThatAreNone() {
    assertThatThrownBy(() -> Waiting.time(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("events must be 0 or more and the time at risk above 0, got 1 and 0.0");
  }
}
