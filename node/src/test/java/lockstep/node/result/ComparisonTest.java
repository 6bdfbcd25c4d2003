package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lockstep.node.fork.ForkReport.Status;
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

  @Test
  void speedUpIsThroughputOverThatOfTheReference() {
    ForkResult fast = ForkSample.of("threads", "ordered", 4).withThroughput(3e6).measured();
    Comparison comparison = of(BASELINE, fast, FAILED);

    assertThat(comparison.speedUp(BASELINE)).contains(1.0);
    assertThat(comparison.speedUp(fast)).contains(3.0);
    assertThat(comparison.speedUp(FAILED)).isEmpty();
  }
}
