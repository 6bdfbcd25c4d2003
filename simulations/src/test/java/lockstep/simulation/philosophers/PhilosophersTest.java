package lockstep.simulation.philosophers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Rehearsal;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PhilosophersTest {

  private static TaskModel table(Map<String, String> values) {
    return new Philosophers().model(ParameterSpec.bind(Philosophers.Parameters.class, values));
  }

  @Test
  void philosophersTakeTheLeftForkThenTheRightOne() {
    Rehearsal table = new Rehearsal(table(Map.of("seats", "5", "meals", "3")), 1);
    assertThat(table.plan(0).resources()).containsExactly(0, 1);
    assertThat(table.plan(8).resources()).containsExactly(3, 4);
    assertThat(table.plan(14).resources()).as("the last one closes the circle").containsExactly(4, 0);
  }

  @Test
  void everyPhilosopherIsAnAgentAndEatsAsOftenAsTold() {
    TaskModel table = table(Map.of("seats", "100000", "meals", "1000000000"));
    assertThat(table.agents()).isEqualTo(100_000);
    assertThat(table.tasks()).isEqualTo(100_000L * 1_000_000_000L);
  }

  @Test
  void pausesComeInTheOrderOfAMeal() {
    Map<String, String> values = Map.of("think", "2ms", "gap", "3ms", "eat", "4ms", "pause", "timer");
    assertThat(new Rehearsal(table(values), 1).plan(0).pauses())
        .containsExactly("think TIMER 2000000", "gap TIMER 3000000", "hold TIMER 4000000");
  }

  @ParameterizedTest(name = "{0} seats")
  @ValueSource(ints = {2, 3, 5, 20})
  void everyForkServesTwoNeighbours(int seats) {
    Rehearsal table = new Rehearsal(table(Map.of("seats", "" + seats, "meals", "7")), 1).performAll();
    assertThat(table.broken()).isEmpty();
    table.corrupt(1, 0, 13);
    assertThat(table.broken()).containsExactly(Map.entry("meals eaten with fork 1", "expected 14, found 13"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"think", "gap", "eat"})
  void rejectsATimerShorterThanTimersCanBe(String pause) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table(Map.of(pause, "1999999ns", "pause", "timer")))
        .withMessage(pause + " must be 0s or at least 2ms when pause is timer, got 1999999ns");
    assertThat(table(Map.of(pause, "1999999ns"))).as("spinning may be short").isNotNull();
    assertThat(table(Map.of(pause, "2ms", "pause", "timer"))).isNotNull();
  }
}
