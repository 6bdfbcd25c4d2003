package lockstep.node.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class PairsTest {

  private static Coordinates cell(String engine, int workers, Map<String, String> settings) {
    return new Coordinates(engine, Optional.empty(), workers, settings, 42, Map.of());
  }

  private static Map<String, String> partitions(String number) {
    return Map.of(Coordinates.PARTITIONS, number, Coordinates.PARTITIONING, "block");
  }

  private static List<String> pairs(String left, String right, Selection where, Coordinates... cells) throws ClaimException {
    Claim claim = Claim.parse("throughput of " + left + " > throughput of " + right);
    return Pairs.of((Claim.Between) claim, where, List.of(cells), Function.identity()).stream()
        .map(pair -> pair.left().workers() + pair.left().settings().getOrDefault("partitions", "-")
            + " " + pair.right().workers() + pair.right().settings().getOrDefault("partitions", "-"))
        .toList();
  }

  @Test
  void enginesOfEventsArePairedByWorkersAndPartitions() throws ClaimException {
    Coordinates[] cells = {
      cell("threads", 1, partitions("2")),
      cell("threads", 2, partitions("2")),
      cell("threads", 2, partitions("4")),
      cell("actors", 2, partitions("2")),
      cell("actors", 2, partitions("4"))
    };

    assertThat(pairs("threads", "actors", new Selection(Map.of()), cells)).containsExactly("22 22", "24 24");
    assertThat(pairs("threads", "actors", new Selection(Map.of("partitions", Set.of("4"))), cells)).containsExactly("24 24");
  }

  @Test
  void anEngineWithOnePartitionIsPairedWithAll() throws ClaimException {
    assertThat(
            pairs(
                "threads",
                "sequential",
                new Selection(Map.of("workers", Set.of("2"))),
                cell("sequential", 1, Map.of()),
                cell("threads", 2, partitions("2")),
                cell("threads", 2, partitions("4"))))
        .containsExactly("22 1-", "24 1-");
  }
}
