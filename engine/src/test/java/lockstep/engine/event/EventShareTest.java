package lockstep.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.RemoteTraffic;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.event.EventModels.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares of a run that see nothing of each other but parcels and images do the work of the heap. */
final class EventShareTest {

  private static final int PARTITIONS = 5;
  private static final long SEED = 23;

  static Stream<Case> cases() {
    return EventModels.all();
  }

  private static EventAssignment assignment(Case of, Partitioning partitioning) {
    return new EventAssignment(
        of.model(), SEED, of.horizon(), 2, PARTITIONS, partitioning, true, new Board(PARTITIONS), new Cancellation());
  }

  /** Each has an assignment, and with it a board, of its own, as in a JVM of its own. */
  private static List<EventShare> shares(Case of, Partitioning partitioning, int... firsts) {
    return IntStream.range(0, firsts.length)
        .mapToObj(
            n ->
                new EventShare(
                    assignment(of, partitioning), firsts[n], n + 1 < firsts.length ? firsts[n + 1] : PARTITIONS))
        .toList();
  }

  /** Where a share begins and ends, by its number. */
  private static int first(List<EventShare> shares, int n) {
    return n == shares.size() ? PARTITIONS : shares.get(n).partitions().getFirst().number();
  }

  private static EventWork perform(Case of, Partitioning partitioning, int... firsts) {
    List<EventShare> shares = shares(of, partitioning, firsts);
    shares.forEach(share -> share.partitions().forEach(Partition::start));
    long window = -1;
    long rounds = 0;
    while (true) {
      long next = shares.stream().mapToLong(EventShare::bound).min().orElseThrow();
      long events = shares.stream().mapToLong(EventShare::events).sum();
      if (!shares.getFirst().goesOn(next, events)) {
        return collected(of, partitioning, shares, window, rounds);
      }
      window = next;
      rounds++;
      exchange(shares);
      for (EventShare share : shares) {
        for (Partition partition : share.partitions()) {
          partition.handle(window);
        }
      }
    }
  }

  private static void exchange(List<EventShare> shares) {
    for (int to = 0; to < shares.size(); to++) {
      EventShare receiver = shares.get(to);
      for (EventShare sender : shares) {
        if (sender != receiver) {
          for (Parcel parcel : sender.parcels(first(shares, to), first(shares, to + 1))) {
            receiver.check(parcel, sender.bound());
            receiver.partitions().forEach(partition -> partition.accept(parcel));
          }
        } else {
          receiver.partitions().forEach(one -> receiver.partitions().forEach(other -> other.accept(one.batch(other.number()))));
        }
      }
    }
  }

  private static EventWork collected(Case of, Partitioning partitioning, List<EventShare> shares, long window, long rounds) {
    long events = shares.stream().mapToLong(EventShare::events).sum();
    long lastTime = shares.stream().mapToLong(EventShare::lastTime).max().orElse(0);
    EventRun whole = new EventRun(assignment(of, partitioning));
    for (EventShare share : shares) {
      share.finish(share.end(window, events, lastTime));
      share.partitions().forEach(partition -> whole.partitions().get(partition.number()).restore(partition.image()));
    }
    return EventWork.of(whole.collected(window, rounds, 1, new RemoteTraffic()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doTheWorkOfTheHeapTogether(Case of) {
    EventWork oracle = HeapOracle.perform(of.model(), SEED, of.horizon());
    for (Partitioning partitioning : Partitioning.values()) {
      assertThat(perform(of, partitioning, 0)).isEqualTo(oracle);
      assertThat(perform(of, partitioning, 0, 3)).isEqualTo(oracle);
      assertThat(perform(of, partitioning, 0, 1, 2, 4)).isEqualTo(oracle);
    }
  }

  /** After some rounds all partitions are thrown away, and others go on from what these had come to. */
  private static EventWork performInTwoParts(Case of, Partitioning partitioning, int roundsBefore) {
    EventShare share = shares(of, partitioning, 0).getFirst();
    share.partitions().forEach(Partition::start);
    long window = -1;
    long rounds = 0;
    while (share.goesOn(share.bound(), share.events())) {
      window = share.bound();
      exchange(List.of(share));
      if (rounds++ == roundsBefore) {
        EventShare other = shares(of, partitioning, 0).getFirst();
        for (int n = 0; n < PARTITIONS; n++) {
          other.partitions().get(n).resume(share.partitions().get(n).snapshot());
        }
        share = other;
        assertThat(share.bound()).as("what is to be handled next").isEqualTo(window);
      }
      for (Partition partition : share.partitions()) {
        partition.handle(window);
      }
    }
    return collected(of, partitioning, List.of(share), window, rounds);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doTheWorkOfTheHeapWhenTheyGoOnFromSnapshots(Case of) {
    EventWork oracle = HeapOracle.perform(of.model(), SEED, of.horizon());
    for (int roundsBefore : new int[] {0, 1, 2, 7, 30, 100}) {
      Partitioning partitioning = Partitioning.values()[roundsBefore % 3];
      assertThat(performInTwoParts(of, partitioning, roundsBefore)).as("%d rounds", roundsBefore).isEqualTo(oracle);
    }
  }

  @Test
  void refuseSnapshotsThatAreNone() {
    Partition partition = ties().partitions().getFirst();
    partition.start();
    long[] snapshot = partition.snapshot();
    Partition other = ties().partitions().getLast();
    assertThatIllegalArgumentException().as("of another partition").isThrownBy(() -> other.resume(snapshot));
    for (int length : new int[] {0, snapshot.length - 1, snapshot.length + 1}) {
      assertThatIllegalArgumentException().isThrownBy(() -> ties().partitions().getFirst().resume(Arrays.copyOf(snapshot, length)));
    }
  }

  /** So many events that one parcel cannot have them all. */
  @Test
  void packsAllEventsIntoParcelsOfBoundedSize() {
    Case many = new Case("many", new Tangle("many", 60_000, 60_000, 100, 300, 1, 0.3, 0, 2), Horizon.until(300));
    List<EventShare> shares = shares(many, Partitioning.HASH, 0, 2);
    shares.getFirst().partitions().forEach(Partition::start);
    List<Parcel> parcels = shares.getFirst().parcels(2, PARTITIONS);
    assertThat(parcels).hasSizeGreaterThan(2).allMatch(parcel -> parcel.words().length <= EventShare.MOST_PARCEL_WORDS);
    List<Long> packed = new ArrayList<>();
    parcels.forEach(parcel -> Arrays.stream(parcel.words()).forEach(packed::add));
    List<Long> sent = new ArrayList<>();
    for (int to = 2; to < PARTITIONS; to++) {
      for (Partition sender : shares.getFirst().partitions()) {
        Bucket events = sender.batch(to).events();
        Arrays.stream(events.words(), 0, events.used()).forEach(sent::add);
      }
    }
    assertThat(packed).isEqualTo(sent);
    parcels.forEach(parcel -> shares.getLast().check(parcel, shares.getFirst().bound()));
  }

  @Test
  void hasAParcelAlsoWhenNothingWasSent() {
    EventShare share = shares(EventModels.all().filter(of -> of.name().equals("nothing to do")).findFirst().orElseThrow(), Partitioning.BLOCK, 0, 2).getFirst();
    share.partitions().forEach(Partition::start);
    assertThat(share.parcels(2, PARTITIONS)).singleElement().satisfies(parcel -> assertThat(parcel.words()).isEmpty());
  }

  private static EventShare ties() {
    return shares(new Case("ties", EventModels.ties(), Horizon.until(100)), Partitioning.BLOCK, 0, 2).getLast();
  }

  private static final long TIME = 40;

  /** An event of entity 3 for the entity at position 8, the first of partition 2. */
  private static long[] event(long time, int sender, int position) {
    return new long[] {time, Bucket.route(sender, position), Bucket.stamp(7, 0), 1, 2};
  }

  private static Parcel parcel(int partition, long... words) {
    return new Parcel(new int[] {partition}, new int[] {words.length}, words);
  }

  @Test
  void acceptsAParcelThatIsSound() {
    ties().check(parcel(2, event(TIME, 3, 8)), 4);
  }

  static Stream<Parcel> unsound() {
    long[] sound = event(TIME, 3, 8);
    return Stream.of(
        parcel(1, event(TIME, 3, 4)),
        parcel(5, sound),
        parcel(-1, sound),
        parcel(2, event(TIME, 3, 7)),
        parcel(2, event(TIME, 3, 12)),
        parcel(2, event(TIME, 20, 8)),
        parcel(2, event(TIME, -1, 8)),
        parcel(2, event(-1, 3, 8)),
        parcel(2, event(39, 3, 8)),
        parcel(2, Arrays.copyOf(sound, 4)),
        parcel(2),
        new Parcel(new int[] {2}, new int[] {10}, sound),
        new Parcel(new int[] {2}, new int[0], sound),
        new Parcel(new int[0], new int[0], sound),
        new Parcel(new int[] {2, 3}, new int[] {-5, 5}, sound),
        new Parcel(new int[] {3, 2}, new int[] {5, 10}, Arrays.copyOf(event(TIME, 3, 12), 10)));
  }

  @ParameterizedTest
  @MethodSource("unsound")
  void refusesWhatNoShareSends(Parcel parcel) {
    assertThatIllegalArgumentException().isThrownBy(() -> ties().check(parcel, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void refusesImagesOfAnotherLength(int more) {
    Partition partition = ties().partitions().getFirst();
    long[] image = partition.image();
    assertThatIllegalArgumentException().isThrownBy(() -> partition.restore(Arrays.copyOf(image, image.length + more)));
  }
}
