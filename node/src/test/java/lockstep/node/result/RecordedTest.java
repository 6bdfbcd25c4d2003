package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.event.EventLedger;
import lockstep.node.fork.EventFigures;
import lockstep.node.fork.EventFigures.SeriesFigures;
import lockstep.node.fork.EventFigures.StatisticFigures;
import lockstep.node.fork.EventFigures.TheoryCheck;
import lockstep.node.fork.Disturbance;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.Iteration;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.node.fork.NamedCounts;
import org.junit.jupiter.api.Test;

/** What forks of events recorded: their estimates, files and verdict. */
final class RecordedTest {

  private static ForkResult fork(String engine, long seed, String digest, double mean, double z, Finding... findings) {
    StatisticFigures waits =
        new StatisticFigures("waits, long", 2, 4, Optional.of(mean), Optional.of(1L), Optional.of(3L), Optional.empty());
    EventFigures events =
        new EventFigures(
            10,
            2,
            2,
            64,
            List.of(waits),
            List.of(new SeriesFigures("served", 0.5, "flow", List.of(3L, 4L))),
            List.of(new TheoryCheck("hops", 10, 1, 10 + z, z)),
            List.of(),
            Optional.empty());
    Figures figures =
        new Figures(
            digest,
            NamedCounts.of(new EventLedger(20, 21, 5)),
            20,
            List.of(new Iteration(1, 0.5, Optional.empty())),
            Optional.empty(),
            new Disturbance("quiet", List.of()),
            Optional.empty(),
            1,
            0.5,
            40,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Threads(1, 9),
            Optional.empty(),
            Optional.of(events));
    ForkReport report = ForkReport.of(figures, List.of(findings));
    return ForkResult.of(new CellName("phold", engine, 1, Optional.empty(), Map.of(), Map.of("entities", "9"), seed), 1, 1, report);
  }

  private static Comparison comparison(ForkResult... forks) {
    return new Comparison(List.of(forks), "sequential");
  }

  @Test
  void replicationsAreEstimatedOnceWhateverTheEngines() {
    List<Estimate> estimates =
        Estimates.of(
            comparison(
                fork("sequential", 1, "a", 1, 0), fork("threads", 1, "a", 1, 0), fork("sequential", 2, "b", 2, 0), fork("sequential", 3, "c", 3, 0)));

    assertThat(estimates)
        .singleElement()
        .satisfies(
            estimate -> {
              assertThat(estimate.statistic()).isEqualTo("waits, long");
              assertThat(estimate.figure()).isEqualTo("mean");
              assertThat(estimate.replications()).isEqualTo(3);
              assertThat(estimate.estimate()).isEqualTo(2);
              double half = 4.3027 * Math.sqrt(1.0 / 3);
              assertThat(estimate.low()).isCloseTo(2 - half, within(1e-3));
              assertThat(estimate.high()).isCloseTo(2 + half, within(1e-3));
            });
  }

  @Test
  void oneSeedHasNoEstimate() {
    assertThat(Estimates.of(comparison(fork("sequential", 1, "a", 1, 0), fork("threads", 1, "a", 1, 0)))).isEmpty();
  }

  @Test
  void filesQuoteWhatWouldBreakALine() {
    Map<String, String> files = RecordedFiles.of(List.of(fork("sequential", 1, "a", 1.5, 0)));

    assertThat(files)
        .containsExactly(
            Map.entry("series-001.csv", "series,from,value\nserved,0.0,3\nserved,0.5,4\n"),
            Map.entry(
                "statistics.csv",
                """
                fork,engine,workers,seed,entities,statistic,count,sum,mean,min,max,overTime
                1,sequential,1,1,9,"waits, long",2,4,1.5,1,3,
                """));
  }

  @Test
  void verdictTellsEventsAndTheTheoryThatIsFarthest() {
    assertThat(Verdict.of(comparison(fork("sequential", 1, "a", 1, -0.44), fork("threads", 1, "a", 1, -0.44))).sentence())
        .isEqualTo(
            "2 engines did the same work (20 events each, one digest (a), one ledger): sequential, threads."
                + " Agrees with theory: hops, z = -0.4.");
    assertThat(Verdict.of(comparison(fork("sequential", 1, "a", 1, 1), fork("sequential", 2, "b", 1, -2))).sentence())
        .endsWith("Agrees with theory 2 times; farthest: hops, z = -2.0.");
  }

  @Test
  void disagreementWithTheoryIsADefect() {
    Verdict verdict = Verdict.of(comparison(fork("sequential", 1, "a", 1, 9, new Finding(Finding.THEORY, 1, "hops: z = 9.0"))));

    assertThat(verdict.exitCode()).isEqualTo(12);
    assertThat(verdict.sentence()).contains("sequential disagrees with theory (hops: z = 9.0)");
  }

  @Test
  void anotherDigestIsOtherWork() {
    assertThat(Verdict.of(comparison(fork("sequential", 1, "a", 1, 0), fork("threads", 1, "b", 1, 0))).exitCode()).isEqualTo(12);
  }
}
