package lockstep.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import lockstep.node.fork.ForkProgress;
import lockstep.node.terminal.Progress.Where;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private static final String CLEAR = "\r\u001b[K";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private Progress progress(Where where) {
    return new Progress(new PrintStream(written, true, StandardCharsets.UTF_8), where, 2, Duration.ofSeconds(3));
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private void runTwoForks(Progress progress, String what) {
    for (int fork = 0; fork < 2; fork++) {
      progress.begins(what);
      progress.at(new ForkProgress("measuring", 11_234_567));
      progress.ended();
    }
    progress.close();
  }

  @Test
  void aTerminalShowsOneLineThatIsWrittenOverAndClearedInTheEnd() {
    runTwoForks(progress(Where.TERMINAL), "threads, ordered, workers 2");

    assertThat(text()).startsWith(CLEAR).endsWith(CLEAR).doesNotContain("\n");
    List<String> shown = Arrays.stream(text().split("\r\u001b\\[K")).filter(line -> !line.isEmpty()).toList();
    assertThat(shown)
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("[1/2] threads, ordered, workers 2, about 6 s left"),
            line -> assertThat(line).isEqualTo("[1/2] threads, ordered, workers 2, measuring, 11.2 M tasks, about 6 s left"),
            line -> assertThat(line).startsWith("[2/2] threads, ordered, workers 2, about "),
            line -> assertThat(line).startsWith("[2/2] threads, ordered, workers 2, measuring, 11.2 M tasks, about "));
  }

  @Test
  void longLineIsCutSoThatItNeverWraps() {
    runTwoForks(progress(Where.TERMINAL), "x".repeat(200));

    assertThat(text().split("\r\u001b\\[K")).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void anythingElseGetsOneLineForEachFork() {
    runTwoForks(progress(Where.LINES), "threads");

    assertThat(text().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("lockstep: fork 1 of 2: threads, about 6 s left"),
            line -> assertThat(line).startsWith("lockstep: fork 2 of 2: threads, about "));
    assertThat(text()).doesNotContain("\u001b", "\r");
  }

  @Test
  void nowhereStaysSilent() {
    runTwoForks(progress(Where.NOWHERE), "threads");

    assertThat(text()).isEmpty();
  }
}
