package lockstep.simulation.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import lockstep.simulation.Mode;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Rehearsal;
import org.junit.jupiter.api.Test;

final class BoundedBufferTest {

  private static Rehearsal buffer(String places) {
    Map<String, String> values = Map.of("pairs", "2", "items", "5", "places", places);
    return new Rehearsal(new BoundedBuffer().model(ParameterSpec.bind(BoundedBuffer.Parameters.class, values)), 1);
  }

  @Test
  void producersTakePlacesAndPutItemsAndConsumersTheOtherWayRound() {
    Rehearsal.PlanRecord producer = buffer("2").plan(1);
    assertThat(producer.resources()).containsExactly(0, 2);
    assertThat(producer.modes()).containsExactly(Mode.TAKE, Mode.EXCLUSIVE);
    assertThat(producer.puts()).containsExactly(1);
    Rehearsal.PlanRecord consumer = buffer("2").plan(2);
    assertThat(consumer.resources()).containsExactly(1, 2);
    assertThat(consumer.puts()).containsExactly(0);
  }

  @Test
  void asManyItemsComeOutAsWentIn() {
    Rehearsal all = buffer("2").performAll();
    assertThat(all.seenBroken()).isEmpty();
    assertThat(all.broken()).isEmpty();
    all.corrupt(2, 1, 9);
    assertThat(all.broken()).containsOnlyKeys("items got");
  }

  @Test
  void aTaskThatFindsMoreItemsThanPlacesTellsIt() {
    Rehearsal overfull = buffer("2");
    overfull.corrupt(2, 0, 2);
    overfull.perform(0);
    assertThat(overfull.seenBroken()).containsExactly("as many items as places at most");
  }

  @Test
  void aBufferHasAPlaceForEachProducer() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> buffer("1"))
        .withMessage("places must be at least pairs (2), got 1");
  }
}
