package lockstep.node.result;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.node.fork.EventFigures;
import lockstep.node.fork.EventFigures.TheoryCheck;

/** What forks say of the theory of their models. */
final class Theory {

  private Theory() {}

  /** A sentence for people, if models have compared anything; forks that did the same work say the same. */
  static Optional<String> agreement(List<ForkResult> forks) {
    List<TheoryCheck> checks =
        forks.stream().flatMap(fork -> fork.events().stream()).map(EventFigures::theory).flatMap(List::stream).distinct().toList();
    return checks.stream()
        .max(Comparator.comparingDouble(check -> Math.abs(check.z())))
        .map(
            farthest ->
                String.format(
                    Locale.ROOT,
                    checks.size() == 1 ? "Agrees with theory: %2$s, z = %3$.1f." : "Agrees with theory %1$d times; farthest: %2$s, z = %3$.1f.",
                    checks.size(),
                    farthest.quantity(),
                    farthest.z()));
  }
}
