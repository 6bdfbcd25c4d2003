package lockstep.node.scenario;

/**
 * Cuts HOCON text into the few kinds of token that the guard tells apart. Comments are dropped. Wherever the text breaks HOCON's
 * rules it is lenient: complaining is the parser's part.
 */
final class HoconLexer {

  enum Kind {
    END,
    NEWLINE,
    BLANK,
    COMMA,
    OPEN_OBJECT,
    CLOSE_OBJECT,
    OPEN_LIST,
    CLOSE_LIST,
    /** {@code =} or {@code :}. */
    ASSIGN,
    /** {@code +=}. */
    APPEND,
    /** The start of <code>${…}</code>. */
    SUBSTITUTION,
    /** The contents of a quoted string; escapes stand as written. */
    QUOTED,
    /** A run of characters without meaning of their own. */
    UNQUOTED
  }

  /**
   * @param line where it starts, from 1
   * @param text of {@link Kind#QUOTED} and {@link Kind#UNQUOTED}; otherwise empty
   */
  record Token(Kind kind, int line, String text) {}

  private final String text;
  private int at;
  private int line = 1;

  HoconLexer(String text) {
    this.text = text;
  }

  Token next() {
    skipComment();
    if (at == text.length()) {
      return token(Kind.END);
    }
    char c = text.charAt(at);
    return switch (c) {
      case '\n' -> {
        Token newline = single(Kind.NEWLINE);
        line++;
        yield newline;
      }
      case ',' -> single(Kind.COMMA);
      case '{' -> single(Kind.OPEN_OBJECT);
      case '}' -> single(Kind.CLOSE_OBJECT);
      case '[' -> single(Kind.OPEN_LIST);
      case ']' -> single(Kind.CLOSE_LIST);
      case '=', ':' -> single(Kind.ASSIGN);
      case '"' -> text.startsWith("\"\"\"", at) ? tripleQuoted() : quoted();
      default -> {
        if (blank(c)) {
          yield blanks();
        }
        yield text.startsWith("${", at) ? pair(Kind.SUBSTITUTION) : text.startsWith("+=", at) ? pair(Kind.APPEND) : unquoted();
      }
    };
  }

  private Token token(Kind kind) {
    return new Token(kind, line, "");
  }

  private Token single(Kind kind) {
    at++;
    return token(kind);
  }

  private Token pair(Kind kind) {
    at += 2;
    return token(kind);
  }

  /** A comment ends before its newline, so no two stand side by side. */
  private void skipComment() {
    if (commentStarts()) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    }
  }

  private boolean commentStarts() {
    return text.startsWith("#", at) || text.startsWith("//", at);
  }

  private Token blanks() {
    while (at < text.length() && text.charAt(at) != '\n' && blank(text.charAt(at))) {
      at++;
    }
    return token(Kind.BLANK);
  }

  private Token unquoted() {
    int start = at;
    at++;
    while (at < text.length() && !special(text.charAt(at)) && !commentStarts() && !text.startsWith("+=", at)) {
      at++;
    }
    return new Token(Kind.UNQUOTED, line, text.substring(start, at));
  }

  private static boolean special(char c) {
    return blank(c) || "{}[],=:\"$\n".indexOf(c) >= 0;
  }

  /** What the parser takes for white space: also spaces that do not break, and byte order marks. */
  private static boolean blank(char c) {
    return c != '\n' && (Character.isWhitespace(c) || c == '\u00A0' || c == '\u2007' || c == '\u202F' || c == '\uFEFF');
  }

  /** Ends at the line's end at the latest: the parser refuses a string that goes on. */
  private Token quoted() {
    int start = ++at;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n' ? 2 : 1;
    }
    Token string = new Token(Kind.QUOTED, line, text.substring(start, at));
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
    }
    return string;
  }

  /** Ends with the last quote of three or more. */
  private Token tripleQuoted() {
    int start = at + 3;
    int end = text.indexOf("\"\"\"", start);
    int firstLine = line;
    at = end < 0 ? text.length() : end + 3;
    while (end >= 0 && at < text.length() && text.charAt(at) == '"') {
      at++;
    }
    String content = text.substring(start, end < 0 ? text.length() : at - 3);
    line += (int) content.chars().filter(c -> c == '\n').count();
    return new Token(Kind.QUOTED, firstLine, content);
  }
}
