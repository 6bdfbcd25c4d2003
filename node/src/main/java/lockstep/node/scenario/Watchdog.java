package lockstep.node.scenario;

import java.time.Duration;

/**
 * When a fork is given up.
 *
 * @param noProgress how long nothing may be committed
 * @param limit how long the fork may take altogether
 */
public record Watchdog(Duration noProgress, Duration limit) {

  public Watchdog {
    if (!noProgress.isPositive() || !limit.isPositive()) {
      throw new IllegalArgumentException("limits must be positive, got " + noProgress + " and " + limit);
    }
  }
}
