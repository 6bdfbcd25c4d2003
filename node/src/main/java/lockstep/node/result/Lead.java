package lockstep.node.result;

import java.util.List;
import java.util.Map;

/**
 * Which of two engines leads in throughput along a swept parameter, all else alike: see {@link lockstep.node.analysis.CrossOver}.
 *
 * @param axis the parameter
 * @param first one engine, in words: with its policy and workers
 * @param second the other
 * @param cell the value of every other parameter that differs between cells of the run
 * @param at ascending values of the axis
 * @param leads one for each: {@code first}, {@code second} or {@code inconclusive}
 * @param crossings where the lead changes; empty when that was not seen, which does not mean that it never does
 */
public record Lead(
    String axis,
    String first,
    String second,
    Map<String, String> cell,
    long seed,
    List<Double> at,
    List<String> leads,
    List<Crossing> crossings) {

  /**
   * A change of the lead.
   *
   * @param above the last value at which the one clearly leads
   * @param below the first value at which the other clearly does
   * @param to {@code first} or {@code second}: who leads from then on
   */
  public record Crossing(double above, double below, String to) {}

  public Lead {
    at = List.copyOf(at);
    leads = List.copyOf(leads);
    crossings = List.copyOf(crossings);
  }
}
