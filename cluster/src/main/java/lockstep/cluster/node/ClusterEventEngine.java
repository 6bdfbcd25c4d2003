package lockstep.cluster.node;

import java.security.SecureRandom;
import java.util.function.Function;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventOutcome;
import lockstep.simulation.EventModel;
import org.jspecify.annotations.Nullable;

/** The nodes of a cluster, one JVM each, as an engine. */
final class ClusterEventEngine implements EventEngine {

  private final SecureRandom ids = new SecureRandom();
  private final Driver driver;
  private final int hosts;
  private final Function<EventModel, String> recipes;
  private final Surviving surviving;
  private boolean performed;
  private @Nullable EventModel model;
  private Recipe recipe = new Recipe(0, "");

  ClusterEventEngine(Driver driver, int hosts, Function<EventModel, String> recipes, Surviving surviving) {
    this.driver = driver;
    this.hosts = hosts;
    this.recipes = recipes;
    this.surviving = surviving;
  }

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    if (!assignment.model().equals(model)) {
      model = assignment.model();
      recipe = new Recipe(ids.nextLong(), recipes.apply(assignment.model()));
    }
    boolean first = !performed;
    performed = true;
    return driver.perform(assignment, recipe, hosts, surviving, first);
  }

  /** Nothing is its own. */
  @Override
  public void close() {}
}
