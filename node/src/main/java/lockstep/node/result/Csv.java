package lockstep.node.result;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comma-separated values (RFC 4180), with the line ends of Unix. */
public final class Csv {

  private Csv() {}

  /** A line, with its end. */
  public static String line(Stream<?> values) {
    return values.map(value -> quoted(value.toString())).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
