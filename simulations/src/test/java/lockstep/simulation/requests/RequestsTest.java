package lockstep.simulation.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Rehearsal;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;

final class RequestsTest {

  private static TaskModel requests(Map<String, String> values) {
    return new Requests().model(ParameterSpec.bind(Requests.Parameters.class, values));
  }

  @Test
  void requestsWaitInAChainAndShareNothing() {
    TaskModel model = requests(Map.of("requests", "9", "waits", "3", "delay", "2ms"));
    Rehearsal.PlanRecord plan = new Rehearsal(model, 1).plan(8);
    assertThat(model.tasks()).isEqualTo(9);
    assertThat(model.resources()).isZero();
    assertThat(plan.needs()).isZero();
    assertThat(plan.pauses()).containsExactly("await 2000000", "await 2000000", "await 2000000");
  }

  @Test
  void rejectsWaitsThatTimersOrPlansCannotMake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> requests(Map.of("delay", "1999us")))
        .withMessage("delay: must be a time in [2ms, 1m], such as 10us, 5ms or 2s, got 1999us");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> requests(Map.of("waits", "65")))
        .withMessage("waits: must be a whole number in [1, 64] (waits), got 65");
  }
}
