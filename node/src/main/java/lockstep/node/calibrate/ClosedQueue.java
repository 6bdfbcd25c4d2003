package lockstep.node.calibrate;

import java.util.function.DoubleUnaryOperator;

/**
 * Theory of the machine repairman: N customers think for exponential times with mean Z, then queue for one server that serves first
 * come, first served, for times of any distribution with mean S. Known as M/G/1//N.
 *
 * <p>Source: L. Takacs, "Introduction to the theory of queues" (1962), chapter 5. The server is busy for S B on average, and then idle
 * for Z/N, with B the sum over n = 0 .. N-1 of C(N-1, n) times the product over i = 1 .. n of (1/s(i/Z) - 1), where s is the Laplace
 * transform of the service time.
 *
 * @param customers N
 * @param thinkNanos Z
 * @param serviceNanos S
 * @param transform s, with its argument in 1/ns
 */
record ClosedQueue(int customers, double thinkNanos, double serviceNanos, DoubleUnaryOperator transform) {

  /** With service times that are {@code shift} and an exponential time with mean {@code exponential} more; either may be 0. */
  static ClosedQueue shifted(int customers, double thinkNanos, double shift, double exponential) {
    return new ClosedQueue(
        customers, thinkNanos, shift + exponential, s -> Math.exp(-s * shift) / (1 + s * exponential));
  }

  /** Services in a nanosecond. */
  double throughput() {
    double sum = 0;
    double term = 1;
    for (int n = 0; n < customers; n++) {
      if (n > 0) {
        term *= (1 / transform.applyAsDouble(n / thinkNanos) - 1) * (customers - n) / n;
      }
      sum += term;
    }
    double busy = serviceNanos * sum;
    return busy / (busy + thinkNanos / customers) / serviceNanos;
  }

  /** The mean time from arrival to the beginning of service, by Little's law. */
  double waitNanos() {
    return customers / throughput() - thinkNanos - serviceNanos;
  }
}
