package lockstep.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.IntStream;
import lockstep.engine.ModelFailure;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PlacementTest {

  /** Has the entities' partitions by a rule that leaves some partitions empty. */
  private record Ruled(int entities, int offset) implements EventModel {

    @Override
    public long lookahead() {
      return 1;
    }

    @Override
    public int partition(int entity, int partitions) {
      return entity % 3 * 2 + offset;
    }

    @Override
    public void start(Entity self) {}

    @Override
    public void handle(Entity self, Event event) {}
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void hasEveryEntityAtOnePositionOfItsPartition(Partitioning partitioning) {
    for (int entities : new int[] {7, 100, 4_095, 4_096, 20_000}) {
      for (int partitions : new int[] {6, 7}) {
        Placement placement = Placement.of(new Ruled(entities, 0), partitions, partitioning, 1);
        assertThat(placement.partitions()).isEqualTo(partitions);
        assertThat(IntStream.range(0, entities).map(placement::position).distinct().count()).isEqualTo(entities);
        for (int id = 0; id < entities; id++) {
          int position = placement.position(id);
          assertThat(placement.id(position)).isEqualTo(id);
          int partition = placement.partition(position);
          assertThat(position).isBetween(placement.first(partition), placement.first(partition + 1) - 1);
          if (partitioning == Partitioning.MODEL) {
            assertThat(partition).isEqualTo(id % 3 * 2);
          }
        }
      }
    }
  }

  @Test
  void refusesPartitionThatDoesNotExist() {
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(() -> Placement.of(new Ruled(9, 2), 6, Partitioning.MODEL, 1))
        .withMessageContaining("partition of entity 2 must be in [0, 6), got 6");
  }
}
