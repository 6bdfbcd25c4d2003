package lockstep.cluster.node;

import java.security.SecureRandom;
import java.util.function.Function;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.Outcome;
import lockstep.simulation.TaskModel;
import org.jspecify.annotations.Nullable;

/** The nodes of a cluster, one JVM each, as an engine of tasks. */
final class ClusterTaskEngine implements Engine {

  private final SecureRandom ids = new SecureRandom();
  private final Driver driver;
  private final int hosts;
  private final Function<TaskModel, String> recipes;
  private @Nullable TaskModel model;
  private Recipe recipe = new Recipe(0, "");

  ClusterTaskEngine(Driver driver, int hosts, Function<TaskModel, String> recipes) {
    this.driver = driver;
    this.hosts = hosts;
    this.recipes = recipes;
  }

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    if (!assignment.model().equals(model)) {
      model = assignment.model();
      recipe = new Recipe(ids.nextLong(), recipes.apply(assignment.model()));
    }
    return driver.perform(assignment, recipe, hosts);
  }

  /** Nothing is its own. */
  @Override
  public void close() {}
}
