package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import lockstep.simulation.EventModel;
import lockstep.simulation.queues.Queues;
import lockstep.simulation.queues.ServerPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueuesOracleTest {

  private static final int AT_STATION = 0;
  private static final int WAITING = 1;
  private static final int WAIT = 2;
  private static final int STAY = 3;
  private static final int JOURNEY = 4;
  private static final double TICKS = 1e6;

  /** Student's distribution with 29 degrees of freedom is farther away than this once in 2500 times. */
  private static final double FAR = 4;

  private static final int SEEDS = 30;

  private static EventModel queues(int stations, int servers, double arrivals, double leave, String routing) {
    return Simulated.model(
        new Queues(),
        Map.of(
            "stations",
            Integer.toString(stations),
            "servers",
            Integer.toString(servers),
            "arrivals",
            Double.toString(arrivals),
            "leave",
            Double.toString(leave),
            "routing",
            routing));
  }

  private static double average(Simulated run, int statistic) {
    return (double) run.statistics().tally(statistic).sum() / run.statistics().elapsed();
  }

  private static double meanTime(Simulated run, int statistic) {
    return run.statistics().tally(statistic).mean() / TICKS;
  }

  @Test
  void oneServerThatIsBusyFourFifthsOfTheTimeHasFourJobsThatStayFiveUnits() {
    Simulated run = Simulated.of(queues(1, 1, 0.8, 1, "next"), 1, 2000, 1_000_000).assertSound();
    double deviation = Math.sqrt(1800 / 1e6);
    assertThat(run.theories()).extracting(Simulated.Theory::quantity).contains("jobs at stations", "jobs that wait", "jobs that leave");
    assertThat(average(run, AT_STATION)).isCloseTo(4, within(FAR * deviation));
    assertThat(meanTime(run, STAY)).isCloseTo(5, within(FAR * deviation / 0.8));
    assertThat(meanTime(run, WAIT)).isCloseTo(4, within(FAR * deviation / 0.8));
  }

  @Test
  void twoServersThatAreBusyFourFifthsOfTheTimeLet2844JobsWait() {
    Simulated run = Simulated.of(queues(1, 2, 1.6, 1, "next"), 2, 2000, 500_000).assertSound();
    double deviation = Math.sqrt(new ServerPool(1.6, 1, 2).asymptoticVariance(jobs -> Math.max(0, jobs - 2)) / 5e5);
    assertThat(average(run, WAITING)).isCloseTo(2.844, within(FAR * deviation));
  }

  @ParameterizedTest(name = "{0} stations, {1} servers, {2} arrivals, {3} leave, {4}")
  @CsvSource({
    "1, 1, 0.7, 1, next", "1, 3, 2.1, 1, any", "1, 1, 0.35, 0.5, next", "5, 1, 0.35, 0.5, next", "5, 1, 0.35, 0.5, any",
    "5, 2, 0.35, 0.25, any", "3, 12, 5, 0.5, next"
  })
  void averagesOverSeedsAreThoseOfTheory(int stations, int servers, double arrivals, double leave, String routing) {
    ServerPool station = new ServerPool(arrivals / leave, 1, servers);
    double stay = station.inSystem() / station.rate();
    Simulated[] runs = new Simulated[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      runs[seed] = Simulated.of(queues(stations, servers, arrivals, leave, routing), seed, 300, 2300).assertSound();
    }
    assertMean("jobs at stations", stations * station.inSystem(), runs, run -> average(run, AT_STATION));
    assertMean("jobs that wait", stations * station.waiting(), runs, run -> average(run, WAITING));
    assertMean("time at a station", stay, runs, run -> meanTime(run, STAY));
    assertMean("wait", stay - 1, runs, run -> meanTime(run, WAIT));
    assertMean("time in the network", (stay + (1 - leave) * 0.1) / leave, runs, run -> meanTime(run, JOURNEY));
    assertMean("jobs that leave", stations * arrivals * 2000, runs, run -> run.statistics().tally(JOURNEY).count());
  }

  private static void assertMean(String quantity, double expected, Simulated[] runs, ToDoubleFunction<Simulated> observed) {
    double[] observations = new double[runs.length];
    for (int at = 0; at < runs.length; at++) {
      observations[at] = observed.applyAsDouble(runs[at]);
    }
    assertThat(ZScores.ofMean(expected, observations)).as("z of %s, which theory expects to be %s", quantity, expected).isBetween(-FAR, FAR);
  }

  @Test
  void timeInTheQueueOfOneServerIsExponentiallyDistributed() {
    Simulated[] runs = new Simulated[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      runs[seed] = Simulated.of(queues(1, 1, 0.7, 1, "next"), seed, 300, 3300);
    }
    for (int tenths : new int[] {1, 5, 10, 20, 40}) {
      assertMean("longer than " + tenths / 10.0, Math.exp(-tenths / 10.0), runs, run -> longerThan(run, tenths));
    }
  }

  /** How many jobs stay longer than so many tenths of the mean. */
  private static double longerThan(Simulated run, int tenths) {
    long shorter = 0;
    for (int bin = 0; bin < tenths; bin++) {
      shorter += run.statistics().tally(STAY).bin(bin);
    }
    return 1 - (double) shorter / run.statistics().tally(STAY).count();
  }

  @Test
  void aStationThatLostAJobIsFoundOut() {
    Simulated run = Simulated.of(queues(5, 1, 0.35, 0.5, "any"), 1, 100);
    assertThat(Altered.findings(run, 3, 0, jobs -> jobs - 1)).anyMatch(finding -> finding.startsWith("jobs that came"));
    assertThat(Altered.findings(run, 3, 5, left -> left + 1000)).anyMatch(finding -> finding.startsWith("jobs on their way"));
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0} stations, {1} servers, {2} arrivals, {3} leave")
  @CsvSource({"1, 1, 0.8, 1", "1, 2, 1.6, 1", "20, 1, 0.7, 1", "20, 3, 0.7, 0.5"})
  void fewSeedsAreFarFromTheory(int stations, int servers, double arrivals, double leave) {
    ZScores scores = new ZScores();
    for (int seed = 1; seed <= 100; seed++) {
      scores.add(Simulated.of(queues(stations, servers, arrivals, leave, "any"), seed, 4000, stations == 1 ? 204_000 : 14_000));
    }
    scores.assertFewAreFar("theories");
  }
}
