package lockstep.node.fork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process said last, and how it ended, in words. */
final class LastWords {

  private static final int LAST_LINES = 5;
  private static final int SIGNALS = 128;

  private LastWords() {}

  /** The end of a log, to be added to a sentence; empty when it has nothing to say. */
  static String of(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8).stream().filter(line -> !line.isBlank()).toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      return last.isEmpty() ? "" : "; its last words: " + String.join(" | ", last);
    } catch (IOException e) {
      return "";
    }
  }

  /** What an exit code means. */
  static String ended(int code) {
    return code > SIGNALS ? "was killed by signal " + (code - SIGNALS) : "ended with exit code " + code;
  }
}
