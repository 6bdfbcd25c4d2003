package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class ScalingsTest {

  private static final int MACHINE = 4;

  /** Three forks that differ by a thousandth. */
  private static List<ForkResult> forks(ForkSample sample, double throughput) {
    List<ForkResult> forks = new ArrayList<>();
    for (int fork = 1; fork <= 3; fork++) {
      forks.add(sample.withNumber(fork).withThroughput(throughput * (1 + (fork - 2) * 1e-3)).measured());
    }
    return forks;
  }

  private static List<Scaling> scalings(List<ForkResult> forks) {
    return Scalings.of(new Comparison(forks, "sequential"), MACHINE);
  }

  private static List<ForkResult> overWorkers(int... workers) {
    List<ForkResult> forks = new ArrayList<>(forks(ForkSample.sequential(), 1000));
    for (int n : workers) {
      forks.addAll(forks(ForkSample.of("threads", "ordered", n), 800.0 * n / (1 + 0.05 * (n - 1) + 0.01 * n * (n - 1))));
    }
    return forks;
  }

  @Test
  void curveOverWorkersTellsSpeedUpEfficiencyAndCost() {
    assertThat(scalings(overWorkers(8, 1, 2)))
        .singleElement()
        .satisfies(
            scaling -> {
              assertThat(scaling.axis()).isEqualTo("workers");
              assertThat(scaling.workers()).isEmpty();
              assertThat(scaling.points()).extracting(ScalingPoint::at).containsExactly(1, 2, 8);
              assertThat(scaling.points()).extracting(ScalingPoint::oversubscribed).containsExactly(false, false, true);
              ScalingPoint two = scaling.points().get(1);
              double expected = 0.8 * 2 / (1 + 0.05 + 0.02);
              assertThat(two.speedUp().orElseThrow().estimate()).isCloseTo(expected, Offset.offset(1e-9));
              assertThat(two.efficiency().orElseThrow().estimate()).isCloseTo(expected / 2, Offset.offset(1e-9));
              assertThat(scaling.cost()).as("one worker is slower than the baseline, two are faster").contains(2);
              assertThat(scaling.outperforms()).isEqualTo("2");
              assertThat(scaling.usl()).isEmpty();
              assertThat(scaling.law()).isEqualTo("not enough points: 3 of 6");
            });
  }

  @Test
  void sixPointsAreFitted() {
    Scaling scaling = scalings(overWorkers(1, 2, 4, 8, 16, 32)).getFirst();

    assertThat(scaling.law()).isEqualTo("fitted");
    Usl usl = scaling.usl().orElseThrow();
    assertThat(usl.lambda().estimate()).isCloseTo(800, Offset.offset(5.0));
    assertThat(usl.sigma().estimate()).isCloseTo(0.05, Offset.offset(2e-3));
    assertThat(usl.kappa().estimate()).isCloseTo(0.01, Offset.offset(5e-4));
    assertThat(usl.peak().orElseThrow().estimate()).isCloseTo(Math.sqrt(95), Offset.offset(0.3));
  }

  @Test
  void curveOverCoresHasThemAsItsAxis() {
    List<ForkResult> forks = new ArrayList<>(forks(ForkSample.sequential().withSettings(Map.of("cores", "2")), 1000));
    forks.addAll(forks(ForkSample.of("threads", "ordered", 2).withSettings(Map.of("cores", "2")), 900));
    forks.addAll(forks(ForkSample.of("threads", "ordered", 2).withSettings(Map.of("cores", "1")), 500));

    assertThat(scalings(forks))
        .singleElement()
        .satisfies(
            scaling -> {
              assertThat(scaling.axis()).isEqualTo("cores");
              assertThat(scaling.workers()).contains(2);
              assertThat(scaling.points()).extracting(ScalingPoint::at).containsExactly(1, 2);
              assertThat(scaling.points()).extracting(ScalingPoint::oversubscribed).containsExactly(true, false);
              assertThat(scaling.outperforms()).isEqualTo("not reached up to 2");
              assertThat(scaling.cost()).isEmpty();
            });
  }

  @Test
  void whatIsUnsettledIsShownAndInNoSpeedUpAndNoFit() {
    List<ForkResult> forks = overWorkers(1, 2, 4, 8, 16, 32);
    forks.add(ForkSample.of("threads", "ordered", 32).withNumber(4).unsettled().measured());
    Scaling scaling = scalings(forks).getFirst();

    assertThat(scaling.points()).hasSize(6);
    assertThat(scaling.points().getLast().settled()).isFalse();
    assertThat(scaling.points().getLast().speedUp()).isEmpty();
    assertThat(scaling.law()).isEqualTo("not enough points: 5 of 6");
  }

  @Test
  void singleForksTellNothingOfWhatOutperforms() {
    List<ForkResult> forks =
        List.of(
            ForkSample.sequential().measured(),
            ForkSample.of("threads", "ordered", 1).measured(),
            ForkSample.of("threads", "ordered", 2).measured());

    assertThat(scalings(forks)).singleElement().extracting(Scaling::outperforms).isEqualTo("unknown");
  }

  @Test
  void cellsThatDifferInMoreAreNoCurve() {
    List<ForkResult> forks = new ArrayList<>(forks(ForkSample.of("threads", "ordered", 1), 100));
    forks.addAll(forks(ForkSample.of("threads", "arbiter", 2), 100));
    forks.addAll(forks(ForkSample.of("actors", "ordered", 3), 100));
    forks.addAll(forks(ForkSample.of("threads", "ordered", 4).withSeed(43), 100));

    assertThat(scalings(forks)).isEmpty();
  }

  private static List<ForkResult> along(String engine, double... throughputs) {
    List<ForkResult> forks = new ArrayList<>();
    for (int i = 0; i < throughputs.length; i++) {
      ForkSample sample = engine.equals("sequential") ? ForkSample.sequential() : ForkSample.of(engine, "ordered", 2);
      forks.addAll(forks(sample.withCell(Map.of("accounts", Integer.toString(10 * (i + 1)))), throughputs[i]));
    }
    return forks;
  }

  @Test
  void leadsChangeBetweenTheLastClearLeadOfOneEngineAndTheFirstOfTheOther() {
    List<ForkResult> forks = new ArrayList<>(along("threads", 300, 200, 100));
    forks.addAll(along("actors", 100, 200, 300));

    assertThat(Leads.of(new Comparison(forks, "sequential")))
        .singleElement()
        .satisfies(
            lead -> {
              assertThat(lead.axis()).isEqualTo("accounts");
              assertThat(lead.first()).isEqualTo("threads (ordered, 2 workers)");
              assertThat(lead.at()).containsExactly(10.0, 20.0, 30.0);
              assertThat(lead.leads()).containsExactly("first", "inconclusive", "second");
              assertThat(lead.crossings()).containsExactly(new Lead.Crossing(10, 30, "second"));
            });
  }

  @Test
  void baselineIsComparedWithAllAndOtherWorkersWithNone() {
    List<ForkResult> forks = new ArrayList<>(along("sequential", 100, 100));
    forks.addAll(along("threads", 300, 200));
    for (ForkResult other : along("actors", 300, 200)) {
      forks.add(ForkSample.of("actors", "ordered", 4).withCell(other.cell()).withNumber(other.fork()).measured());
    }

    assertThat(Leads.of(new Comparison(forks, "sequential")))
        .extracting(lead -> lead.first() + " / " + lead.second())
        .containsExactly("sequential / threads (ordered, 2 workers)", "sequential / actors (ordered, 4 workers)");
  }
}
