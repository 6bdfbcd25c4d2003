package lockstep.node.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import lockstep.node.result.Estimated;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import tools.jackson.databind.JsonNode;

/**
 * The forks of a cell as they stand in {@code result.json}, and what follows from their raw samples: from nothing that a run computed, and
 * with none of the code that computes it.
 */
record RawCell(String label, List<JsonNode> forks) {

  /** The cells of a document that are told apart by engine and workers. */
  static List<RawCell> of(JsonNode document) {
    return of(document, fork -> fork.get("engine").asString() + ", " + fork.get("workers").asInt() + (fork.get("workers").asInt() == 1 ? " worker" : " workers"));
  }

  /** The cells of a document, by what tells them apart. */
  static List<RawCell> of(JsonNode document, Function<JsonNode, String> label) {
    Map<String, List<JsonNode>> cells = new LinkedHashMap<>();
    document.get("forks").forEach(fork -> cells.computeIfAbsent(label.apply(fork), _ -> new ArrayList<>()).add(fork));
    return cells.entrySet().stream().map(cell -> new RawCell(cell.getKey(), cell.getValue())).toList();
  }

  /** Its forks that were measured. */
  RawCell measured() {
    return new RawCell(label, forks.stream().filter(fork -> fork.get("status").asString().equals("measured")).toList());
  }

  /** One of its coordinates. */
  String told(String coordinate) {
    return forks.getFirst().get(coordinate).asString();
  }

  /** One of its parameters. */
  String parameter(String name) {
    return forks.getFirst().get("cell").get(name).asString();
  }

  int workers() {
    return forks.getFirst().get("workers").asInt();
  }

  boolean isBaseline() {
    return told("engine").equals("sequential");
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

  /** The mean over forks, with Student's interval where there are several. */
  Estimated mean(ToDoubleFunction<JsonNode> figure) {
    return mean(each(figure));
  }

  static Estimated mean(double... samples) {
    DescriptiveStatistics values = new DescriptiveStatistics(samples);
    if (samples.length == 1) {
      return new Estimated(values.getMean(), Optional.empty(), Optional.empty());
    }
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
