package lockstep.node.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import lockstep.node.fork.Json;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.Comparison;
import lockstep.node.result.Environment;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.Judgement;
import lockstep.node.result.Noisy;
import lockstep.node.result.ResultDocument;
import lockstep.node.terminal.RunComparisonView;
import org.junit.jupiter.api.Test;

final class RunComparisonTest {

  private static final int FORKS = 5;
  private static final double VARIATION = 0.03;

  private static Environment environment(int cores) {
    return new Environment(
        "1",
        Optional.empty(),
        "a JVM",
        List.of(),
        "an OS",
        Optional.empty(),
        cores,
        Optional.empty(),
        Map.of(),
        new Environment.Around(Optional.empty(), Optional.empty()),
        new Environment.Around(Optional.empty(), Optional.empty()));
  }

  private static ResultDocument document(List<ForkResult> forks) {
    return document(new Comparison(forks, "sequential"));
  }

  private static ResultDocument document(Comparison comparison) {
    return ResultDocument.of(
        new ResultDocument.RunId("20260131T120000Z-0a1b2c", "bank", 42), environment(2), comparison, new Judgement(comparison, List.of()));
  }

  /** Forks of three cells with noise, one of them at a multiple of its throughput. */
  private static ResultDocument run(RandomGenerator random, double multiple) {
    List<ForkResult> forks = new ArrayList<>();
    for (int workers = 1; workers <= 3; workers++) {
      for (int fork = 1; fork <= FORKS; fork++) {
        double throughput = 1e6 * Math.exp(VARIATION * random.nextGaussian()) * (workers == 2 ? multiple : 1);
        forks.add(ForkSample.of("threads", "ordered", workers).withNumber(fork).withThroughput(throughput).measured());
      }
    }
    return document(forks);
  }

  private static ResultDocument two(ForkSample... samples) {
    List<ForkResult> forks = new ArrayList<>();
    for (ForkSample sample : samples) {
      forks.add(sample.withNumber(1).measured());
      forks.add(sample.withNumber(2).withThroughput(sample.throughput() * 1.01).measured());
    }
    return document(forks);
  }

  /** At most 5 % are expected: more than 18 of 200 would come about once in two hundred times. */
  @Test
  void runsOfTheSameProgramAreRarelySaidToDiffer() {
    int cries = 0;
    for (long seed = 1; seed <= 200; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      RunComparison comparison = RunComparison.of(run(random, 1), run(random, 1));
      cries += comparison.sentence().contains("of 9 figures 0 worse, 0 better, 9 inconclusive") ? 0 : 1;
    }
    System.out.printf("seeds 1 to 200: %d families cry difference%n", cries);
    assertThat(cries).isLessThanOrEqualTo(18);
  }

  @Test
  void slowDownOfAFifthIsFoundInItsCellAndInNoOther() {
    int found = 0;
    for (long seed = 1; seed <= 100; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      RunComparison comparison = RunComparison.of(run(random, 1), run(random, 0.8));
      boolean told = comparison.cells().get(1).figures().getFirst().change().equals("worse");
      if (told) {
        assertThat(comparison.exitCode()).as("seed %d", seed).isEqualTo(10);
      }
      found += told ? 1 : 0;
    }
    assertThat(found).as("of 100 slow-downs, seeds 1 to 100").isGreaterThanOrEqualTo(80);
  }

  @Test
  void fasterIsBetterAndNothingIsWorse() {
    RunComparison comparison = RunComparison.of(two(ForkSample.sequential()), two(ForkSample.sequential().withThroughput(3e6)));

    assertThat(comparison.cells().getFirst().figures().getFirst().change()).isEqualTo("better");
    assertThat(comparison.exitCode()).isZero();
    assertThat(comparison.sentence()).isEqualTo("Nothing is shown to be worse: of 3 figures 0 worse, 1 better, 2 inconclusive.");
  }

  @Test
  void cellsStandInTheDocumentWithTextAndName() {
    RunComparison comparison = RunComparison.of(two(ForkSample.sequential()), two(ForkSample.sequential()));

    assertThat(Json.line(comparison))
        .contains(
            "\"cells\":[{\"text\":\"sequential\",\"simulation\":\"bank\",\"engine\":\"sequential\",\"workers\":1,\"settings\":{},"
                + "\"cell\":{\"accounts\":\"1000\"},\"seed\":42,\"status\":\"compared\",\"noisy\":false,\"figures\":[");
  }

  @Test
  void differentWorkIsSaidAndNeverCompared() {
    RunComparison comparison =
        RunComparison.of(
            two(ForkSample.sequential(), ForkSample.of("threads", "ordered", 2)),
            two(ForkSample.sequential().withDigest(8), ForkSample.of("threads", "ordered", 2)));

    assertThat(comparison.exitCode()).isEqualTo(12);
    assertThat(comparison.cells()).extracting(ComparedCell::status).containsExactly("different-work", "compared");
    assertThat(comparison.cells().getFirst().figures()).isEmpty();
    assertThat(comparison.sentence()).startsWith("Not the same work in 1 of 2 cells, which are not compared");
  }

  @Test
  void cellsThatAreUnsettledUnsoundOrNotMeasuredAreShownAndNotCompared() {
    ForkSample sample = ForkSample.sequential();
    RunComparison unsettled = RunComparison.of(two(sample), two(sample.unsettled()));

    assertThat(unsettled.exitCode()).isEqualTo(11);
    assertThat(unsettled.cells()).extracting(ComparedCell::status).containsExactly("unsettled");
    assertThat(new RunComparisonView(unsettled).lines()).contains("sequential: unsettled");
    assertThat(RunComparison.of(two(sample), two(sample.withFinding(Finding.LOST_UPDATES, 3, "three"))).cells())
        .extracting(ComparedCell::status)
        .containsExactly("unsound");
    assertThat(RunComparison.of(two(sample), document(List.of(sample.without(Status.FAILED, "broken")))).cells())
        .extracting(ComparedCell::status)
        .containsExactly("not-measured");
  }

  @Test
  void cellsOfOneRunAloneAreNamed() {
    RunComparison comparison =
        RunComparison.of(two(ForkSample.sequential()), two(ForkSample.of("threads", "ordered", 2)));

    assertThat(comparison.cells()).extracting(ComparedCell::status).containsExactly("only-before", "only-after");
    assertThat(comparison.hasCommonCell()).isFalse();
  }

  @Test
  void oneForkIsNoSample() {
    ResultDocument one = document(List.of(ForkSample.sequential().measured()));

    assertThat(RunComparison.of(one, one).exitCode()).isEqualTo(11);
  }

  @Test
  void cellsThatTheMachineDisturbedInEitherRunAreMarked() {
    ForkSample other = ForkSample.of("threads", "ordered", 2);
    ResultDocument quiet = two(ForkSample.sequential(), other);
    List<ForkResult> forks = new ArrayList<>(quiet.forks());
    forks.set(1, Noisy.of(forks.get(1)));
    ResultDocument noisy = document(forks);

    for (RunComparison comparison : List.of(RunComparison.of(quiet, noisy), RunComparison.of(noisy, quiet))) {
      assertThat(comparison.cells()).extracting(ComparedCell::noisy).containsExactly(true, false);
      assertThat(new RunComparisonView(comparison).lines()).contains("sequential (noisy machine)", "threads (ordered, 2 workers)");
    }
    assertThat(new RunComparisonView(RunComparison.of(quiet, quiet)).lines()).noneMatch(line -> line.contains("noisy"));
  }

  @Test
  void runsInWhichTheMachineDriftedAreMarked() {
    ResultDocument steady = two(ForkSample.sequential());
    ForkResult repeated = ForkSample.sequential().withNumber(3).withThroughput(1e7).measured();
    ResultDocument drifted = document(new Comparison(steady.forks(), "sequential", Optional.of(repeated)));

    RunComparison comparison = RunComparison.of(steady, drifted);

    assertThat(comparison.drifted()).extracting(RunComparison.Drift::run).containsExactly(drifted.run().id());
    assertThat(new RunComparisonView(comparison).lines())
        .startsWith("drifted: run " + drifted.run().id(), "  sequential was 895.0 % faster at the end of the run")
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(RunComparison.of(drifted, drifted).drifted()).hasSize(2);
    assertThat(RunComparison.of(steady, steady).drifted()).isEmpty();
  }

  @Test
  void tableFitsATerminalAndCsvHasALineForEachFigure() {
    RandomGenerator random = new SplittableRandom(1);
    RunComparisonView view = new RunComparisonView(RunComparison.of(run(random, 1), run(random, 0.5)));

    assertThat(view.lines()).hasSize(1 + 3 * 4).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(view.lines()).anySatisfy(line -> assertThat(line).startsWith("  throughput ").endsWith("worse"));
    assertThat(view.csv().lines())
        .hasSize(1 + 9)
        .startsWith("simulation,engine,workers,policy,seed,accounts,status,figure,before,after,ratio,low,high,p,change")
        .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(15));
  }
}
