package lockstep.node.fork;

import java.util.Optional;

/**
 * What was done to a node, or happened to it, and what came of that.
 *
 * @param what in words
 * @param planned whether the scenario wanted it
 * @param deliveredSeconds when it was done, after the nodes had begun; empty when it was not planned
 * @param detectionSeconds from then until the loss was known; empty when nothing was lost, or when it was not planned
 * @param recoverySeconds from then until the others had all that they went on from
 * @param keptRound after which they went on; negative: from the model's first state
 * @param redoneRounds how many rounds they had begun after that
 * @param endedWith the exit code of a node that stood still, was given up and came back
 */
public record FaultFigures(
    String what,
    boolean planned,
    Optional<Double> deliveredSeconds,
    Optional<Double> detectionSeconds,
    Optional<Double> recoverySeconds,
    Optional<Long> keptRound,
    Optional<Long> redoneRounds,
    Optional<Integer> endedWith) {}
