package lockstep.node.fork;

/**
 * A raw sample: the work, repeated for a while.
 *
 * @param repetitions how often
 * @param seconds how long they took, all together, each from the moment when all workers could begin to the last commit
 */
public record Iteration(int repetitions, double seconds) {

  /** How long one repetition took, on average. */
  double secondsEach() {
    return seconds / repetitions;
  }
}
