package lockstep.cluster.node;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventOutcome;
import lockstep.simulation.EventModel;

/** A cluster of real nodes, each an actor system that listens at a port of its own; only models are shared, by number. */
final class NodesInOneJvm implements EventEngine {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, EventModel> models = new ConcurrentHashMap<>();
  private final Driver driver = new Driver(settings("driver", List.of()));
  private final List<HostNode> hosts;
  private final EventEngine engine;

  NodesInOneJvm(int number) {
    hosts =
        IntStream.rangeClosed(1, number)
            .mapToObj(n -> new HostNode(settings("node-" + n, List.of(driver.address())), models::get))
            .toList();
    try {
      driver.awaitHosts(number, PATIENCE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    engine = driver.engine(number, this::recipe);
  }

  static NodeSettings settings(String name, List<String> seeds) {
    return new NodeSettings(name, "test", NodeSettings.LOOPBACK, 0, seeds);
  }

  private synchronized String recipe(EventModel model) {
    String name = "model " + models.size();
    models.put(name, model);
    return name;
  }

  List<HostNode> hosts() {
    return hosts;
  }

  Driver driver() {
    return driver;
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
