package lockstep.node.fork;

import java.util.List;
import java.util.Optional;
import lockstep.cluster.node.Happening;

/**
 * What nodes found on disk of a run that was interrupted.
 *
 * @param round after which they went on; empty: nothing was of use, and they began with the model's first state
 * @param passedOver newer rounds that were of no use, each with the reason
 */
public record Resumed(Optional<Long> round, List<String> passedOver) {

  public Resumed {
    passedOver = List.copyOf(passedOver);
  }

  static Resumed of(Happening.Began began) {
    return new Resumed(began.round() < 0 ? Optional.empty() : Optional.of(began.round()), began.passedOver());
  }

  /** Whether there was anything. */
  boolean isAnything() {
    return round.isPresent() || !passedOver.isEmpty();
  }
}
