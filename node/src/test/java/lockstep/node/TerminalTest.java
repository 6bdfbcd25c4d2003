package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import lockstep.node.terminal.Progress.Where;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** When colours and moving lines are shown. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class TerminalTest {

  private static final String OUT = "lockstep.stdout.terminal";
  private static final String ERR = "lockstep.stderr.terminal";

  @BeforeEach
  void bothAreTerminals() {
    System.setProperty(OUT, "true");
    System.setProperty(ERR, "true");
  }

  @AfterEach
  void nobodySaysWhatTheyAre() {
    System.clearProperty(OUT);
    System.clearProperty(ERR);
  }

  private static Terminal with(Map<String, String> environment) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Terminal(nowhere, nowhere, environment);
  }

  @Test
  void terminalsHaveColoursAndALineThatMoves() {
    assertThat(with(Map.of("TERM", "xterm")).colours()).isTrue();
    assertThat(with(Map.of("TERM", "xterm")).progress()).isEqualTo(Where.TERMINAL);
  }

  @Test
  void filesAndPipesHaveNeither() {
    System.setProperty(OUT, "false");
    System.clearProperty(ERR);

    assertThat(with(Map.of("TERM", "xterm")).colours()).isFalse();
    assertThat(with(Map.of("TERM", "xterm")).progress()).isEqualTo(Where.LINES);
  }

  @Test
  void eachStreamIsJudgedByItself() {
    System.setProperty(OUT, "false");

    assertThat(with(Map.of("TERM", "xterm")).progress()).isEqualTo(Where.TERMINAL);
  }

  @Test
  void noColorWithAnyTextTakesColoursAwayAndOnlyThem() {
    assertThat(with(Map.of("TERM", "xterm", "NO_COLOR", "0")).colours()).isFalse();
    assertThat(with(Map.of("TERM", "xterm", "NO_COLOR", "0")).progress()).isEqualTo(Where.TERMINAL);
    assertThat(with(Map.of("TERM", "xterm", "NO_COLOR", "")).colours()).isTrue();
  }

  @Test
  void dumbOrUnknownTerminalsHaveNeither() {
    assertThat(with(Map.of("TERM", "dumb")).colours()).isFalse();
    assertThat(with(Map.of("TERM", "dumb")).progress()).isEqualTo(Where.LINES);
    assertThat(with(Map.of()).colours()).isFalse();
    assertThat(with(Map.of()).progress()).isEqualTo(Where.LINES);
  }
}
