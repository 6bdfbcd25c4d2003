package lockstep.engine.event;

import java.math.BigInteger;

/**
 * Which window of virtual time a tick belongs to: window {@code w} has the ticks from {@code w * length} up to, and without,
 * {@code (w + 1) * length}.
 *
 * <p>It divides by multiplying with a reciprocal that is exact for all ticks (Granlund and Montgomery, "Division by invariant
 * integers using multiplication", PLDI 1994, section 4): every event that is sent needs one division.
 */
final class Windows {

  /** The window of nothing: later than any. */
  static final long NONE = Long.MAX_VALUE;

  private final long length;
  private final long reciprocal;
  private final int shift;

  Windows(long length) {
    this.length = length;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(length - 1);
    this.shift = length == 1 ? 0 : bits - 1;
    this.reciprocal = length == 1 ? 0 : reciprocal(length, bits);
  }

  /** {@code ceil(2^(63 + bits) / length)}, which is below 2^64, as an unsigned number. */
  private static long reciprocal(long length, int bits) {
    BigInteger divisor = BigInteger.valueOf(length);
    return BigInteger.ONE
        .shiftLeft(Long.SIZE - 1 + bits)
        .add(divisor)
        .subtract(BigInteger.ONE)
        .divide(divisor)
        .longValue();
  }

  /** The window of a tick that is not negative. */
  long of(long tick) {
    return reciprocal == 0 ? tick : Math.unsignedMultiplyHigh(tick, reciprocal) >>> shift;
  }

  /** The first tick of a window; saturates at the last tick. */
  long begin(long window) {
    return window > Long.MAX_VALUE / length ? Long.MAX_VALUE : window * length;
  }
}
