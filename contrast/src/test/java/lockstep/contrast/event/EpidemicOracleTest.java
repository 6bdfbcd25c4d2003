package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.simulation.EventModel;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.epidemic.Epidemic;
import lockstep.simulation.epidemic.FinalSize;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EpidemicOracleTest {

  private static final int SUSCEPTIBLE = 0;
  private static final int INFECTED = 1;
  private static final int RECOVERED = 2;

  /** Chi-square with 9 degrees of freedom is greater once in 100 000 times. */
  private static final double FAR = 39.34;

  private static final double LONG = 200;

  private static EventModel epidemic(String... namesAndValues) {
    return along("", namesAndValues);
  }

  private static EventModel along(String graph, String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      values.put(namesAndValues[at], namesAndValues[at + 1]);
    }
    if (!graph.isEmpty()) {
      values.put("graph", "contacts.csv");
    }
    return new Epidemic().model(ParameterSpec.bind(Epidemic.Parameters.class, values, _ -> graph));
  }

  private static String everybodyMeets(int persons) {
    return IntStream.range(0, persons * persons)
        .filter(pair -> pair / persons < pair % persons)
        .mapToObj(pair -> pair / persons + "," + pair % persons)
        .collect(Collectors.joining("\n"));
  }

  private static String star(int leaves) {
    return IntStream.rangeClosed(1, leaves).mapToObj(leaf -> "0," + leaf).collect(Collectors.joining("\n"));
  }

  private static int ever(Simulated run) {
    int last = run.statistics().slots(RECOVERED) - 1;
    assertThat(run.statistics().value(INFECTED, last)).isZero();
    return (int) run.statistics().value(RECOVERED, last);
  }

  /** Fails unless the final sizes of many seeds fit their distribution, in which ten sizes are possible. */
  private static void assertFits(EventModel model, double[] distribution, int seeds) {
    double[] observed = new double[distribution.length];
    for (int seed = 1; seed <= seeds; seed++) {
      observed[ever(Simulated.of(model, seed, LONG).assertSound())]++;
    }
    double distance = 0;
    for (int size = 1; size < distribution.length; size++) {
      double expected = seeds * distribution[size];
      distance += (observed[size] - expected) * (observed[size] - expected) / expected;
    }
    assertThat(distance).as("chi-square of final sizes over seeds 1 to %d", seeds).isLessThan(FAR);
  }

  @ParameterizedTest(name = "latency {0}")
  @ValueSource(strings = {"0.001", "0.1", "5"})
  void finalSizesOfTenPersonsHaveTheExactDistributionWhateverTheLatency(String latency) {
    assertFits(epidemic("persons", "10", "contacts", "2", "latency", latency, "interval", "1"), FinalSize.exact(10, 1, 2), 4000);
  }

  @Test
  void aGraphInWhichEverybodyMeetsGivesTheSameFinalSizes() {
    EventModel model = along(everybodyMeets(10), "contacts", Double.toString(2.0 / 9), "interval", "1");
    assertFits(model, FinalSize.exact(10, 1, 2), 4000);
  }

  @Test
  void aHubInfectsAnyNumberOfItsNeighboursEquallyOften() {
    double[] evenly = new double[11];
    for (int size = 1; size <= 10; size++) {
      evenly[size] = 0.1;
    }
    assertFits(along(star(9), "contacts", "1", "interval", "1"), evenly, 4000);
  }

  @Test
  void greatOutbreaksReachTheKnownShare() {
    int great = 0;
    for (int seed = 1; seed <= 12; seed++) {
      Simulated run = Simulated.of(epidemic("persons", "40000"), seed, 100).assertSound();
      great += run.theories().size();
      run.theories().forEach(theory -> assertThat(theory.expected()).isBetween(40_000 * .7968, 40_000 * .7969));
    }
    assertThat(great).as("great outbreaks of 12").isPositive();
  }

  @Test
  void aHubWithAHundredThousandNeighboursIsOneEventAndAHundredThousandMeetings() {
    Simulated run = Simulated.of(along(star(100_000), "contacts", "1000", "duration", "10"), 1, 1000).assertSound();
    assertThat(ever(run)).isGreaterThan(99_000);
  }

  @Test
  void curvesShowEverybodyAtEveryTime() {
    Simulated run = Simulated.of(epidemic("persons", "2000", "infected", "20", "first", "100"), 3, 60).assertSound();
    for (int slot = 0; slot < run.statistics().slots(SUSCEPTIBLE); slot++) {
      long all =
          run.statistics().value(SUSCEPTIBLE, slot)
              + run.statistics().value(INFECTED, slot)
              + run.statistics().value(RECOVERED, slot);
      assertThat(all).as("slot %d", slot).isEqualTo(2000);
    }
  }

  @Test
  void withoutContactsNobodyElseIsInfected() {
    Simulated run = Simulated.of(epidemic("persons", "50", "infected", "5", "contacts", "0"), 1, LONG).assertSound();
    assertThat(ever(run)).isEqualTo(5);
  }

  @Test
  void mistakesInTheGraphAreNamedWithTheirLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> along("0,1\n1,two"))
        .withMessageStartingWith("contacts.csv:2: must be two numbers of nodes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> along("0,1\n1,2", "first", "3"))
        .withMessage("first + infected must be at most the number of persons (3), got 4");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"state of a person, 0", "generation of a person, 1"})
  void infectionsThatCameFromNobodyAreFoundOut(String what, int word) {
    Simulated run = Simulated.of(along(everybodyMeets(10), "contacts", "5"), 1, LONG).assertSound();
    assertThat(Altered.findings(run, 4, word, value -> value == 0 ? 1 : 0)).as(what).isNotEmpty();
  }

  @Tag("soak")
  @Test
  void finalSizesOfTenPersonsHaveTheExactDistributionOverManySeeds() {
    assertFits(epidemic("persons", "10", "contacts", "2", "interval", "1"), FinalSize.exact(10, 1, 2), 200_000);
  }

  @Tag("soak")
  @Test
  void fewSeedsAreFarFromTheory() {
    ZScores scores = new ZScores();
    for (int seed = 1; seed <= 400; seed++) {
      scores.add(Simulated.of(epidemic("persons", "20000"), seed, 100));
    }
    scores.assertFewAreFar("final sizes");
  }
}
