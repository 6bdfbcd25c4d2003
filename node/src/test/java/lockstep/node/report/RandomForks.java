package lockstep.node.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import lockstep.engine.Queueing;
import lockstep.node.fork.Cost;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.fork.ForkReport.Percentile;
import lockstep.node.fork.ForkReport.Retries;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.node.fork.ForkReport.Traffic;
import lockstep.node.fork.ForkReport.Waits;
import lockstep.node.fork.Instruments;
import lockstep.node.fork.Iteration;
import lockstep.node.fork.Json;
import lockstep.node.fork.RemoteFigures;
import lockstep.node.fork.RemoteFigures.OfNode;
import lockstep.node.fork.Steadiness;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;

/** Makes up measured forks in which every raw sample is another number. */
final class RandomForks {

  private static final int ITERATIONS = 12;
  private static final int MEASURED = 10;
  private static final long WORK = 1000;
  private static final double[] PERCENTS = {0, 50, 90, 99, 99.9, 99.99, 100};

  private final RandomGenerator random;

  RandomForks(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** For what else a fork is to have. */
  RandomGenerator random() {
    return random;
  }

  /** A fork of about that many tasks per second. */
  ForkResult fork(ForkSample sample, double perSecond) {
    return fork(sample, perSecond, Map.of());
  }

  /** The same, with other parts or more of them, by the names of the document. */
  ForkResult fork(ForkSample sample, double perSecond, Map<String, ?> more) {
    double throughput = noisy(perSecond);
    List<Iteration> iterations = new ArrayList<>();
    for (int i = 0; i < ITERATIONS; i++) {
      int repetitions = random.nextInt(400, 600);
      double seconds = noisy(WORK * repetitions / throughput);
      iterations.add(new Iteration(repetitions, seconds, Optional.of(cost(seconds, sample.workers()))));
    }
    List<Iteration> measured = iterations.subList(ITERATIONS - MEASURED, ITERATIONS);
    int repetitions = measured.stream().mapToInt(Iteration::repetitions).sum();
    double seconds = measured.stream().mapToDouble(Iteration::seconds).sum();
    long contended = random.nextLong(10_000, 20_000);
    Map<String, Object> parts = parts(sample.measured());
    parts.put("iterations", iterations);
    parts.put("steadiness", new Steadiness(true, MEASURED, Optional.of(0.01)));
    parts.put("repetitions", repetitions);
    parts.put("seconds", seconds);
    parts.put("throughput", WORK * repetitions / seconds);
    parts.put("latency", latency());
    parts.put("waits", new Waits(contended, random.nextLong(1_000_000, 9_000_000), random.nextLong(100_000, 900_000)));
    parts.put("traffic", new Traffic(random.nextLong(1_000, 9_000), Optional.of(new Queueing(random.nextLong(10, 90), 7, random.nextLong(1_000, 9_000))), remote(sample)));
    parts.put("retries", new Retries(random.nextLong(1, 900), random.nextLong(1_000_000, 9_000_000)));
    parts.put("threads", new Threads(random.nextInt(1, 9), random.nextInt(10, 30)));
    parts.put("instruments", Instruments.of(0.01 * random.nextDouble(), 20 + 10 * random.nextDouble(), contended, seconds));
    parts.putAll(more);
    return Json.read(Json.line(parts), ForkResult.class);
  }

  /** Of every second number of workers, as if they were on two nodes. */
  private Optional<RemoteFigures> remote(ForkSample sample) {
    if (sample.workers() % 2 == 1) {
      return Optional.empty();
    }
    List<OfNode> nodes = List.of(sent(1), sent(2));
    return Optional.of(
        new RemoteFigures(
            nodes.stream().mapToLong(OfNode::messages).sum(),
            nodes.stream().mapToLong(OfNode::frames).sum(),
            nodes.stream().mapToLong(OfNode::bytes).sum(),
            nodes.stream().mapToLong(OfNode::nanos).sum(),
            nodes));
  }

  private OfNode sent(int node) {
    return new OfNode(node, random.nextLong(1_000_000), random.nextLong(1, 100_000), random.nextLong(100_000_000), random.nextLong(1_000_000_000));
  }

  /** A fork with other parts. */
  static ForkResult with(ForkResult fork, Map<String, ?> more) {
    Map<String, Object> parts = parts(fork);
    parts.putAll(more);
    return Json.read(Json.line(parts), ForkResult.class);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> parts(ForkResult fork) {
    return new LinkedHashMap<>(Json.read(Json.line(fork), Map.class));
  }

  private double noisy(double value) {
    return value * Math.exp(0.01 * random.nextGaussian());
  }

  private Cost cost(double seconds, int workers) {
    long wall = Math.round(1.1e9 * seconds);
    long cpu = Math.round(noisy(Math.min(1.7, 0.9 * Math.max(1, workers)) * wall));
    return new Cost(
        wall, cpu, random.nextLong(1_000_000), random.nextLong(1_000_000), random.nextLong(100), random.nextLong(100), random.nextLong(1_000_000));
  }

  Latency latency() {
    List<Percentile> curve = new ArrayList<>();
    long nanos = 100;
    for (double percent : PERCENTS) {
      nanos += random.nextLong(100, 5_000) * curve.size();
      curve.add(new Percentile(percent, nanos));
    }
    return new Latency(2 * WORK, curve.get(1).nanos(), curve.get(3).nanos(), nanos, curve);
  }
}
