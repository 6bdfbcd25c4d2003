package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import lockstep.engine.Policy.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PolicyTest {

  @ParameterizedTest
  @CsvSource({
    "ordered, CIRCULAR_WAIT",
    "try-lock, HOLD_AND_WAIT",
    "timeout, NO_PREEMPTION",
    "arbiter, CIRCULAR_WAIT",
    "all-at-once, HOLD_AND_WAIT",
    "detect, NO_PREEMPTION",
    "unguarded, MUTUAL_EXCLUSION"
  })
  void everyPolicyButOneBreaksAConditionOfDeadlock(String id, Condition broken) {
    assertThat(Policy.named(id).flatMap(Policy::condition)).hasValue(broken);
  }

  @Test
  void onlyUnorderedBreaksNone() {
    assertThat(Arrays.stream(Policy.values()).filter(policy -> policy.condition().isEmpty())).containsExactly(Policy.UNORDERED);
    assertThat(Policy.named("nothing")).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @EnumSource
  void theDocumentationTellsWhatEachBreaksAndCosts(Policy policy) throws IOException {
    String broken = policy.condition().map(Condition::text).orElse("none");
    assertThat(Files.readString(Path.of("..", "docs", "policies.md")))
        .contains("| `" + policy.id() + "` | " + policy.summary() + " | " + broken + " | " + policy.cost() + " |");
  }

  @ParameterizedTest
  @EnumSource
  void textsAreWrittenAsReportsNeedThem(Policy policy) {
    assertThat(policy.cost()).isNotBlank().doesNotEndWith(".");
    assertThat(policy.summary()).isNotBlank().doesNotEndWith(".");
    policy.condition().ifPresent(condition -> assertThat(condition.text()).matches("[a-z -]+"));
  }
}
