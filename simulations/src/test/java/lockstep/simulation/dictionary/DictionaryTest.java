package lockstep.simulation.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import lockstep.simulation.Mode;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Rehearsal;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class DictionaryTest {

  private static Rehearsal dictionary(String writes) {
    Map<String, String> values = Map.of("clients", "4", "operations", "500", "writes", writes, "entries", "1");
    return new Rehearsal(new Dictionary().model(ParameterSpec.bind(Dictionary.Parameters.class, values)), 3);
  }

  @Test
  void writesAsOftenAsItIsTold() {
    Rehearsal tenth = dictionary("0.1");
    long writes = LongStream.range(0, 2000).filter(i -> tenth.plan(i).modes().equals(List.of(Mode.EXCLUSIVE))).count();
    assertThat(writes).isCloseTo(200, Offset.offset(60L));
    assertThat(dictionary("0").plan(7).modes()).containsExactly(Mode.SHARED);
  }

  @Test
  void whoeverReadsBetweenTheWordsOfAnEntryTellsIt() {
    Rehearsal reading = dictionary("0");
    reading.perform(0);
    assertThat(reading.seenBroken()).isEmpty();
    reading.corrupt(0, 1, 5);
    reading.perform(1);
    assertThat(reading.seenBroken()).containsExactly("no read is torn");
    assertThat(reading.broken()).containsExactly(Map.entry("both words of entry 0", "expected 0, found 5"));
  }
}
