package lockstep.cluster.node;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;
import lockstep.simulation.EventModel;

/**
 * A cluster all of whose nodes are in this JVM, each with an actor system that listens at a port of its own: they share nothing but the
 * model. For looking at a run again, and for tests; where speed counts, each node has a JVM.
 */
public final class OneJvmCluster implements EventEngine {

  /** How it is chosen. */
  public static final EventEngineKind KIND = new EventEngineKind("cluster", true, () -> new OneJvmCluster(2));

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String VERSION = "in one JVM";

  private final Map<String, EventModel> models = new ConcurrentHashMap<>();
  private final Driver driver;
  private final List<HostNode> hosts;
  private final EventEngine engine;

  /**
   * Starts it, and waits until all nodes have joined.
   *
   * @param number how many nodes have shares
   */
  public OneJvmCluster(int number) {
    driver = new Driver(new NodeSettings("driver", VERSION, NodeSettings.LOOPBACK, 0, List.of()));
    hosts =
        IntStream.rangeClosed(1, number)
            .mapToObj(
                n ->
                    new HostNode(
                        new NodeSettings("node-" + n, VERSION, NodeSettings.LOOPBACK, 0, List.of(driver.address())), models::get))
            .toList();
    engine = driver.engine(number, this::recipe);
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

  /** A name for the model, which the nodes of this JVM find it by. */
  private String recipe(EventModel model) {
    String name = Integer.toString(models.size());
    models.put(name, model);
    return name;
  }

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    return engine.perform(assignment);
  }

  @Override
  public void close() {
    hosts.forEach(HostNode::leave);
    hosts.forEach(HostNode::close);
    driver.close();
  }
}
