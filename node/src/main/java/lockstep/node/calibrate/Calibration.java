package lockstep.node.calibrate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import lockstep.engine.instrument.Noise;

/**
 * What became of one experiment.
 *
 * @param name of the experiment
 * @param about what was done
 * @param checks its figures beside their truths; empty when the system does not tell what is needed
 * @param noise how quiet the machine was meanwhile
 * @param missing what the system does not tell; empty when it tells everything
 */
public record Calibration(String name, String about, List<Check> checks, Noise noise, Optional<String> missing) {

  public Calibration {
    checks = List.copyOf(checks);
  }

  /** What follows. On a machine that was not quiet nothing does, whether the figures are near or not. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public Agreement agreement() {
    if (missing.isPresent() || noise.state() != Noise.State.QUIET) {
      return Agreement.INCONCLUSIVE;
    }
    return checks.stream().allMatch(Check::holds) ? Agreement.AGREES : Agreement.DIFFERS;
  }
}
