package lockstep.node.analysis;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How many cores it takes to outperform a single thread: the configuration that outperforms a single thread, COST (McSherry, Isard, Murray,
 * "Scalability! But at what COST?", HotOS 2015, section 1). A number of cores outperforms when all of the interval of its speed-up is above
 * 1.
 */
public sealed interface Cost {

  /** Judges speed-ups, in any order, over the fastest single-threaded baseline. */
  static Cost of(List<SpeedUp> speedUps) {
    OptionalInt least =
        cores(speedUps, speedUp -> speedUp.speedUp().filter(interval -> interval.isAbove(1)).isPresent()).min();
    if (least.isPresent()) {
      return new Reached(least.getAsInt());
    }
    OptionalInt most = cores(speedUps, speedUp -> speedUp.speedUp().isPresent()).max();
    return most.isPresent() ? new NotReached(most.getAsInt()) : new Unknown();
  }

  private static IntStream cores(List<SpeedUp> speedUps, Predicate<SpeedUp> which) {
    return speedUps.stream().filter(which).mapToInt(SpeedUp::cores);
  }

  /** So many cores are the least that outperform. */
  record Reached(int cores) implements Cost {}

  /** No number of cores up to this one outperforms. */
  record NotReached(int upTo) implements Cost {}

  /** No number of cores has an interval. */
  record Unknown() implements Cost {}
}
