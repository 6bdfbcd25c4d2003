package lockstep.node.scenario;

import java.util.List;
import java.util.stream.LongStream;
import lockstep.simulation.Draw;

/**
 * The seeds of replications. The first one of a seed is the seed itself; the one of number {@code n}, from 1 on, is
 * {@code mix(mix(seed) + n) >>> 11}, which fits the numbers of every program that reads JSON.
 */
final class Replications {

  private static final int BITS_LEFT_OUT = 11;

  private Replications() {}

  /** So many seeds for each of the given ones, in their order. */
  static List<Long> seeds(List<Long> given, int replications) {
    return given.stream()
        .flatMap(seed -> LongStream.range(0, replications).mapToObj(number -> seed(seed, number)))
        .distinct()
        .toList();
  }

  private static long seed(long given, long number) {
    return number == 0 ? given : Draw.mix(Draw.mix(given) + number) >>> BITS_LEFT_OUT;
  }
}
