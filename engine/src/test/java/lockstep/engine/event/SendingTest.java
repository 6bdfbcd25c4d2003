package lockstep.engine.event;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.function.Consumer;
import lockstep.engine.ModelFailure;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import org.junit.jupiter.api.Test;

/** What a model may not do. */
final class SendingTest {

  private record Wrong(Consumer<Entity> handling) implements EventModel {

    @Override
    public int entities() {
      return 4;
    }

    @Override
    public long lookahead() {
      return 10;
    }

    @Override
    public int words() {
      return 2;
    }

    @Override
    public void start(Entity self) {
      if (self.id() == 2) {
        self.send(2, 7, 5);
      }
    }

    @Override
    public void handle(Entity self, Event event) {
      handling.accept(self);
    }
  }

  private static void assertRefused(Consumer<Entity> handling, String reason) {
    EventRun run = new EventRun(EventAssignment.of(new Wrong(handling), 3, Horizon.until(100), 1, 1));
    Partition partition = run.partitions().getFirst();
    partition.start();
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(() -> partition.handle(partition.bound()))
        .withMessageContaining("entity 2, kind 5, time 7.0 (seed 3) failed in handle: " + reason);
  }

  @Test
  void refusesEntityThatDoesNotExist() {
    assertRefused(self -> self.send(4, 10, 0), "an event must go to an entity in [0, 4), got 4");
    assertRefused(self -> self.send(-1, 10, 0), "an event must go to an entity in [0, 4), got -1");
  }

  @Test
  void refusesDelayBelowTheLookahead() {
    assertRefused(
        self -> self.send(1, 9, 0), "the delay of an event to another entity (1) must be at least the lookahead of 10 ticks, got 9");
  }

  @Test
  void refusesDelayBelowOneTick() {
    assertRefused(self -> self.send(2, 0, 0), "the delay of an event to oneself must be at least 1 tick, got 0");
  }

  @Test
  void refusesTimeBeyondTheTicks() {
    assertRefused(self -> self.send(2, Long.MAX_VALUE, 0), "virtual time must stay below 2^63 ticks");
  }

  @Test
  void refusesKindBeyondAByte() {
    assertRefused(self -> self.send(2, 1, 256), "the kind of an event must be in [0, 256), got 256");
  }

  @Test
  void refusesWordThatIsNotThere() {
    assertRefused(self -> self.set(2, 1), "word must be in [0, 2), got 2");
    assertRefused(self -> self.get(-1), "word must be in [0, 2), got -1");
  }
}
