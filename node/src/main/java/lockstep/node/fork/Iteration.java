package lockstep.node.fork;

import java.util.Optional;

/**
 * A raw sample: the work, repeated for a while.
 *
 * @param repetitions how often
 * @param seconds how long they took, all together, each from the moment when all workers could begin to the last commit
 * @param cost what the process used meanwhile; empty where the system does not tell
 */
public record Iteration(int repetitions, double seconds, Optional<Cost> cost) {

  /** How long one repetition took, on average. */
  double secondsEach() {
    return seconds / repetitions;
  }
}
