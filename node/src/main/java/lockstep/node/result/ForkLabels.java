package lockstep.node.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names forks for people, with the parameters and the seed where these tell forks apart. */
public final class ForkLabels {

  private final List<String> settings;
  private final List<String> swept;
  private final boolean seeds;

  /**
   * For some forks.
   *
   * @param forks that are to be told apart
   */
  public ForkLabels(List<ForkResult> forks) {
    this.settings = ForkResult.differingSettings(forks);
    this.swept =
        forks.stream()
            .flatMap(fork -> fork.cell().keySet().stream())
            .distinct()
            .filter(name -> forks.stream().map(fork -> fork.cell().getOrDefault(name, "")).distinct().count() > 1)
            .toList();
    this.seeds = forks.stream().map(ForkResult::seed).distinct().count() > 1;
  }

  /** {@code threads (ordered, 2 workers) with skew 0.99, seed 7}. */
  public String of(ForkResult fork) {
    List<String> values = new ArrayList<>();
    settings.forEach(name -> Optional.ofNullable(fork.settings().get(name)).ifPresent(value -> values.add(name + " " + value)));
    swept.forEach(name -> values.add(name + " " + fork.cell().getOrDefault(name, "")));
    if (seeds) {
      values.add("seed " + fork.seed());
    }
    return fork.text() + (values.isEmpty() ? "" : " with " + String.join(", ", values));
  }
}
