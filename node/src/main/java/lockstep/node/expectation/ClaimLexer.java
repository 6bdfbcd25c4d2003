package lockstep.node.expectation;

import java.util.ArrayList;
import java.util.List;

/** Cuts the text of a claim into tokens. */
final class ClaimLexer {

  enum Kind {
    /** Letters, digits, dots and hyphens, a letter first: figures, engines, units, {@code of}. */
    WORD,
    /** Digits, with an optional fraction and exponent. */
    NUMBER,
    /** A run of the characters {@code < > = !}. */
    RELATION,
    /** {@code *}. */
    TIMES,
    /** A character that has no place in a claim. */
    STRAY,
    END
  }

  /**
   * @param column where it starts, from 1
   */
  record Token(Kind kind, int column, String text) {}

  private final String text;
  private int at;

  private ClaimLexer(String text) {
    this.text = text;
  }

  /** All tokens; the last one is the end. */
  static List<Token> tokens(String text) {
    ClaimLexer lexer = new ClaimLexer(text);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.getLast().kind() != Kind.END);
    return tokens;
  }

  private Token next() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at == text.length()) {
      return new Token(Kind.END, at + 1, "");
    }
    int start = at;
    char c = text.charAt(at);
    Kind kind;
    if (letter(c)) {
      kind = Kind.WORD;
      skip(".-");
    } else if (digit(c)) {
      kind = Kind.NUMBER;
      number();
    } else if (relation(c)) {
      kind = Kind.RELATION;
      while (at < text.length() && relation(text.charAt(at))) {
        at++;
      }
    } else {
      kind = c == '*' ? Kind.TIMES : Kind.STRAY;
      at = text.offsetByCodePoints(at, 1);
    }
    return new Token(kind, start + 1, text.substring(start, at));
  }

  private void skip(String others) {
    while (at < text.length() && (letter(text.charAt(at)) || digit(text.charAt(at)) || others.indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
  }

  private void number() {
    digits();
    if (digitFollows(at + 1) && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
      if (digitFollows(at + (signed ? 2 : 1))) {
        at += signed ? 2 : 1;
        digits();
      }
    }
  }

  private void digits() {
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
  }

  private boolean digitFollows(int index) {
    return index < text.length() && digit(text.charAt(index));
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean relation(char c) {
    return "<>=!".indexOf(c) >= 0;
  }
}
