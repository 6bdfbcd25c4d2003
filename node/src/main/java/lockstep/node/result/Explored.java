package lockstep.node.result;

import java.util.List;

/**
 * What was explored of the abstract machine of some cells. In documents its components stand among those of what has it.
 *
 * @param seed of the cells
 * @param workers how many there are in them
 * @param medium by what means workers get at resources: {@code locks}, {@code fair locks}, {@code messages}, {@code remote messages}
 * @param engines whose cells they are
 * @param states of the machine that were looked at
 * @param steps between them
 * @param complete whether these are all that the machine can come to
 * @param coverage what was covered, without a full stop
 */
public record Explored(
    long seed, int workers, String policy, String medium, List<String> engines, long states, long steps, boolean complete, String coverage) {
  public Explored {
    engines = List.copyOf(engines);
  }
}
