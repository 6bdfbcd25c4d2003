package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Json;
import org.junit.jupiter.api.Test;

/** The name of a cell stands among the fields of whatever has it, in documents that other programs read. */
final class CellNameTest {

  private static final ForkResult FORK =
      ForkSample.of("cluster", "ordered", 6).withSettings(Map.of("nodes", "3")).without(Status.FAILED, "broken");

  @Test
  void standsBeforeTheOtherFieldsWithTheNumberOfNodesBesideThatOfWorkers() {
    assertThat(Json.line(FORK))
        .startsWith(
            "{\"simulation\":\"bank\",\"engine\":\"cluster\",\"workers\":6,\"nodes\":3,\"policy\":\"ordered\",\"settings\":{\"nodes\":\"3\"},"
                + "\"cell\":{\"accounts\":\"1000\"},\"seed\":42,\"fork\":1,\"position\":1,");
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(Json.read(Json.line(FORK), ForkResult.class)).isEqualTo(FORK);
    ForkResult alone = ForkSample.sequential().measured();
    assertThat(alone.policy()).isEmpty();
    assertThat(Json.read(Json.line(alone), ForkResult.class)).isEqualTo(alone);
  }

  @Test
  void hasOneNodeUnlessItsSettingsSaySo() {
    assertThat(new CellName("bank", "threads", 2, Optional.empty(), Map.of(), Map.of(), 1).nodes()).isEqualTo(1);
    assertThat(FORK.nodes()).isEqualTo(3);
  }
}
