package lockstep.node.calibrate;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A figure beside its truth.
 *
 * @param figure its name
 * @param unit of both
 * @param measured by the instrument
 * @param truth what is known, above 0
 * @param below how far the figure may be below the truth, as a share of it
 * @param above how far it may be above
 */
public record Check(String figure, Unit unit, double measured, double truth, double below, double above) {

  public Check {
    if (!(truth > 0)) {
      throw new IllegalArgumentException("the truth of " + figure + " must be above 0, got " + truth);
    }
  }

  /** A figure that may be as far below as above. */
  static Check within(String figure, Unit unit, double measured, double truth, double tolerance) {
    return new Check(figure, unit, measured, truth, tolerance, tolerance);
  }

  /** How far the figure is from the truth, as a share of it; negative when it is below. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public double deviation() {
    return (measured - truth) / truth;
  }

  /** Whether it is near enough. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public boolean holds() {
    return deviation() >= -below && deviation() <= above;
  }
}
