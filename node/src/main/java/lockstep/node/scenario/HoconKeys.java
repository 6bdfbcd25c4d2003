package lockstep.node.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The keys seen in one text, to find those given twice. Objects of the same key are merged, which loses nothing. */
final class HoconKeys {

  private record Seen(int line, boolean object) {}

  private final Map<List<String>, Seen> seen = new HashMap<>();
  private int given;

  /**
   * Notes a key.
   *
   * @param object whether its value is an object
   * @return the line of an earlier value that this one would silently replace, or the other way round
   */
  OptionalInt note(List<String> path, int line, boolean object) {
    given++;
    Seen earlier = seen.putIfAbsent(List.copyOf(path), new Seen(line, object));
    return earlier == null || (earlier.object && object) ? OptionalInt.empty() : OptionalInt.of(earlier.line);
  }

  /** How many keys were noted, with repetitions. */
  int given() {
    return given;
  }
}
