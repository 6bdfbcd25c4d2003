package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import lockstep.node.result.Estimated;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import tools.jackson.databind.JsonNode;

/**
 * The forks of a cell as they stand in {@code result.json}, and what follows from their raw samples: from nothing that a run computed, and
 * with none of the code that computes it.
 */
record RawCell(List<JsonNode> forks) {

  /** The cells of a document. */
  static List<RawCell> of(JsonNode document) {
    List<List<JsonNode>> cells = new ArrayList<>();
    for (JsonNode fork : document.get("forks")) {
      List<JsonNode> cell =
          cells.stream().filter(other -> label(other.getFirst()).equals(label(fork))).findFirst().orElseGet(ArrayList::new);
      if (cell.isEmpty()) {
        cells.add(cell);
      }
      cell.add(fork);
    }
    return cells.stream().map(RawCell::new).toList();
  }

  private static String label(JsonNode fork) {
    int workers = fork.get("workers").asInt();
    return fork.get("engine").asString() + ", " + workers + (workers == 1 ? " worker" : " workers");
  }

  String label() {
    return label(forks.getFirst());
  }

  int workers() {
    return forks.getFirst().get("workers").asInt();
  }

  boolean isBaseline() {
    return forks.getFirst().get("engine").asString().equals("sequential");
  }

  /** The last iterations of a fork: those that were measured. */
  private static List<JsonNode> measured(JsonNode fork) {
    List<JsonNode> all = new ArrayList<>();
    fork.get("iterations").forEach(all::add);
    return all.subList(all.size() - fork.get("steadiness").get("iterations").asInt(), all.size());
  }

  static double repetitions(JsonNode fork) {
    return measured(fork).stream().mapToDouble(iteration -> iteration.get("repetitions").asDouble()).sum();
  }

  static double seconds(JsonNode fork) {
    return measured(fork).stream().mapToDouble(iteration -> iteration.get("seconds").asDouble()).sum();
  }

  static double throughput(JsonNode fork) {
    return units(fork) / seconds(fork);
  }

  private static double units(JsonNode fork) {
    return fork.get("work").asDouble() * repetitions(fork);
  }

  double units() {
    return total(RawCell::units);
  }

  double total(ToDoubleFunction<JsonNode> figure) {
    return forks.stream().mapToDouble(figure).sum();
  }

  double most(ToDoubleFunction<JsonNode> figure) {
    return forks.stream().mapToDouble(figure).max().orElseThrow();
  }

  /** Of the processes, over their measured iterations. */
  double cost(String figure) {
    return total(fork -> measured(fork).stream().mapToDouble(iteration -> iteration.get("cost").get(figure).asDouble()).sum());
  }

  double[] each(ToDoubleFunction<JsonNode> figure) {
    return forks.stream().mapToDouble(figure).toArray();
  }

  /** The mean over forks, with Student's interval. */
  Estimated mean(ToDoubleFunction<JsonNode> figure) {
    DescriptiveStatistics values = new DescriptiveStatistics(each(figure));
    double half = t(values.getN() - 1.0) * values.getStandardDeviation() / Math.sqrt((double) values.getN());
    return new Estimated(values.getMean(), Optional.of(values.getMean() - half), Optional.of(values.getMean() + half));
  }

  /** The throughput by that of another cell, with Welch's interval for the difference of logarithms; a multiple of it. */
  Estimated ratio(RawCell base, double multiple) {
    DescriptiveStatistics own = new DescriptiveStatistics(each(RawCell::throughput));
    DescriptiveStatistics other = new DescriptiveStatistics(base.each(RawCell::throughput));
    double a = own.getVariance() / own.getMean() / own.getMean() / own.getN();
    double b = other.getVariance() / other.getMean() / other.getMean() / other.getN();
    double freedom = (a + b) * (a + b) / (a * a / (own.getN() - 1) + b * b / (other.getN() - 1));
    double log = Math.log(own.getMean() / other.getMean());
    double half = t(freedom) * Math.sqrt(a + b);
    return new Estimated(
        multiple * Math.exp(log), Optional.of(multiple * Math.exp(log - half)), Optional.of(multiple * Math.exp(log + half)));
  }

  static double t(double freedom) {
    return new TDistribution(freedom).inverseCumulativeProbability(0.975);
  }
}
