package lockstep.node.fork;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import lockstep.engine.event.Horizon;

/**
 * How far virtual time goes, in the units of a model.
 *
 * @param until when the run ends
 * @param events how many events are enough: the run ends with the window in which that many have been handled
 * @param recordFrom from when on values are recorded
 */
public record VirtualTime(Optional<Double> until, Optional<Long> events, double recordFrom) {

  /** Until nothing is pending any more. */
  public static final VirtualTime ENDLESS = new VirtualTime(Optional.empty(), Optional.empty(), 0);

  /**
   * The same in ticks.
   *
   * @throws IllegalArgumentException when ticks cannot be so many, or so few
   */
  public Horizon horizon(long ticksPerUnit) {
    long end = until.isPresent() ? ticks("until", until.get(), ticksPerUnit) : Horizon.ENDLESS;
    long warmUp = ticks("record-from", recordFrom, ticksPerUnit);
    if (end < 1) {
      throw new IllegalArgumentException("until must be at least one tick, 1/" + ticksPerUnit + ", got " + until.get());
    }
    if (warmUp >= end) {
      throw new IllegalArgumentException("record-from must be less than until, got " + recordFrom + " and " + until.orElse(0.0));
    }
    return new Horizon(end, events.orElse(Horizon.ENDLESS), warmUp);
  }

  private static long ticks(String key, double units, long ticksPerUnit) {
    BigDecimal ticks = BigDecimal.valueOf(units).multiply(BigDecimal.valueOf(ticksPerUnit)).setScale(0, RoundingMode.HALF_UP);
    if (ticks.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
      throw new IllegalArgumentException(
          key + " must be less than 2^63 ticks, of which the model has " + ticksPerUnit + " in a unit of time, got " + units);
    }
    return ticks.longValueExact();
  }
}
