package lockstep.node.scenario;

import java.util.Collection;

/** Guesses what a mistyped word was meant to be. */
final class Suggestion {

  /** Longer words are not compared: the time is in proportion to the product of the lengths. */
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** {@code  (did you mean workers?)}, or nothing when no candidate is near. */
  static String of(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return "";
    }
    String nearest = "";
    int least = 1 + Math.max(1, word.length() / 3);
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      if (distance < least && distance < candidate.length()) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest.isEmpty() ? "" : " (did you mean " + nearest + "?)";
  }

  /** How many characters must be changed, added, left out or swapped with their neighbour (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
