package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.fork.ForkReport.Status;
import org.junit.jupiter.api.Test;

final class FigureFilesTest {

  private static final List<ForkResult> FORKS =
      List.of(
          ForkSample.sequential().measured(),
          ForkSample.of("threads", "ordered", 2).withSettings(Map.of("queues", "fair")).withNumber(1).measured(),
          ForkSample.of("threads", "ordered", 2).withSettings(Map.of("queues", "fair")).withNumber(2).measured(),
          ForkSample.of("actors", "ordered", 2).without(Status.FAILED, "died"));

  private static List<List<String>> table(String name) {
    Comparison comparison = new Comparison(FORKS, "sequential");
    Environment environment =
        new Environment(
            "1", Optional.empty(), "vm", List.of(), "Linux", Optional.empty(), 2, Optional.empty(), Map.of(), new Environment.Around(Optional.empty(), Optional.empty()), new Environment.Around(Optional.empty(), Optional.empty()));
    ResultDocument document =
        ResultDocument.of(
            new ResultDocument.RunId("20260131T120000Z-0a1b2c", "bank", 42), environment, comparison, new Judgement(comparison, List.of()));
    Map<String, String> files = FigureFiles.of(document);
    return files.getOrDefault(name, "").lines().map(line -> List.of(line.split(",", -1))).toList();
  }

  private static List<String> column(List<List<String>> table, String name) {
    int index = table.getFirst().indexOf(name);
    assertThat(index).as(name).isNotNegative();
    return table.stream().skip(1).map(row -> row.get(index)).toList();
  }

  @Test
  void everyForkHasALineWithItsCoordinatesAndFigures() {
    List<List<String>> forks = table("forks.csv");

    assertThat(forks).hasSize(1 + 4).allSatisfy(row -> assertThat(row).hasSameSizeAs(forks.getFirst()));
    assertThat(column(forks, "engine")).containsExactly("sequential", "threads", "threads", "actors");
    assertThat(column(forks, "queues")).containsExactly("", "fair", "fair", "");
    assertThat(column(forks, "params.accounts")).containsOnly("1000");
    assertThat(column(forks, "fork")).containsExactly("1", "1", "2", "1");
    assertThat(column(forks, "throughput")).containsExactly("1000000.0", "500000.0", "500000.0", "");
    assertThat(column(forks, "status")).endsWith("failed");
  }

  @Test
  void everyCellHasALineWithItsMeanAndInterval() {
    List<List<String>> cells = table("cells.csv");

    assertThat(cells).hasSize(1 + 3).allSatisfy(row -> assertThat(row).hasSameSizeAs(cells.getFirst()));
    assertThat(column(cells, "measured")).containsExactly("1", "2", "0");
    assertThat(column(cells, "throughput")).containsExactly("1000000.0", "500000.0", "");
    assertThat(column(cells, "throughputLow")).containsExactly("", "500000.0", "");
  }
}
