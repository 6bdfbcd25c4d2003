package lockstep.simulation.skynet;

import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Simulation;
import lockstep.simulation.TaskModel;

/**
 * The Skynet benchmark: a root spawns ten children, each of them ten more, down to a million leaves; every leaf reports its
 * number, every parent the sum of what its children reported, and the root ends with 499 999 500 000.
 *
 * <p>What is compared is the coordination: each child waits until its parent has spawned it, each parent until all its children
 * have reported. What is not compared is the making of a million actors, threads or futures, for which the published benchmark is
 * best known: workers perform the tasks here, as in every simulation, and there are as many of them as the scenario says.
 */
public final class Skynet implements Simulation<Skynet.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "1000000", min = 2, max = 1e8, unit = "leaves", about = "How many leaves the tree has, a power of fan-out")
          int leaves,
      @Parameter(byDefault = "10", min = 2, max = 64, unit = "children", about = "How many children each inner node spawns") int fanOut) {

    public Parameters {
      long power = fanOut;
      while (power < leaves) {
        power *= fanOut;
      }
      if (power != leaves) {
        throw new IllegalArgumentException("leaves must be a power of fan-out (" + fanOut + "), got " + leaves);
      }
    }
  }

  @Override
  public String name() {
    return "skynet";
  }

  @Override
  public String summary() {
    return "A tree of tasks that spawn tasks, wait for all of them, and add up what they report";
  }

  @Override
  public Pattern pattern() {
    return Pattern.FORK_AND_JOIN;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Tree(p.leaves(), p.fanOut());
  }
}
