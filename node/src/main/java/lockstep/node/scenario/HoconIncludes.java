package lockstep.node.scenario;

import java.util.ArrayList;
import java.util.List;
import lockstep.node.scenario.HoconLexer.Kind;
import lockstep.node.scenario.HoconLexer.Token;

/** Reads the includes of one text from its tokens: the word, a quoted name on the same line, and nothing behind it. */
final class HoconIncludes {

  /** A file that a text includes. */
  record Include(int line, String name) {}

  private enum Waiting {
    FOR_NOTHING,
    FOR_A_NAME,
    FOR_THE_END
  }

  private static final int LONGEST_NAME = 200;

  private static final String RULE = "must be followed by a quoted file name alone on its line, such as include \"common.conf\"";

  private final Source source;
  private final Problems problems;
  private final List<Include> all = new ArrayList<>();
  private Waiting waiting = Waiting.FOR_NOTHING;
  private boolean refused;

  HoconIncludes(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** Begins at the word itself. */
  void begin(Token word, boolean top) {
    if (top) {
      waiting = Waiting.FOR_A_NAME;
    } else {
      refuse(word, "must stand at the top level of a file, not inside an object");
    }
  }

  /** Whether the token belongs to an include. */
  boolean takes(Token token) {
    if (waiting == Waiting.FOR_NOTHING) {
      return false;
    }
    if (token.kind() == Kind.BLANK) {
      return true;
    }
    if (waiting == Waiting.FOR_A_NAME) {
      name(token);
      return token.kind() == Kind.QUOTED;
    }
    waiting = Waiting.FOR_NOTHING;
    switch (token.kind()) {
      case NEWLINE, COMMA, END, CLOSE_OBJECT -> {}
      default -> refuse(token, RULE);
    }
    return false;
  }

  private void name(Token token) {
    waiting = Waiting.FOR_NOTHING;
    String rule = token.kind() == Kind.QUOTED ? nameRule(token.text()) : "";
    if (!rule.isEmpty()) {
      refuse(token, rule + ", got " + (token.text().isEmpty() ? "\"\"" : Echo.of(token.text())));
    } else if (token.kind() == Kind.QUOTED) {
      all.add(new Include(token.line(), token.text()));
      waiting = Waiting.FOR_THE_END;
    } else if (token.kind() == Kind.UNQUOTED && token.text().matches("(file|url|classpath|required)\\(.*")) {
      String kind = token.text().replaceFirst("\\(.*", "(…)");
      refuse(token, kind + " is not supported, write include \"common.conf\" with a file below the scenario's folder");
    } else {
      refuse(token, RULE);
    }
  }

  /** Which rule the name alone breaks; escapes are refused, so that a name is what it looks like. */
  private static String nameRule(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME || name.contains("\\")) {
      return "must be a file name of 1 to " + LONGEST_NAME + " characters without backslashes";
    }
    if (name.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      return "must be a file below the scenario's folder, not a URL";
    }
    return name.startsWith("/") ? "must be relative to the file that includes it" : "";
  }

  private void refuse(Token token, String message) {
    refused = true;
    problems.add(source.problem(token.line(), "include", message));
  }

  List<Include> all() {
    return all;
  }

  boolean refused() {
    return refused;
  }
}
