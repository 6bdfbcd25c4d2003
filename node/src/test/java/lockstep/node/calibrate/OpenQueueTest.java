package lockstep.node.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Theory of one server under open load against its other form, and against queues that are replayed. */
final class OpenQueueTest {

  private static final long MANY = 1_000_000;
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  @ParameterizedTest
  @ValueSource(doubles = {1, 50, 62.5, 100, 124})
  void responseIsOneByMuLessLambdaWhenNoTimerIsLate(double perSecond) {
    OpenQueue queue = new OpenQueue(perSecond / SECOND, 8 * MILLI, 0);

    assertThat(queue.responseNanos()).isCloseTo(SECOND / (125 - perSecond), Percentage.withPercentage(1e-9));
    assertThat(queue.utilisation()).isCloseTo(perSecond / 125, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"62.5, 8, 0", "62.5, 8, 0.5", "62.5, 8, 3", "90, 8, 0", "20, 3, 2"})
  void longQueueIsAsInTheory(double perSecond, double serviceMillis, double lateMillis) {
    OneServer model = new OneServer(MANY, serviceMillis * MILLI);
    OpenFigures replayed = OpenFigures.replayed(model, perSecond, 2, 7, lateMillis * MILLI);
    OpenQueue queue = new OpenQueue(perSecond / SECOND, serviceMillis * MILLI, lateMillis * MILLI);

    assertThat(replayed.responseNanos()).as("seed 7").isCloseTo(queue.responseNanos(), Percentage.withPercentage(2));
    assertThat(replayed.utilisation()).as("seed 7").isCloseTo(queue.utilisation(), Percentage.withPercentage(0.5));
  }

  @Test
  void chosenSeedIsAsInTheoryHoweverLateTimersAre() {
    for (double late = 0; late <= OpenServer.LATEST_NANOS; late += MILLI / 10) {
      assertThat(OpenServer.judge(OpenServer.replayed(late)))
          .as("late by %.0f ns", late)
          .allSatisfy(check -> assertThat(check.deviation()).isBetween(-0.01, 0.01));
    }
  }

  @Test
  void responsesDoNotDependOnWhereTasksWaitButLatenciesDo() {
    OneServer model = new OneServer(2_000, 8 * MILLI);
    OpenFigures one = OpenFigures.replayed(model, 62.5, 1, 7, 0);
    OpenFigures two = OpenFigures.replayed(model, 62.5, 2, 7, 0);
    OpenFigures many = OpenFigures.replayed(model, 62.5, 2_000, 7, 0);

    assertThat(one.responseNanos()).isEqualTo(two.responseNanos()).isEqualTo(many.responseNanos());
    assertThat(one.latencyNanos()).as("all wait to be begun").isCloseTo(one.holdNanos(), within(1.0));
    assertThat(many.latencyNanos()).as("all wait for the resource").isEqualTo(many.responseNanos());
    assertThat(two.latencyNanos()).isBetween(one.latencyNanos(), many.latencyNanos());
  }
}
