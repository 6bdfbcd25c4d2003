package lockstep.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.engine.Board;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import org.junit.jupiter.api.Test;

/** Where a model is, as whoever watches its run is told. */
final class PlacesTest {

  /** Writes down the board's places each time it is called. */
  private static final class Curious implements EventModel {

    private final List<String> seen = new ArrayList<>();
    private Board board = new Board(1);

    @Override
    public int entities() {
      return 2;
    }

    @Override
    public long lookahead() {
      return 10;
    }

    @Override
    public long ticksPerUnit() {
      return 2;
    }

    @Override
    public void start(Entity self) {
      seen.addAll(board.places());
      self.send(self.id(), 3, 7);
    }

    @Override
    public void handle(Entity self, Event event) {
      seen.addAll(board.places());
    }

    @Override
    public void finish(Entity self) {
      seen.addAll(board.places());
    }
  }

  @Test
  void onlyThePartitionThatHasTheModelWorkIsTold() {
    Curious model = new Curious();
    EventAssignment assignment = EventAssignment.of(model, 42, Horizon.until(10), 1, 2);
    model.board = assignment.board();
    EventRun run = new EventRun(assignment);

    for (Partition partition : run.partitions()) {
      partition.start();
      assertThat(model.board.places()).as("after starting").isEmpty();
    }
    for (Partition partition : run.partitions()) {
      partition.handle(0);
      assertThat(model.board.places()).as("after a window").isEmpty();
    }

    assertThat(model.seen)
        .containsExactly(
            "start of entity 0, time 0.0",
            "start of entity 1, time 0.0",
            "handle of entity 0, kind 7, time 1.5",
            "handle of entity 1, kind 7, time 1.5");
    run.partitions().getFirst().finish(10);
    assertThat(model.seen).last().isEqualTo("finish of entity 0, time 5.0");
  }

  @Test
  void aBoardOfTasksTellsNone() {
    assertThat(new Board(1).places()).isEmpty();
  }
}
