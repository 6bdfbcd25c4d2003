package lockstep.node.fork;

import java.util.List;
import java.util.Optional;

/**
 * What was done to nodes, or happened to one, and what came of that.
 *
 * @param what in words
 * @param planned whether the scenario wanted it
 * @param lost the names of the nodes that were given up
 * @param deliveredSeconds when it was done, after the nodes had begun; empty when it was not planned
 * @param detectionSeconds from then until the first loss was known; empty when nothing was lost, or when it was not planned
 * @param recoverySeconds from then until the others had all that they went on from
 * @param keptRound after which they went on; negative: from the model's first state
 * @param redoneRounds how many rounds they had begun after that
 * @param endedWith the exit code of the first node that was given up while it stood still, or was cut off, and ended by itself
 */
public record FaultFigures(
    String what,
    boolean planned,
    List<String> lost,
    Optional<Double> deliveredSeconds,
    Optional<Double> detectionSeconds,
    Optional<Double> recoverySeconds,
    Optional<Long> keptRound,
    Optional<Long> redoneRounds,
    Optional<Integer> endedWith) {

  public FaultFigures {
    lost = List.copyOf(lost);
  }
}
