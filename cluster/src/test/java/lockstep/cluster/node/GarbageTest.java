package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import lockstep.cluster.node.GarbageSerializer.Garbage;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventModels;
import lockstep.engine.event.EventWork;
import lockstep.engine.event.HeapOracle;
import lockstep.engine.event.Horizon;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames from somebody who is no node, over the network. */
@Timeout(120)
final class GarbageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static NodeSettings settings(String name, List<String> seeds) {
    return new NodeSettings(name, "1", NodeSettings.LOOPBACK, 0, seeds);
  }

  /** An actor system that is in no cluster, and has a serializer with the number of the program's. */
  private static Config stranger() {
    return ConfigFactory.parseString(
            """
            pekko {
              loggers = []
              stdout-loglevel = "OFF"
              actor {
                provider = remote
                serializers.garbage = "lockstep.cluster.node.GarbageSerializer"
                serialization-bindings { "lockstep.cluster.node.GarbageSerializer$Garbage" = garbage }
              }
              remote {
                warn-about-direct-use = off
                artery.canonical { hostname = "127.0.0.1", port = 0 }
              }
            }
            """)
        .withFallback(ConfigFactory.load());
  }

  /** What cannot be a message, whatever follows: no such type, a length that the bytes do not have, another schema. */
  private static List<Garbage> garbage() {
    Random random = new Random(7);
    byte[] noise = new byte[100_000];
    random.nextBytes(noise);
    String text = new String(noise, StandardCharsets.ISO_8859_1);
    char exchange = 20 + 2;
    return List.of(
        new Garbage("1", ""),
        new Garbage("1", "\u0007"),
        new Garbage("1", "\u007f" + text),
        new Garbage("1", exchange + "\u00ff".repeat(60)),
        new Garbage("2", text),
        new Garbage("no schema", ""));
  }

  @Test
  void isRefusedAndCountedAndTheNodeLives() throws InterruptedException {
    EventModels.Case ties = EventModels.all().filter(of -> of.name().equals("ties")).findFirst().orElseThrow();
    ActorSystem<Void> stranger = ActorSystem.create(Behaviors.empty(), "stranger", stranger());
    try (Driver driver = new Driver(settings("driver", List.of()));
        HostNode host = new HostNode(settings("host", List.of(driver.address())), _ -> ties.model());
        EventEngine engine = driver.engine(1, _ -> "ties")) {
      driver.awaitHosts(1, PATIENCE);
      ActorRef<Garbage> target =
          ActorRefResolver.get(stranger).resolveActorRef("pekko://lockstep@" + host.address() + "/user/host");
      garbage().forEach(target::tell);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (host.messagesRefused() < garbage().size() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(host.messagesRefused()).isEqualTo(garbage().size());
      EventAssignment assignment = EventAssignment.of(ties.model(), 3, Horizon.until(1_000), 2, 2);
      assertThat(EventWork.of(engine.perform(assignment))).isEqualTo(HeapOracle.perform(ties.model(), 3, Horizon.until(1_000)));
    } finally {
      stranger.terminate();
    }
  }
}
