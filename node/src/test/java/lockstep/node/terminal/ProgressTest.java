package lockstep.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.node.fork.ForkProgress;
import lockstep.node.fork.NodeProgress;
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

    assertThat(text().split("\r\u001b\\[K"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80))
        .anySatisfy(line -> assertThat(line).startsWith("[1/2] xxx").endsWith("x, measuring, 11.2 M tasks, about 6 s left"));
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

  private static NodeProgress running(int node, double perSecond) {
    return new NodeProgress("node-" + node, "running", Optional.of(perSecond));
  }

  @Test
  void nodesAreShownBelowTheLineWithWhatTheyAreAtAndHowFastTheyGetOn() {
    Progress progress = progress(Where.TERMINAL);
    progress.begins("cluster");
    progress.at(
        new ForkProgress(
            "measuring",
            2_000,
            List.of(running(1, 1_234_567), new NodeProgress("node-2", "opening", Optional.empty()), running(3, 950))));
    progress.ended();
    progress.begins("threads");

    assertThat(text())
        .contains(
            "[1/2] cluster, measuring, 2.00 k tasks, about 6 s left\n"
                + "  node-1 running 1.23 M/s | node-2 opening | node-3 running 950/s\u001b[1A"
                + "\r\u001b[J[2/2] threads, about ");
  }

  @Test
  void asManyNodesAreShownAsFitInFourLines() {
    Progress progress = progress(Where.TERMINAL);
    progress.begins("cluster");
    progress.at(new ForkProgress("measuring", 0, IntStream.rangeClosed(1, 64).mapToObj(node -> running(node, 123_456)).toList()));

    List<String> lines = text().lines().skip(3).toList();
    assertThat(lines).hasSize(5).allSatisfy(line -> assertThat(line).hasSizeLessThan(80 + "\u001b[5A".length()));
    assertThat(lines.getFirst()).isEqualTo("  node-1 running 123 k/s | node-2 running 123 k/s | node-3 running 123 k/s");
    assertThat(lines.getLast()).isEqualTo("  and 52 more\u001b[5A");
  }

  @Test
  void withoutATerminalOnlyTheLossOfANodeIsTold() {
    Progress progress = progress(Where.LINES);
    progress.begins("cluster");
    List<NodeProgress> nodes = List.of(running(1, 1_000), new NodeProgress("node-2", "lost", Optional.empty()));
    progress.at(new ForkProgress("measuring", 1_000, nodes));
    progress.at(new ForkProgress("measuring", 2_000, nodes));

    assertThat(text().lines()).containsExactly("lockstep: fork 1 of 2: cluster, about 6 s left", "lockstep: node-2 is lost");
  }

  @Test
  void nowhereStaysSilent() {
    runTwoForks(progress(Where.NOWHERE), "threads");

    assertThat(text()).isEmpty();
  }
}
