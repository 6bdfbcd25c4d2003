package lockstep.node.fork;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lockstep.engine.instrument.Noise;

/**
 * How quiet the machine was while a fork measured: see {@link Noise}.
 *
 * @param state {@code quiet}, {@code noisy}, {@code throttled} or {@code unknown}
 * @param reasons what disturbed, each with its figure
 */
public record Disturbance(String state, List<String> reasons) {

  public Disturbance {
    reasons = List.copyOf(reasons);
  }

  static Disturbance of(Noise noise) {
    return new Disturbance(noise.state().name().toLowerCase(Locale.ROOT), noise.reasons());
  }

  /** The same, when something else has disturbed as well. */
  Disturbance and(String reason) {
    return new Disturbance(throttled() ? state : "noisy", Stream.concat(reasons.stream(), Stream.of(reason)).toList());
  }

  /** Whether a limit of the fork's control group held it back: its figures tell of the limit, and of nothing else. */
  public boolean throttled() {
    return state.equals("throttled");
  }

  /** Whether something disturbed. */
  public boolean disturbed() {
    return throttled() || state.equals("noisy");
  }
}
