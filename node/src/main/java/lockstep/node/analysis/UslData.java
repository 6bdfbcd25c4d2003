package lockstep.node.analysis;

import java.util.Arrays;

/** What the law is fitted to: N and the logarithm of throughput / N of each fork. Its arrays are read only. */
final class UslData {

  private final double[] concurrency;
  private final double[] logs;

  private UslData(double[] concurrency, double[] logs) {
    this.concurrency = concurrency;
    this.logs = logs;
  }

  static UslData of(double[] concurrency, double[] throughput) {
    if (concurrency.length != throughput.length) {
      throw new IllegalArgumentException(
          "each fork needs a concurrency and a throughput, got " + concurrency.length + " and " + throughput.length);
    }
    double[] logs = new double[throughput.length];
    for (int i = 0; i < logs.length; i++) {
      if (!(concurrency[i] >= 1 && concurrency[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("concurrency must be 1 or more, got " + concurrency[i]);
      }
      if (!(throughput[i] > 0 && throughput[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("throughput must be positive, got " + throughput[i]);
      }
      logs[i] = Math.log(throughput[i] / concurrency[i]);
    }
    return new UslData(concurrency.clone(), logs);
  }

  /** How many forks. */
  int size() {
    return logs.length;
  }

  /** How many different N. */
  int points() {
    return (int) Arrays.stream(concurrency).distinct().count();
  }

  double concurrency(int fork) {
    return concurrency[fork];
  }

  /** The logarithm of throughput / N, in the order of the forks. */
  double[] logs() {
    return logs.clone();
  }
}
