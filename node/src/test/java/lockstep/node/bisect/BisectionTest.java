package lockstep.node.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.function.LongSupplier;
import lockstep.contrast.event.SequentialEventEngine;
import lockstep.engine.event.Horizon;
import lockstep.engine.event.Partitioning;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import org.junit.jupiter.api.Test;

final class BisectionTest {

  /**
   * Entities that wake up every tick; from tick {@code from} on, entity 3 and all later ones do what nobody told them.
   *
   * @param whim asked each time
   */
  private record Whimsical(long from, LongSupplier whim, boolean sends) implements EventModel {

    @Override
    public int entities() {
      return 8;
    }

    @Override
    public long lookahead() {
      return 5;
    }

    @Override
    public long ticksPerUnit() {
      return 10;
    }

    @Override
    public int words() {
      return 1;
    }

    @Override
    public void start(Entity self) {
      self.send(self.id(), 1, 0);
    }

    @Override
    public void handle(Entity self, Event event) {
      long delay = 1;
      if (self.id() >= 3 && self.now() >= from) {
        long whimsy = whim.getAsLong();
        self.add(0, whimsy);
        delay += sends ? whimsy : 0;
      }
      self.send(self.id(), delay, 0);
    }
  }

  private static Bisection.Found between(EventModel left, EventModel right) throws InterruptedException {
    return new Bisection(execution(left), execution(right)).find();
  }

  private static Execution execution(EventModel model) {
    return new Execution(() -> model, SequentialEventEngine.KIND, 42, Horizon.until(100), 1, 1, Partitioning.BLOCK);
  }

  private static EventModel pure() {
    return new Whimsical(0, () -> 0, true);
  }

  @Test
  void runsOfAPureModelAgree() throws InterruptedException {
    Bisection.Found found = between(pure(), pure());

    assertThat(found.difference()).isEqualTo(new Difference.None());
    assertThat(found.leftDigest()).isEqualTo(found.rightDigest());
  }

  @Test
  void firstWindowAndEntityThatDifferAreFound() throws InterruptedException {
    // At tick 42 the delay differs, so that at tick 43 one of them handles an event and the other does not: window 8, ticks 40 to 44.
    Bisection.Found found = between(pure(), new Whimsical(42, () -> 1, true));

    assertThat(found.difference()).isEqualTo(new Difference.InWindow(8, 4.0, 4.5, OptionalInt.of(3)));
    assertThat(found.leftDigest()).isNotEqualTo(found.rightDigest());
  }

  @Test
  void aDifferenceInStateAloneIsFoundAtTheEnd() throws InterruptedException {
    assertThat(between(pure(), new Whimsical(42, () -> 1, false)).difference()).isEqualTo(new Difference.AtTheEnd(OptionalInt.of(3)));
  }

  @Test
  void anImpureModelDiffersFromItself() throws InterruptedException {
    long[] calls = {0};
    EventModel impure = new Whimsical(20, () -> ++calls[0] % 7, true);

    assertThat(between(impure, impure).difference())
        .isInstanceOfSatisfying(
            Difference.InWindow.class,
            window -> {
              assertThat(window.window()).isEqualTo(4);
              assertThat(window.entity()).hasValue(3);
            });
  }
}
