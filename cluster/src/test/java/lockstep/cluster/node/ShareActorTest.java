package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.cluster.wire.Wire;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventModels;
import lockstep.engine.event.EventModels.Case;
import lockstep.engine.event.EventRun;
import lockstep.engine.event.EventWork;
import lockstep.engine.event.HeapOracle;
import lockstep.engine.event.Parcel;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exchange between nodes over a network that loses batches, delivers them twice and in any order: the real actors, one message at a
 * time, chosen at random from all that are on their way.
 */
final class ShareActorTest {

  private static final int ORDERS = 12;

  /** More messages than any of these runs has, so that one that never ends is told. */
  private static final int MOST_MESSAGES = 300_000;

  private static final int PARTITIONS = 5;

  /** One order of messages, and how often the network loses or repeats a batch. */
  record Order(Case of, int nodes, double lost, double repeated, long seed) {
    @Override
    public String toString() {
      return of + ", " + nodes + " nodes, lost " + lost + ", repeated " + repeated + ", order " + seed;
    }
  }

  static Stream<Order> orders() {
    return Stream.of("ties", "one token", "ends by count", "ends by itself")
        .flatMap(name -> EventModels.all().filter(of -> of.name().equals(name)))
        .flatMap(
            of ->
                IntStream.of(1, 2, 3, 5)
                    .boxed()
                    .flatMap(
                        nodes ->
                            LongStream.range(0, ORDERS)
                                .mapToObj(seed -> new Order(of, nodes, seed % 3 * 0.05, seed % 2 * 0.2, seed))));
  }

  /** The nodes of one run, and what is on its way between them. */
  private static final class Network {

    private record OnItsWay(int to, ShareActor.Command message) {}

    private final Order order;
    private final Random random;
    private final EventAssignment assignment;
    private final Deal deal;
    private final TestInbox<Conductor.Command> conductor = TestInbox.create();
    private final List<BehaviorTestKit<ShareActor.Command>> shares = new ArrayList<>();
    private final List<OnItsWay> messages = new ArrayList<>();
    private final List<Conductor.Command> replies = new ArrayList<>();

    Network(Order order) {
      this.order = order;
      this.random = new Random(order.seed());
      this.assignment = EventAssignment.of(order.of().model(), order.seed(), order.of().horizon(), 4, PARTITIONS);
      this.deal = Deal.of(order.nodes(), PARTITIONS, 4);
      for (int node = 0; node < deal.nodes(); node++) {
        shares.add(
            BehaviorTestKit.create(
                ShareActor.create(
                    ShareOrder.of(assignment, node, deal, Stage.ONLY),
                    order.of().model(),
                    conductor.getRef(),
                    new ShareActor.Place(TestInbox.<Vault.Command>create().getRef(), new AtomicLong(), () -> Wire.Traffic.NONE))));
      }
      collect();
      assertThat(replies).hasSize(deal.nodes()).allMatch(Conductor.Opened.class::isInstance);
      replies.clear();
    }

    List<ActorRef<ShareActor.Command>> refs() {
      return shares.stream().map(BehaviorTestKit::getRef).toList();
    }

    void tellAll(ShareActor.Command message) {
      for (int to = 0; to < shares.size(); to++) {
        messages.add(new OnItsWay(to, message));
      }
    }

    /** Delivers until all have replied; when nothing is on its way any more, time passes. */
    List<Conductor.Command> deliverUntilAllReplied() {
      replies.clear();
      for (int delivered = 0; replies.size() < shares.size(); delivered++) {
        assertThat(delivered).as("messages of " + order).isLessThan(MOST_MESSAGES);
        if (messages.isEmpty()) {
          tellAll(ShareActor.Order.TICK);
        }
        deliver(messages.remove(random.nextInt(messages.size())));
      }
      return List.copyOf(replies);
    }

    private void deliver(OnItsWay next) {
      boolean batch = next.message() instanceof ShareActor.Exchange;
      if (batch && random.nextDouble() < order.lost()) {
        return;
      }
      if (batch && random.nextDouble() < order.repeated()) {
        messages.add(next);
      }
      shares.get(next.to()).run(next.message());
      collect();
    }

    private void collect() {
      for (int node = 0; node < shares.size(); node++) {
        BehaviorTestKit<ShareActor.Command> share = shares.get(node);
        for (int worker = 0; worker < deal.workers(node); worker++) {
          BehaviorTestKit<PartitionWorker.Command> kit = share.childTestKit(share.<PartitionWorker.Command>childInbox("worker-" + worker).getRef());
          kit.selfInbox().getAllReceived().forEach(kit::run);
        }
        int to = node;
        share.selfInbox().getAllReceived().forEach(message -> messages.add(new OnItsWay(to, message)));
      }
      conductor.getAllReceived().stream().filter(reply -> !(reply instanceof Conductor.Progress)).forEach(replies::add);
    }

    EventWork perform() {
      tellAll(new ShareActor.Begin(refs(), Optional.empty()));
      List<Conductor.Stopped> stopped = deliverUntilAllReplied().stream().map(Conductor.Stopped.class::cast).toList();
      assertThat(stopped).allMatch(Conductor.Stopped::done);
      Collection collection = new Collection(new EventRun(assignment), deal, stopped);
      tellAll(new ShareActor.FinishAt(collection.end()));
      assertThat(deliverUntilAllReplied()).allMatch(Conductor.Finished.class::isInstance);
      for (int node = 0; node < shares.size(); node++) {
        for (var next = collection.next(node); next.isPresent(); next = collection.next(node)) {
          shares.get(node).run(next.get());
          conductor.getAllReceived().forEach(part -> assertThat(collection.add((Conductor.ImagePart) part)).isTrue());
        }
      }
      return EventWork.of(collection.outcome());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("orders")
  void doesTheWorkOfTheHeapWhateverTheNetworkDoes(Order order) {
    assertThat(new Network(order).perform())
        .isEqualTo(HeapOracle.perform(order.of().model(), order.seed(), order.of().horizon()));
  }

  private static Order two() {
    Case ties = EventModels.all().filter(of -> of.name().equals("ties")).findFirst().orElseThrow();
    return new Order(ties, 2, 0, 0, 3);
  }

  @Test
  void forgedBatchesChangeNothing() {
    Network network = new Network(two());
    network.tellAll(new ShareActor.Begin(network.refs(), Optional.empty()));
    Parcel outside = new Parcel(new int[] {99}, new int[] {5}, new long[5]);
    Parcel early = new Parcel(new int[] {0}, new int[] {5}, new long[] {-4, 0, 0, 0, 0});
    for (Parcel parcel : List.of(outside, early)) {
      for (int sender : new int[] {-1, 0, 1, 2, 99}) {
        network.tellAll(new ShareActor.Exchange(1, 0, -1, sender, 0, 0, false, 0, 1, parcel));
      }
    }
    network.tellAll(new ShareActor.Exchange(2, 0, -1, 0, 0, 0, false, 0, 1, Parcel.empty()));
    network.tellAll(new ShareActor.Exchange(1, 7, 6, 0, 9, 0, false, 0, 1, Parcel.empty()));
    network.tellAll(new ShareActor.Exchange(1, 0, 5, 0, 3, 0, false, 0, 1, Parcel.empty()));
    network.tellAll(new ShareActor.Resend(9, 0, 0, new ShareActor.Chunks()));
    network.tellAll(new ShareActor.Resend(1, 0, 12, new ShareActor.Chunks(-1, 1 << 30)));
    network.tellAll(new ShareActor.SendImage(-1, -1));
    List<Conductor.Command> replies = network.deliverUntilAllReplied();
    assertThat(replies).allMatch(reply -> reply instanceof Conductor.Stopped stopped && stopped.done());
    assertThat(((Conductor.Stopped) replies.getFirst()).events())
        .isEqualTo(HeapOracle.perform(two().of().model(), two().seed(), two().of().horizon()).ledger().events());
  }

  @Test
  void cancelledSharesAllStopAfterTheSameRound() {
    Network network = new Network(two());
    network.tellAll(new ShareActor.Begin(network.refs(), Optional.empty()));
    network.messages.add(new Network.OnItsWay(1, ShareActor.Order.CANCEL));
    List<Conductor.Command> replies = network.deliverUntilAllReplied();
    assertThat(replies).allMatch(reply -> reply instanceof Conductor.Stopped stopped && !stopped.done());
    assertThat(replies).extracting(reply -> ((Conductor.Stopped) reply).rounds()).containsOnly(((Conductor.Stopped) replies.getFirst()).rounds());
  }
}
