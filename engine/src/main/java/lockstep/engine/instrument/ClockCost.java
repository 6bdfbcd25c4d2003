package lockstep.engine.instrument;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * What it costs to read the clock, told by the clock itself: the time between the first and the last of many readings in a row. The median
 * of many such rows, since a row in which the thread lost its core tells of that.
 */
public final class ClockCost {

  private static final int ROWS = 101;
  private static final int READINGS = 1000;

  private ClockCost() {}

  /** Of {@link System#nanoTime}, here and now, in nanoseconds; takes some milliseconds. */
  public static double nanos() {
    return nanos(System::nanoTime);
  }

  static double nanos(LongSupplier clock) {
    double[] each = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      long begin = clock.getAsLong();
      long end = begin;
      for (int reading = 0; reading < READINGS; reading++) {
        end = clock.getAsLong();
      }
      each[row] = (double) (end - begin) / READINGS;
    }
    Arrays.sort(each);
    return each[ROWS / 2];
  }
}
