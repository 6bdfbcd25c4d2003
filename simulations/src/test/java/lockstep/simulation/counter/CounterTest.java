package lockstep.simulation.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lockstep.simulation.Mode;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Rehearsal;
import org.junit.jupiter.api.Test;

final class CounterTest {

  private static Rehearsal counter() {
    return new Rehearsal(
        new Counter().model(ParameterSpec.bind(Counter.Parameters.class, Map.of("increments", "30", "hold", "7us"))), 1);
  }

  @Test
  void everyTaskAsksForTheOneCounterAlone() {
    assertThat(counter().plan(29).resources()).containsExactly(0);
    assertThat(counter().plan(29).modes()).containsExactly(Mode.EXCLUSIVE);
    assertThat(counter().plan(29).pauses()).containsExactly("hold SPIN 7000");
  }

  @Test
  void everyIncrementCounts() {
    Rehearsal counter = counter().performAll();
    assertThat(counter.end().get(0, 0)).isEqualTo(30);
    assertThat(counter.broken()).isEmpty();
  }

  @Test
  void aLostIncrementIsFound() {
    Rehearsal counter = counter().performAll();
    counter.corrupt(0, 0, 29);
    assertThat(counter.broken()).containsExactly(Map.entry("every increment counts", "expected 30, found 29"));
  }
}
