package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lockstep.node.fork.ForkReport.Status;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  private static final ForkResult BASELINE = ForkSample.sequential().measured();
  private static final ForkResult THREADS = ForkSample.of("threads", "ordered", 2).measured();
  private static final ForkResult ACTORS = ForkSample.of("actors", "ordered", 2).measured();
  private static final ForkResult FAILED = ForkSample.of("actors", "ordered", 4).without(Status.FAILED, "died");

  private static Comparison of(ForkResult... forks) {
    return new Comparison(List.of(forks), "sequential");
  }

  @Test
  void baselineIsTheReferenceWhereverItStands() {
    assertThat(of(THREADS, BASELINE).reference(THREADS)).contains(BASELINE);
    assertThat(of(THREADS, BASELINE).reference(BASELINE)).contains(BASELINE);
  }

  @Test
  void firstMeasuredForkStandsInForABaselineWithoutMeasurement() {
    ForkResult stalled = ForkSample.sequential().without(Status.STALLED, "too slow");

    assertThat(of(stalled, FAILED, ACTORS, THREADS).reference(THREADS)).contains(ACTORS);
    assertThat(of(stalled, FAILED).reference(FAILED)).isEmpty();
  }

  @Test
  void referenceHasTheSameSeedAndParameters() {
    ForkResult otherSeed = ForkSample.sequential().withSeed(43).measured();
    ForkResult otherCell = ForkSample.sequential().withCell(Map.of("accounts", "10")).measured();

    assertThat(of(otherSeed, otherCell, THREADS).reference(THREADS)).contains(THREADS);
    assertThat(of(otherSeed, otherCell, BASELINE, THREADS).reference(THREADS)).contains(BASELINE);
  }

  @Test
  void sameWorkNeedsDigestAndLedger() {
    ForkResult otherDigest = ForkSample.of("threads", "ordered", 2).withDigest(8).measured();
    ForkResult otherLedger = ForkSample.of("threads", "ordered", 2).withWrites(1).measured();
    Comparison comparison = of(BASELINE, THREADS, otherDigest, otherLedger, FAILED);

    assertThat(comparison.sameWork(THREADS)).contains(true);
    assertThat(comparison.sameWork(otherDigest)).contains(false);
    assertThat(comparison.sameWork(otherLedger)).contains(false);
    assertThat(comparison.sameWork(FAILED)).isEmpty();
  }

  private static CellForks cell(Comparison comparison, ForkResult fork) {
    return comparison.cells().stream().filter(cell -> cell.all().contains(fork)).findFirst().orElseThrow();
  }

  private static ForkResult sequential(int number, double throughput) {
    return ForkSample.sequential().withNumber(number).withThroughput(throughput).measured();
  }

  private static ForkResult threads(int number, double throughput) {
    return ForkSample.of("threads", "ordered", 4).withNumber(number).withThroughput(throughput).measured();
  }

  @Test
  void speedUpIsThroughputOverThatOfTheReference() {
    ForkResult fast = threads(1, 3e6);
    Comparison comparison = of(BASELINE, fast, FAILED);

    assertThat(comparison.speedUp(cell(comparison, BASELINE))).map(Estimated::estimate).contains(1.0);
    assertThat(comparison.speedUp(cell(comparison, fast))).map(Estimated::estimate).contains(3.0);
    assertThat(comparison.speedUp(cell(comparison, FAILED))).isEmpty();
  }

  @Test
  void speedUpOfSeveralForksIsThatOfTheirMeansWithAnInterval() {
    ForkResult fast = threads(1, 4e6);
    Comparison comparison = of(sequential(1, 0.9e6), sequential(2, 1.1e6), fast, threads(2, 5e6), threads(3, 6e6));

    assertThat(comparison.cells()).hasSize(2);
    assertThat(comparison.speedUp(cell(comparison, fast)))
        .get()
        .satisfies(
            speedUp -> {
              assertThat(speedUp.estimate()).isCloseTo(5.0, Offset.offset(1e-9));
              assertThat(speedUp.low().orElseThrow()).isLessThan(5.0);
              assertThat(speedUp.high().orElseThrow()).isGreaterThan(5.0);
            });
  }

  @Test
  void whatIsUnsettledIsNotCompared() {
    ForkResult fast = threads(1, 3e6);
    ForkResult restless = ForkSample.of("threads", "ordered", 4).withNumber(2).unsettled().measured();
    Comparison comparison = of(BASELINE, ACTORS, fast, restless);

    assertThat(comparison.speedUp(cell(comparison, fast))).isEmpty();
    assertThat(comparison.speedUp(cell(comparison, ACTORS))).isPresent();

    ForkResult restlessBaseline = ForkSample.sequential().unsettled().measured();
    Comparison without = of(restlessBaseline, ACTORS);
    assertThat(without.speedUp(cell(without, ACTORS))).as("when its reference is unsettled").isEmpty();
  }
}
