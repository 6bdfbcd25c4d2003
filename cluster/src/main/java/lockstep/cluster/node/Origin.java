package lockstep.cluster.node;

import java.util.List;
import java.util.Optional;
import lockstep.engine.Digest;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.Horizon;

/**
 * What a snapshot is of: everything that has to be the same for a run to go on from it. How many nodes and workers there are is no part
 * of that.
 *
 * @param text for people, a line each
 */
record Origin(String text) {

  /**
   * That of an assignment.
   *
   * @param version of the program
   */
  static Origin of(String version, EventAssignment assignment, Recipe recipe) {
    Horizon horizon = assignment.horizon();
    return new Origin(
        String.join(
            "\n",
            "version " + version,
            "model " + Digest.text(digest(recipe.text())),
            "seed " + assignment.seed(),
            "end " + horizon.end() + ", " + horizon.events() + " events, recorded from " + horizon.warmUp(),
            assignment.partitions() + " partitions by " + assignment.partitioning().id() + (assignment.traced() ? ", traced" : "")));
  }

  private static long digest(String text) {
    long digest = Digest.of(text.length());
    for (int at = 0; at < text.length(); at++) {
      digest = Digest.with(digest, text.charAt(at));
    }
    return digest;
  }

  /** What differs first, in words; empty when nothing does. */
  Optional<String> difference(Origin wanted) {
    if (text.equals(wanted.text)) {
      return Optional.empty();
    }
    List<String> mine = text.lines().toList();
    List<String> theirs = wanted.text.lines().toList();
    for (int line = 0; line < Math.min(mine.size(), theirs.size()); line++) {
      if (!mine.get(line).equals(theirs.get(line))) {
        return Optional.of("it is of " + mine.get(line) + ", not of " + theirs.get(line));
      }
    }
    return Optional.of("it is of something else");
  }
}
