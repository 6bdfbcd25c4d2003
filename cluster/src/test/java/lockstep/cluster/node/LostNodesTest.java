package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventModels;
import lockstep.engine.event.EventWork;
import lockstep.engine.event.HeapOracle;
import lockstep.engine.event.Horizon;
import lockstep.simulation.EventModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The actor systems of nodes are ended while they work, and the others come to what all would have come to. */
@Timeout(240)
final class LostNodesTest {

  private static final int PARTITIONS = 7;
  private static final long SEED = 11;
  private static final EventModel MODEL = EventModels.ties();
  private static final Horizon HORIZON = Horizon.until(6_000);
  private static final long ROUNDS = 600;

  /** A node that is ended when a round begins, and whether somebody tells of it or the others have to notice. */
  record Loss(int node, long round, boolean told) {
    @Override
    public String toString() {
      return "node " + node + " in round " + round + (told ? ", told" : ", noticed");
    }
  }

  static Stream<Loss> losses() {
    return Stream.of(new Loss(1, 3, true), new Loss(2, 250, true));
  }

  static Stream<Loss> manyLosses() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    return random.longs(20, 1, ROUNDS).mapToObj(round -> new Loss(1 + (int) (round % 3), round, random.nextInt(4) > 0));
  }

  private static EventAssignment assignment() {
    return EventAssignment.of(MODEL, SEED, HORIZON, 3, PARTITIONS);
  }

  private static EventWork oracle() {
    return HeapOracle.perform(MODEL, SEED, HORIZON);
  }

  private static void lose(OneJvmCluster cluster, Loss loss) {
    if (loss.told()) {
      cluster.lose(loss.node());
    }
    cluster.kill(loss.node());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void othersGoOn(Loss loss) throws InterruptedException {
    AtomicReference<OneJvmCluster> started = new AtomicReference<>();
    Queue<Happening> told = new ConcurrentLinkedQueue<>();
    Surviving surviving =
        new Surviving(
            SnapshotPlan.everyRounds(50),
            List.of(loss.round()),
            happening -> {
              told.add(happening);
              if (happening instanceof Happening.Reached) {
                var _ = CompletableFuture.runAsync(() -> lose(Objects.requireNonNull(started.get()), loss));
              }
            });
    try (OneJvmCluster cluster = new OneJvmCluster(3, surviving)) {
      started.set(cluster);
      assertThat(EventWork.of(cluster.perform(assignment()))).isEqualTo(oracle());
      assertThat(told).as("%s", told).anyMatch(Happening.Survived.class::isInstance);
      assertThat(EventWork.of(cluster.perform(assignment()))).as("on those that are left").isEqualTo(oracle());
    }
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("manyLosses")
  void othersGoOnWheneverItIs(Loss loss) throws InterruptedException {
    othersGoOn(loss);
  }

  @Test
  void withoutSnapshotsTheLossIsTold() throws InterruptedException {
    AtomicReference<OneJvmCluster> started = new AtomicReference<>();
    Surviving surviving =
        new Surviving(
            SnapshotPlan.NEVER,
            List.of(100L),
            happening -> {
              if (happening instanceof Happening.Reached) {
                var _ = CompletableFuture.runAsync(() -> lose(Objects.requireNonNull(started.get()), new Loss(2, 100, true)));
              }
            });
    try (OneJvmCluster cluster = new OneJvmCluster(3, surviving)) {
      started.set(cluster);
      assertThatExceptionOfType(LostPartitions.class)
          .isThrownBy(() -> cluster.perform(assignment()))
          .withMessage("node 2 was killed: partitions 2 to 3 of 7 were lost with it");
    }
  }
}
