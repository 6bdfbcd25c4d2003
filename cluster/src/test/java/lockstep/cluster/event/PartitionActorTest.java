package lockstep.cluster.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventModels;
import lockstep.engine.event.EventModels.Case;
import lockstep.engine.event.EventRun;
import lockstep.engine.event.EventWork;
import lockstep.engine.event.HeapOracle;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocol of the partitions under every order of messages that comes up: the real actors, one message at a time, chosen at random
 * from all that are on their way. So batches come permuted, and a round ahead.
 */
final class PartitionActorTest {

  private static final int ORDERS = 15;

  /** A message on its way to a partition. */
  private record OnItsWay(int to, PartitionActor.Command message) {}

  /** One order of messages. */
  record Order(Case of, int partitions, long seed) {
    @Override
    public String toString() {
      return of + ", " + partitions + " partitions, order " + seed;
    }
  }

  static Stream<Order> orders() {
    return Stream.of("ties", "one token", "ends by count", "ends by itself")
        .flatMap(name -> EventModels.all().filter(of -> of.name().equals(name)))
        .flatMap(
            of ->
                IntStream.of(1, 2, 3, 5)
                    .boxed()
                    .flatMap(partitions -> LongStream.range(0, ORDERS).mapToObj(seed -> new Order(of, partitions, seed))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("orders")
  void doesTheWorkOfTheHeapInAnyOrderOfMessages(Order order) {
    Case of = order.of();
    EventAssignment assignment =
        EventAssignment.of(of.model(), order.seed(), of.horizon(), order.partitions(), order.partitions());
    EventRun run = new EventRun(assignment);
    TestInbox<SimulationRun.Command> whole = TestInbox.create();
    List<BehaviorTestKit<PartitionActor.Command>> actors =
        run.partitions().stream()
            .map(
                partition ->
                    BehaviorTestKit.create(
                        PartitionActor.create(run, partition, assignment.cancellation(), whole.getRef())))
            .toList();
    List<ActorRef<PartitionActor.Command>> refs = actors.stream().map(BehaviorTestKit::getRef).toList();
    List<OnItsWay> messages = new ArrayList<>();
    for (int to = 0; to < refs.size(); to++) {
      messages.add(new OnItsWay(to, new PartitionActor.Begin(refs)));
    }
    Random random = new Random(order.seed());
    while (!messages.isEmpty()) {
      OnItsWay next = messages.remove(random.nextInt(messages.size()));
      actors.get(next.to()).run(next.message());
      for (int to = 0; to < actors.size(); to++) {
        int receiver = to;
        actors.get(to).selfInbox().getAllReceived().forEach(sent -> messages.add(new OnItsWay(receiver, sent)));
      }
    }
    List<SimulationRun.Command> said = whole.getAllReceived();
    assertThat(said).hasSize(order.partitions()).allMatch(SimulationRun.Stopped.class::isInstance);
    SimulationRun.Stopped stopped = (SimulationRun.Stopped) said.getFirst();
    assertThat(EventWork.of(run.completed(stopped.window(), stopped.rounds(), 0)))
        .isEqualTo(HeapOracle.perform(of.model(), order.seed(), of.horizon()));
  }
}
