package lockstep.cluster.node;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import lockstep.cluster.task.ActorsEngine;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;
import lockstep.simulation.Model;

/**
 * A cluster all of whose nodes are in this JVM, each with an actor system that listens at a port of its own: they share nothing but the
 * model. For looking at a run again, and for tests; where speed counts, each node has a JVM.
 */
public final class OneJvmCluster implements EventEngine, Engine {

  /** How it is chosen. */
  public static final EventEngineKind KIND = new EventEngineKind("cluster", true, () -> new OneJvmCluster(2));

  /** How it is chosen for tasks. */
  public static final EngineKind TASKS =
      new EngineKind(
          "cluster",
          "Pekko actors on several nodes, each a JVM; with --nodes",
          ActorsEngine.KIND.policies(),
          ActorsEngine.KIND.settings(),
          () -> new OneJvmCluster(2));

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String VERSION = "in one JVM";

  private final Map<String, Model> models = new ConcurrentHashMap<>();
  private final Set<Integer> killed = ConcurrentHashMap.newKeySet();
  private final Driver driver;
  private final List<HostNode> hosts;
  private final EventEngine engine;
  private final Engine tasks;

  /**
   * Starts it, and waits until all nodes have joined.
   *
   * @param number how many nodes have shares
   */
  public OneJvmCluster(int number) {
    this(number, Surviving.NOT);
  }

  /**
   * Starts one whose assignments may outlive nodes.
   *
   * @param number how many nodes have shares
   */
  public OneJvmCluster(int number, Surviving surviving) {
    driver = new Driver(new NodeSettings("driver", VERSION, NodeSettings.LOOPBACK, 0, List.of()));
    hosts =
        IntStream.rangeClosed(1, number)
            .mapToObj(
                n ->
                    new HostNode(
                        new NodeSettings("node-" + n, VERSION, NodeSettings.LOOPBACK, 0, List.of(driver.address())),
                        Optional.empty(),
                        surviving.disk(),
                        models::get))
            .toList();
    engine = driver.engine(number, this::recipe, surviving);
    tasks = driver.tasks(number, this::recipe);
    awaitHosts(number);
  }

  private void awaitHosts(int number) {
    try {
      driver.awaitHosts(number, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Ends a node without a word to the others. May be called by any thread. */
  public void kill(int node) {
    killed.add(node);
    hosts.get(node - 1).abandon();
  }

  /** Tells the driver that a node is lost, as whoever has started its process would. May be called by any thread. */
  public void lose(int node) {
    driver.lose("node-" + node, "node " + node + " was killed");
  }

  /** A name for the model, which the nodes of this JVM find it by. */
  private String recipe(Model model) {
    String name = Integer.toString(models.size());
    models.put(name, model);
    return name;
  }

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    return engine.perform(assignment);
  }

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    return tasks.perform(assignment);
  }

  @Override
  public void close() {
    if (killed.isEmpty()) {
      hosts.forEach(HostNode::leave);
      hosts.forEach(HostNode::close);
      driver.close();
    } else {
      // Without one of them the others cannot leave in order.
      hosts.forEach(HostNode::abandon);
      driver.abandon();
    }
  }
}
