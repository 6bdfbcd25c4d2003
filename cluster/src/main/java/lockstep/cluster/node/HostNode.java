package lockstep.cluster.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import lockstep.engine.EngineFailure;
import lockstep.simulation.Model;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A node that has shares of assignments. Its methods may be called by any thread. */
public final class HostNode implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final NodeSystem<Void> node;

  /**
   * Starts it.
   *
   * @param models builds a model from the text that {@link Driver#engine} or {@link Driver#tasks} is given; called by one thread
   * @throws EngineFailure when it cannot listen
   */
  public HostNode(NodeSettings settings, Function<String, Model> models) {
    this(settings, Optional.empty(), Optional.empty(), models);
  }

  /**
   * Starts it.
   *
   * @param bootstrap how it finds whom to join; empty when the settings say whom
   * @param disk the folder where a driver may want it to write snapshots; empty: it has none. Nobody tells it another one
   * @param models builds a model from the text that {@link Driver#engine} or {@link Driver#tasks} is given; called by one thread
   * @throws EngineFailure when it cannot listen
   */
  public HostNode(NodeSettings settings, Optional<Bootstrap> bootstrap, Optional<Path> disk, Function<String, Model> models) {
    this.node = new NodeSystem<>(settings, bootstrap, NodeSystem.HOST_ROLE, guardian(settings.name(), models, disk.map(SnapshotFiles::new)));
  }

  private static Behavior<Void> guardian(String name, Function<String, Model> models, Optional<SnapshotFiles> files) {
    return Behaviors.setup(
        context -> {
          ActorSystem<Void> system = context.getSystem();
          var _ = context.spawn(Host.create(models, files, () -> NodeSystem.wire(system).traffic()), name);
          return Behaviors.empty();
        });
  }

  /** Where it listens, as {@code host:port}. */
  public String address() {
    return node.address();
  }

  /** How many messages came that are none of this program's; they were dropped. */
  public long messagesRefused() {
    return node.messagesRefused();
  }

  /** Leaves the cluster and ends, in order; does not wait. */
  public void leave() {
    node.leave();
  }

  /**
   * Waits until it has ended, for whatever reason.
   *
   * @return why, if nobody asked it to
   */
  public Optional<String> awaitEnd() throws InterruptedException {
    return node.awaitEnd();
  }

  /** Ends without leaving the cluster; others find out. */
  public void abandon() {
    node.abandon(PATIENCE);
  }

  /** Closes it also when the JVM ends by a signal. */
  public void closeBeforeJvmEnds() {
    node.beforeJvmEnds(this::close);
  }

  /** Leaves, and waits until it has ended. */
  @Override
  public void close() {
    node.close(PATIENCE);
  }
}
