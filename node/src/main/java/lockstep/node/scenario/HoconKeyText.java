package lockstep.node.scenario;

import java.util.ArrayList;
import java.util.List;
import lockstep.node.scenario.HoconLexer.Kind;
import lockstep.node.scenario.HoconLexer.Token;

/** A key while it is being scanned: dots outside quotes cut it into a path. */
final class HoconKeyText {

  private final List<StringBuilder> elements = new ArrayList<>(List.of(new StringBuilder()));
  private boolean any;
  private boolean lineEnded;
  private boolean blankPending;
  private int parts;
  private int unquoted;

  boolean isEmpty() {
    return !any;
  }

  int size() {
    return any ? elements.size() : 0;
  }

  /** Characters outside quotes. */
  int unquoted() {
    return unquoted;
  }

  /** Strings and words that are joined. */
  int parts() {
    return parts;
  }

  List<String> elements() {
    return elements.stream().map(StringBuilder::toString).toList();
  }

  /** Whether {@code token}, added next, would begin the key with that word. */
  boolean startsWith(Token token, String word) {
    return (!any || lineEnded) && token.kind() == Kind.UNQUOTED && token.text().equals(word);
  }

  /** A key may be followed by its value on the next line, but goes no further itself. */
  void newline() {
    lineEnded = any;
  }

  void add(Token token) {
    if (token.kind() == Kind.BLANK) {
      blankPending = any;
      return;
    }
    if (lineEnded) {
      restart();
    }
    if (blankPending) {
      last().append(' ');
    }
    blankPending = false;
    any = true;
    parts++;
    if (token.kind() == Kind.QUOTED) {
      last().append(token.text());
    } else {
      addUnquoted(token.text());
    }
  }

  private void addUnquoted(String text) {
    unquoted += text.length();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '.') {
        elements.add(new StringBuilder());
      } else {
        last().append(text.charAt(i));
      }
    }
  }

  private void restart() {
    elements.clear();
    elements.add(new StringBuilder());
    lineEnded = false;
    blankPending = false;
    parts = 0;
    unquoted = 0;
  }

  private StringBuilder last() {
    return elements.getLast();
  }
}
