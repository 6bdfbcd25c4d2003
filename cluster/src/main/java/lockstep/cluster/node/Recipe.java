package lockstep.cluster.node;

import java.util.ArrayList;
import java.util.List;

/**
 * What a host builds a model from: a text that the program behind it understands. It is told to a host once, in parts.
 *
 * @param id differs from that of every other recipe of the cluster
 */
record Recipe(long id, String text) {

  /** Characters of a part, which take three bytes each at the most. */
  static final int MOST_CHARACTERS = 60_000;

  /** Parts of a text, at the most: 600 million characters. */
  static final int MOST_PARTS = 10_000;

  /** The text in parts, at least one. */
  List<Host.Learn> parts() {
    int number = Math.max(1, Math.ceilDiv(text.length(), MOST_CHARACTERS));
    if (number > MOST_PARTS) {
      throw new IllegalArgumentException(
          "what a model is built from must have at most " + (long) MOST_PARTS * MOST_CHARACTERS + " characters, got " + text.length());
    }
    List<Host.Learn> parts = new ArrayList<>(number);
    for (int part = 0; part < number; part++) {
      int end = Math.min(text.length(), (part + 1) * MOST_CHARACTERS);
      parts.add(new Host.Learn(id, part, number, text.substring(part * MOST_CHARACTERS, end)));
    }
    return parts;
  }
}
