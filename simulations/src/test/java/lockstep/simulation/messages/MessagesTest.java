package lockstep.simulation.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lockstep.simulation.Mode;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Rehearsal;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;

final class MessagesTest {

  @Test
  void eachAgentOfTheRingTakesTheTokenAndPutsItBeforeTheNext() {
    TaskModel model = new Ring().model(ParameterSpec.bind(Ring.Parameters.class, Map.of("agents", "3", "hops", "7")));
    Rehearsal ring = new Rehearsal(model, 1);
    int token = 0;
    for (long hop = 0; hop < model.tasks(); hop++) {
      assertThat(ring.plan(hop).resources()).containsExactly(token);
      assertThat(ring.plan(hop).modes()).containsExactly(Mode.TAKE);
      token = (token + 1) % 3;
      assertThat(ring.plan(hop).puts()).containsExactly(token);
    }
    assertThat(model.permits(0)).isEqualTo(1);
    assertThat(model.permits(1)).isZero();
    assertThat(model.counted(0)).isTrue();
  }

  @Test
  void everyPingHasItsPong() {
    TaskModel model = new PingPong().model(ParameterSpec.bind(PingPong.Parameters.class, Map.of("pings", "5")));
    assertThat(model.tasks()).isEqualTo(10);
    assertThat(model.agents()).isEqualTo(2);
  }

  @Test
  void nobodyAsksItselfAndEveryPingIsAnswered() {
    TaskModel model = new Big().model(ParameterSpec.bind(Big.Parameters.class, Map.of("agents", "3", "pings", "50")));
    Rehearsal big = new Rehearsal(model, 1).performAll();
    for (long i = 0; i < model.tasks(); i++) {
      assertThat(big.plan(i).resources()).doesNotContain((int) (i % 3));
    }
    assertThat(big.end().sum(0)).isEqualTo(150);
    assertThat(big.broken()).isEmpty();
    big.corrupt(0, 0, 0);
    assertThat(big.broken()).containsOnlyKeys("every ping is answered");
  }
}
