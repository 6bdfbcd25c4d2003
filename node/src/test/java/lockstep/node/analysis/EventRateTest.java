package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventRateTest {

  @Test
  void rateIsAllEventsOverAllOccasions() {
    Interval rate = EventRate.perMillion(new long[] {1, 3, 2}, new long[] {1000, 2000, 3000}).orElseThrow();
    assertThat(rate.estimate()).isCloseTo(1000, within(1e-9));
    assertThat(rate.low()).isPositive();
    assertThat(rate.high()).isGreaterThan(1000);
  }

  /** Equal counts do not vary, but independent events would: with four forks, t = 3.182, and the variance of the logarithm is 1 / 100. */
  @Test
  void equalCountsAreNoMoreCertainThanIndependentEvents() {
    long[] events = {25, 25, 25, 25};
    long[] occasions = {1000, 1000, 1000, 1000};
    Interval rate = EventRate.perMillion(events, occasions).orElseThrow();
    assertThat(rate.high() / rate.estimate()).isCloseTo(Math.exp(0.3182), within(1e-3));
    assertThat(rate.estimate() / rate.low()).isCloseTo(Math.exp(0.3182), within(1e-3));
  }

  /** Counts 0 and 50 around 25 have a dispersion of 4 x 25 / 3. */
  @Test
  void clustersWidenTheInterval() {
    long[] events = {0, 50, 0, 50};
    long[] occasions = {1000, 1000, 1000, 1000};
    Interval rate = EventRate.perMillion(events, occasions).orElseThrow();
    assertThat(rate.high() / rate.estimate()).isCloseTo(Math.exp(0.3182 * Math.sqrt(100.0 / 3)), within(2e-2));
  }

  @Test
  void noEventBoundsTheRateByTheShareOfForks() {
    long[] occasions = new long[10];
    Arrays.fill(occasions, 100_000);
    Interval rate = EventRate.perMillion(new long[10], occasions).orElseThrow();
    assertThat(rate.estimate()).isZero();
    assertThat(rate.low()).isZero();
    assertThat(rate.high()).isCloseTo(308_500, within(5.0));
  }

  @Test
  void rateIsAtMostAMillion() {
    Interval rate = EventRate.perMillion(new long[] {10, 9, 10}, new long[] {10, 10, 10}).orElseThrow();
    assertThat(rate.high()).isEqualTo(1e6);
    assertThat(EventRate.perMillion(new long[] {2, 2}, new long[] {2, 2}).orElseThrow().estimate()).isEqualTo(1e6);
  }

  @Test
  void oneForkHasNoInterval() {
    assertThat(EventRate.perMillion(new long[] {5}, new long[] {1000})).isEmpty();
    assertThat(EventRate.perMillion(new long[0], new long[0])).isEmpty();
  }

  /** The rate of each fork is drawn from a gamma distribution, the events from the fork's rate: shape 1 is the widest. */
  @ParameterizedTest
  @CsvSource({"10, 20, 1", "10, 20, 4", "20, 5, 1", "5, 20, 4", "10, 3, 1000"})
  void intervalHoldsTheRateOfClusteredEvents(int forks, double eventsPerFork, int shape) {
    long seed = 1;
    RandomGenerator random = new SplittableRandom(seed);
    int samples = 2000;
    int held = 0;
    long occasionsPerFork = 2000;
    for (int i = 0; i < samples; i++) {
      long[] events = new long[forks];
      long[] occasions = new long[forks];
      for (int fork = 0; fork < forks; fork++) {
        double gamma = 0;
        for (int part = 0; part < shape; part++) {
          gamma += random.nextExponential() / shape;
        }
        double probability = Math.min(1, gamma * eventsPerFork / occasionsPerFork);
        occasions[fork] = occasionsPerFork;
        for (int occasion = 0; occasion < occasionsPerFork; occasion++) {
          events[fork] += random.nextDouble() < probability ? 1 : 0;
        }
      }
      held += EventRate.perMillion(events, occasions).orElseThrow().contains(1e6 * eventsPerFork / occasionsPerFork) ? 1 : 0;
    }
    System.out.printf("%d forks with %s events, shape %d, seed %d: covers %.3f%n", forks, eventsPerFork, shape, seed, (double) held / samples);
    assertThat((double) held / samples).isBetween(0.90, 0.99);
  }

  /** Each fork ends with its first event, or after so many occasions; shape 1000 is forks that are alike, 4 those whose rates vary by half. */
  @ParameterizedTest
  @CsvSource({"10, 0.01, 200, 1000", "10, 0.2, 2000, 1000", "10, 0.001, 2000, 4", "20, 0.01, 200, 4", "10, 0.01, 2000, 4", "5, 0.2, 20, 1000"})
  void intervalHoldsTheRateOfForksThatEndWithTheirEvent(int forks, double rate, int most, int shape) {
    long seed = 1;
    RandomGenerator random = new SplittableRandom(seed);
    long[] many = new long[50_000];
    long[] theirs = new long[many.length];
    endWithTheirEvent(random, many, theirs, rate, most, shape);
    double truth = (double) Arrays.stream(many).sum() / Arrays.stream(theirs).sum() * 1e6;
    int samples = 2000;
    int held = 0;
    for (int i = 0; i < samples; i++) {
      long[] events = new long[forks];
      long[] occasions = new long[forks];
      endWithTheirEvent(random, events, occasions, rate, most, shape);
      held += EventRate.perMillion(events, occasions).orElseThrow().contains(truth) ? 1 : 0;
    }
    System.out.printf("%d forks of %d at %s, shape %d, seed %d: covers %.3f%n", forks, most, rate, shape, seed, (double) held / samples);
    assertThat((double) held / samples).isBetween(0.92, 1.0);
  }

  private static void endWithTheirEvent(RandomGenerator random, long[] events, long[] occasions, double rate, int most, int shape) {
    for (int fork = 0; fork < events.length; fork++) {
      double gamma = shape >= 1000 ? 1 : 0;
      for (int part = 0; part < shape && shape < 1000; part++) {
        gamma += random.nextExponential() / shape;
      }
      double before = Math.floor(random.nextExponential() / -Math.log1p(-Math.min(0.999, gamma * rate)));
      events[fork] = before < most ? 1 : 0;
      occasions[fork] = before < most ? (long) before + 1 : most;
    }
  }

  /** An early end alone would make the quotient of Pearson's statistic as large as the others are long. */
  @Test
  void forkThatEndsAtOnceDoesNotMakeTheIntervalUseless() {
    long[] events = {1, 1, 1, 1, 1, 1};
    long[] occasions = {1, 5000, 9000, 12_000, 15_000, 20_000};
    Interval rate = EventRate.perMillion(events, occasions).orElseThrow();
    assertThat(rate.high() / rate.estimate()).isLessThan(3);
  }

  @Test
  void moreThanOneEventOnAnOccasionIsMoreThanAMillion() {
    Interval rate = EventRate.perMillion(new long[] {20, 20}, new long[] {10, 10}).orElseThrow();
    assertThat(rate.estimate()).isEqualTo(2e6);
    assertThat(rate.high()).isGreaterThan(2e6);
  }

  @Test
  void withoutAnyOccasionThereIsNoRate() {
    assertThat(EventRate.perMillion(new long[] {0, 0}, new long[] {0, 0})).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, 10", "1, -1"})
  void refusesLessThanNothing(long events, long occasions) {
    assertThatThrownBy(() -> EventRate.perMillion(new long[] {events}, new long[] {occasions}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("events and occasions must be 0 or more, got " + events + " of " + occasions);
  }

  @Test
  void refusesForksWithoutOccasions() {
    assertThatThrownBy(() -> EventRate.perMillion(new long[] {1, 2}, new long[] {10}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each fork needs events and occasions, got 2 and 1");
  }
}
