package lockstep.node.calibrate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lockstep.engine.instrument.Noise;

/**
 * What follows from all calibrations.
 *
 * @param cores of the machine that may be used
 * @param before how quiet the machine was before anything was started
 * @param calibrations in the order in which they were made
 */
public record CalibrationReport(int cores, Noise before, List<Calibration> calibrations) {

  public CalibrationReport {
    calibrations = List.copyOf(calibrations);
  }

  /** The strongest of what follows from each; that of none is inconclusive. */
  @JsonProperty
  public Agreement agreement() {
    return calibrations.stream().map(Calibration::agreement).max(Agreement::compareTo).orElse(Agreement.INCONCLUSIVE);
  }

  /** The same for people. */
  @JsonProperty
  public String sentence() {
    return switch (agreement()) {
      case AGREES -> "The instruments agree with what is known: " + known(calibrations) + ".";
      case INCONCLUSIVE ->
          "Inconclusive: the machine was not quiet, or does not tell enough, in %d of %d experiments. Try again when nothing else runs."
              .formatted(of(Agreement.INCONCLUSIVE).size(), calibrations.size());
      case DIFFERS -> "The instruments differ from what is known: " + failed() + ".";
    };
  }

  private static String known(List<Calibration> calibrations) {
    return "%d figures of %d experiments"
        .formatted(calibrations.stream().mapToInt(calibration -> calibration.checks().size()).sum(), calibrations.size());
  }

  private String failed() {
    return of(Agreement.DIFFERS).stream()
        .flatMap(
            calibration ->
                calibration.checks().stream()
                    .filter(check -> !check.holds())
                    .map(
                        check ->
                            String.format(
                                Locale.ROOT,
                                "%s of \"%s\" by %+.1f %%",
                                check.figure(),
                                calibration.name(),
                                100 * check.deviation())))
        .collect(Collectors.joining(", "));
  }

  private List<Calibration> of(Agreement agreement) {
    return calibrations.stream().filter(calibration -> calibration.agreement() == agreement).toList();
  }
}
