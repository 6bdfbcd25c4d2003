package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import lockstep.node.StartedProgram.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole calibrations by the built program; how near figures are is not for tests, since no one knows how quiet the machine is. */
@Timeout(300)
@Tag("soak")
final class CalibrateIT {

  @TempDir Path folder;

  @Test
  void everyExperimentIsToldAndTheExitCodeIsThatOfTheSentence() throws Exception {
    Ended ended = StartedProgram.run(folder, "calibrate");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(160))
        .filteredOn(line -> line.endsWith("agrees") || line.endsWith("inconclusive") || line.endsWith("differs"))
        .hasSizeGreaterThanOrEqualTo(13);
    String sentence = ended.out().lines().toList().getLast();
    int expected =
        sentence.startsWith("The instruments agree") ? 0 : sentence.startsWith("Inconclusive: ") ? 11 : 12;
    assertThat(ended.code()).as(sentence).isEqualTo(expected);
  }
}
