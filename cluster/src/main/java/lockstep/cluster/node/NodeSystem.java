package lockstep.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.cluster.wire.Wire;
import lockstep.engine.EngineFailure;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.javadsl.PekkoManagement;
import org.apache.pekko.remote.RemoteTransportException;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actor system of a node, which listens for others and is a member of a cluster, or tries to become one.
 *
 * @param <C> what its guardian is told
 */
final class NodeSystem<C> {

  /** What a host is to the cluster: those decide by majority who goes on when they do not see each other. */
  static final String HOST_ROLE = "host";

  /** What a driver is. */
  static final String DRIVER_ROLE = "driver";

  private static final String NAME = "lockstep";

  private static final String DISCOVERY = "pekko.management.cluster.bootstrap.contact-point-discovery.";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Whoever asks for a logger first sets logging up, which the threads of an actor system would do all at once. */
  private static final Logger LOG = LoggerFactory.getLogger(NodeSystem.class);

  /** Ends a node that was told to end. */
  private static final CoordinatedShutdown.Reason ASKED = new Asked();

  private static final class Asked implements CoordinatedShutdown.Reason {}

  private final ActorSystem<C> system;

  /**
   * Completes when the system has ended, or when its shutdown has waited for that in vain. A system that ends waits without a bound for its
   * connections to send what they were given, and one whose network is cut sends for a quarter of an hour (apache/pekko, issue 3247).
   */
  private final CompletableFuture<Done> ended = new CompletableFuture<>();

  /**
   * Starts it.
   *
   * @throws EngineFailure when it cannot listen
   */
  NodeSystem(NodeSettings settings, String role, Behavior<C> guardian) {
    this(settings, Optional.empty(), role, guardian);
  }

  /**
   * Starts it.
   *
   * @param bootstrap how it finds whom to join; empty when the settings say whom
   * @throws EngineFailure when it cannot listen
   */
  NodeSystem(NodeSettings settings, Optional<Bootstrap> bootstrap, String role, Behavior<C> guardian) {
    try {
      this.system = ActorSystem.create(guardian, NAME, config(settings, bootstrap, role));
    } catch (RemoteTransportException e) {
      throw new EngineFailure("cannot listen at " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
    }
    followEnd();
    if (bootstrap.isPresent()) {
      find(bootstrap.get());
    } else if (settings.seeds().isEmpty()) {
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(new Join(cluster.selfMember().address()));
    }
  }

  private void followEnd() {
    var _ = system.getWhenTerminated().whenComplete(this::end);
    shutdown()
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "follow-end",
            () -> {
              // It runs already; who asks for it again is told when it is over.
              var _ = shutdown().runAll(ASKED).whenComplete(this::end);
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  private void end(Done done, @Nullable Throwable failure) {
    if (failure == null) {
      ended.complete(done);
    } else {
      ended.completeExceptionally(failure);
    }
  }

  private void find(Bootstrap bootstrap) {
    try {
      var _ = PekkoManagement.get(system).start().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      ClusterBootstrap.get(Adapter.toClassic(system)).start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon(PATIENCE);
    } catch (ExecutionException | TimeoutException e) {
      abandon(PATIENCE);
      throw new EngineFailure("cannot answer over HTTP at " + bootstrap.host() + ":" + bootstrap.port() + ": " + e.getMessage(), e);
    }
  }

  private static Config config(NodeSettings settings, Optional<Bootstrap> bootstrap, String role) {
    Map<String, Object> own = new HashMap<>();
    own.put("pekko.remote.artery.canonical.hostname", settings.host());
    own.put("pekko.remote.artery.canonical.port", settings.port());
    own.put("pekko.remote.artery.advanced.tcp.outbound-client-hostname", settings.host());
    own.put("pekko.cluster.roles", List.of(role));
    own.put("pekko.cluster.seed-nodes", settings.seeds().stream().map(seed -> "pekko://" + NAME + "@" + seed).toList());
    own.put(SameVersion.VERSION, settings.version());
    own.put(SameVersion.SCHEMA, NodeForms.SCHEMA);
    settings
        .tls()
        .ifPresent(
            folder -> {
              own.put("pekko.remote.artery.transport", "tls-tcp");
              own.put("pekko.remote.artery.ssl.rotating-keys-engine.key-file", folder.resolve("tls.key").toString());
              own.put("pekko.remote.artery.ssl.rotating-keys-engine.cert-file", folder.resolve("tls.crt").toString());
              own.put("pekko.remote.artery.ssl.rotating-keys-engine.ca-cert-file", folder.resolve("ca.crt").toString());
            });
    bootstrap.ifPresent(
        found -> {
          own.put("pekko.management.http.hostname", found.host());
          own.put("pekko.management.http.port", found.port());
          own.put(DISCOVERY + "service-name", found.service());
          own.put(DISCOVERY + "port-name", Bootstrap.PORT_NAME);
          own.put(DISCOVERY + "required-contact-point-nr", found.nodes());
        });
    return ConfigFactory.parseMap(own).withFallback(ConfigFactory.load("lockstep-cluster"));
  }

  ActorSystem<C> system() {
    return system;
  }

  /** Where it listens, as {@code host:port}. */
  String address() {
    return Cluster.get(system).selfMember().address().hostPort().replaceFirst(".*@", "");
  }

  /** How many messages came that are none of this program's. */
  long messagesRefused() {
    return wire(system).messagesRefused();
  }

  /** What writes and reads the messages of a system. */
  static Wire wire(ActorSystem<?> system) {
    Serializer serializer =
        SerializationExtension.get(Adapter.toClassic(system)).serializerByIdentity().apply(NodeSerializer.IDENTIFIER);
    return ((NodeSerializer) serializer).wire();
  }

  /** Leaves the cluster and ends, in order; {@link #awaitEnd} tells when it has. May be called by any thread, and again. */
  void leave() {
    var _ = shutdown().runAll(ASKED);
  }

  /**
   * Has something done when the JVM ends by a signal, while the system still has its connections: Pekko closes them at once when the JVM
   * ends, but waits for what was given to it this way. Without them nobody can leave.
   */
  void beforeJvmEnds(Runnable hook) {
    shutdown().addJvmShutdownHook(hook);
  }

  private CoordinatedShutdown shutdown() {
    return CoordinatedShutdown.get(Adapter.toClassic(system));
  }

  /**
   * Waits until it has ended, for whatever reason. Its threads may go on for a while when its network is cut.
   *
   * @return why, if nobody asked it to
   */
  Optional<String> awaitEnd() throws InterruptedException {
    try {
      var _ = ended.get();
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause()));
    }
    return shutdown().getShutdownReason().filter(reason -> reason != ASKED).map(NodeSystem::text);
  }

  private static String text(CoordinatedShutdown.Reason reason) {
    if (reason.equals(CoordinatedShutdown.incompatibleConfigurationDetectedReason())) {
      return "the cluster's nodes are of another version or wire schema";
    }
    if (reason.equals(CoordinatedShutdown.clusterDowningReason())) {
      return "it was cut off from the majority of nodes, and stopped";
    }
    if (reason.equals(CoordinatedShutdown.clusterJoinUnsuccessfulReason())) {
      return "no seed node let it join";
    }
    return reason.toString();
  }

  /**
   * Leaves and ends.
   *
   * @throws EngineFailure when it has not ended in time
   */
  void close(Duration patience) {
    leave();
    awaitEnd(patience);
  }

  /** Ends without leaving; others find out. A system that is terminated by itself would leave, and wait until they agree. */
  void abandon(Duration patience) {
    var _ = shutdown().run(ASKED, Optional.of(CoordinatedShutdown.PhaseBeforeActorSystemTerminate()));
    awaitEnd(patience);
  }

  private void awaitEnd(Duration patience) {
    try {
      var _ = ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.error("the node did not end", e);
      throw new EngineFailure("a node did not end within " + patience.toSeconds() + " s", e);
    }
  }
}
