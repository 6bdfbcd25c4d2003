package lockstep.node.scenario;

/** Repeats what a user wrote in a message: on one line, without control characters, and not at any length. */
final class Echo {

  private static final int LONGEST = 60;

  private Echo() {}

  static String of(String text) {
    return of(text, LONGEST);
  }

  /** At most {@code longest} characters of the text, then an ellipsis. */
  static String of(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    int end = Math.min(text.length(), longest);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        case '\t' -> shown.append("\\t");
        default -> {
          if (printable(c)) {
            shown.append(c);
          } else {
            shown.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    return end < text.length() ? shown + "…" : shown.toString();
  }

  /** Surrogates are taken for printable only in pairs' sake; format characters can turn a terminal's line around. */
  private static boolean printable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
