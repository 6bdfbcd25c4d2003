package lockstep.node.analysis;

import java.util.stream.IntStream;

/**
 * Corrects for asking many questions at once: of a family of true null hypotheses, the probability to reject even one of them is at
 * most the level (Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979).
 */
final class Holm {

  private Holm() {}

  /**
   * The adjusted probabilities, in the order given: what is at most the level is rejected.
   *
   * @param p each in [0, 1]
   */
  static double[] adjusted(double[] p) {
    int[] ascending = IntStream.range(0, p.length).boxed().sorted((a, b) -> Double.compare(p[a], p[b])).mapToInt(i -> i).toArray();
    double[] adjusted = new double[p.length];
    double least = 0;
    for (int rank = 0; rank < p.length; rank++) {
      int index = ascending[rank];
      least = Math.max(least, Math.min(1, p[index] * (p.length - rank)));
      adjusted[index] = least;
    }
    return adjusted;
  }
}
