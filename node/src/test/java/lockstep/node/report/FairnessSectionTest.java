package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.node.report.Block.DataTable;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import org.junit.jupiter.api.Test;

final class FairnessSectionTest {

  private static Cells cells(ForkSample... forks) {
    List<ForkResult> measured = List.of(forks).stream().map(ForkSample::measured).toList();
    return new Cells(Documents.of("bank", measured));
  }

  private static DataTable table(int n, ForkSample... forks) {
    return (DataTable) FairnessSection.of(cells(forks)).orElseThrow().blocks().get(n);
  }

  @Test
  void everyTracedCellHasItsNearMissesAndWhatIsMissing() {
    DataTable table = table(0, ForkSample.sequential(), ForkSample.of("threads", "ordered", 2));
    assertThat(table.rows())
        .containsExactly(List.of("threads", "1 of 1.00 k tasks, 3 moves dropped", "0.040", "10.0 k", "3", "1.20 us", "9.00 us", "1", "500 ns", "500 ns"));
  }

  @Test
  void severalForksGiveAnInterval() {
    ForkSample threads = ForkSample.of("threads", "ordered", 2);
    assertThat(table(0, threads, threads.withNumber(2)).rows().getFirst().get(3)).startsWith("10.0 k (").contains(" to ");
  }

  @Test
  void fairnessAndAttemptsAreThoseOfTheWorstFork() {
    assertThat(table(1, ForkSample.of("threads", "ordered", 2)).rows())
        .containsExactly(List.of("threads", "12.0 us", "4", "0.99", "0.50", "0.005", "3", "2"));
  }

  @Test
  void depthsAreCountedUpToTheDeepest() {
    DataTable table = table(2, ForkSample.of("threads", "ordered", 2));
    assertThat(table.heads()).containsExactly("cell", "1", "2", "3");
    assertThat(table.rows()).containsExactly(List.of("threads", "30", "8", "2"));
  }

  @Test
  void withoutATraceThereIsNoSection() {
    assertThat(FairnessSection.of(cells(ForkSample.sequential()))).isEmpty();
  }
}
