package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.EngineFailure;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventModels;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventWork;
import lockstep.engine.event.HeapOracle;
import lockstep.engine.event.Horizon;
import lockstep.simulation.EventModel;
import lockstep.simulation.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Assignments of which everything is lost but the disk go on from there, and come to what they would have come to. */
final class ResumedFromDiskTest {

  private static final int PARTITIONS = 5;
  private static final EventModel MODEL = EventModels.ties();
  private static final Horizon HORIZON = Horizon.until(300);
  private static final long SEED = 7;
  private static final SnapshotPlan EACH_ROUND = SnapshotPlan.everyRounds(1);
  private static final SnapshotPlan NOTHING_MORE = SnapshotPlan.everyRounds(1_000);
  private static final SnapshotPlan EVERY_4_ROUNDS = SnapshotPlan.everyRounds(4);
  private static final EventWork ORACLE = HeapOracle.perform(MODEL, SEED, HORIZON);

  @TempDir Path temporary;
  private Path disk;

  @BeforeEach
  void setUp() throws IOException {
    disk = Files.createDirectory(temporary.resolve("disk"));
  }

  /** When everything is lost, and on how many nodes it goes on. */
  record Cut(int nodes, int afterMessages, int thenNodes, double lossy, long order) {
    @Override
    public String toString() {
      return nodes + " nodes for " + afterMessages + " messages, then " + thenNodes + ", lossy " + lossy + ", order " + order;
    }
  }

  private static EventAssignment assignment() {
    return EventAssignment.of(MODEL, SEED, HORIZON, 4, PARTITIONS);
  }

  private static Kept kept(Path disk) throws IOException {
    return new SnapshotFiles(disk).newest(Origin.of("1", assignment(), Nodes.RECIPE), PARTITIONS);
  }

  /** Nodes that go on from what is on a disk. */
  private static Nodes nodes(Path disk, int number, SnapshotPlan plan, double lossy, long order) throws IOException {
    return new Nodes(assignment(), number, plan, disk, kept(disk), lossy, order);
  }

  private static EventOutcome.Completed end(Nodes nodes) throws Exception {
    nodes.deliverAll();
    return (EventOutcome.Completed) nodes.result().get();
  }

  private static void assertEndsAsIfUndisturbed(Path disk, int number, SnapshotPlan plan, double lossy, long order) throws Exception {
    long round = kept(disk).round();
    Nodes resumed = nodes(disk, number, plan, lossy, order);
    assertThat(EventWork.of(end(resumed))).as("on from round %d", round).isEqualTo(ORACLE);
    assertThat(resumed.told().getFirst()).isEqualTo(new Happening.Began(round, List.of()));
  }

  private Path copyOfDisk(int number) throws IOException {
    Path target = Files.createDirectory(temporary.resolve("copy-" + number));
    for (Path file : files(disk)) {
      Files.copy(file, target.resolve(file.getFileName()));
    }
    return target;
  }

  private static List<Path> files(Path disk) throws IOException {
    try (Stream<Path> files = Files.list(disk)) {
      return files.sorted().toList();
    }
  }

  /** From the first message to the last one; on as many nodes as before, and on others. */
  static Stream<Cut> cuts() {
    return IntStream.rangeClosed(1, 4)
        .boxed()
        .flatMap(
            number -> {
              Nodes undisturbed = new Nodes(assignment(), number, EVERY_4_ROUNDS, List.of(), 0, 1);
              undisturbed.deliverAll();
              int step = undisturbed.delivered() / 10;
              return IntStream.range(0, 10).mapToObj(n -> new Cut(number, n * step, 1 + (number + n) % 4, n % 2 * 0.02, n));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cuts")
  void theLossOfAllNodesChangesNothing(Cut cut) throws Exception {
    nodes(disk, cut.nodes(), EVERY_4_ROUNDS, cut.lossy(), cut.order()).deliver(cut.afterMessages());

    assertEndsAsIfUndisturbed(disk, cut.thenNodes(), EVERY_4_ROUNDS, cut.lossy(), cut.order() + 100);
  }

  /** A snapshot of every round, and a cut after each file: so after each round, and within each. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theLossOfAllNodesAfterAnyFileChangesNothing(int number) throws Exception {
    Nodes nodes = nodes(disk, number, EACH_ROUND, 0, 3);
    List<Path> before = List.of();
    List<Long> rounds = new ArrayList<>();
    while (!nodes.result().isDone()) {
      nodes.deliver(1);
      if (!files(disk).equals(before)) {
        before = files(disk);
        Path copy = copyOfDisk(rounds.size());
        rounds.add(kept(copy).round());
        assertEndsAsIfUndisturbed(copy, number, NOTHING_MORE, 0, 4);
      }
    }
    assertThat(rounds).as("rounds that were gone on from").isSorted().hasSizeGreaterThan(3 * PARTITIONS);
    assertThat(rounds.stream().distinct()).hasSizeGreaterThan(5);
  }

  /** Whatever becomes of nodes, and whoever comes back: once a round is whole on disk, some round always is, and none that is older. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatIsOnDiskOnlyGetsNewer(long order) throws Exception {
    Nodes nodes = nodes(disk, 4, SnapshotPlan.everyRounds(2), 0.02, order);
    int node = (int) (order % 4);
    long newest = Stage.FROM_THE_FIRST;
    List<Path> before = List.of();
    while (!nodes.result().isDone()) {
      nodes.deliver(1);
      if (nodes.delivered() == 200 * order) {
        nodes.pause(node);
        nodes.tellLost(node);
      } else if (nodes.delivered() == 200 * order + 250) {
        nodes.goOn();
      }
      if (!files(disk).equals(before)) {
        before = files(disk);
        long now = kept(disk).round();
        assertThat(now).as("after message %d", nodes.delivered()).isGreaterThanOrEqualTo(newest);
        newest = now;
      }
    }
    assertThat(EventWork.of(nodes.result().get())).isEqualTo(ORACLE);
    assertThat(nodes.told()).anyMatch(Happening.Survived.class::isInstance);
    assertThat(newest).isGreaterThan(20);
    assertEndsAsIfUndisturbed(disk, 2, EVERY_4_ROUNDS, 0, order);
  }

  /** The lost node had not written what its neighbour has of it, and another one takes long. */
  @Test
  void whatOthersGoOnFromIsOnDiskBeforeAnythingNewIsKept() throws Exception {
    Nodes nodes = nodes(disk, 3, EVERY_4_ROUNDS, 0, 5);
    while (kept(disk).round() < 8) {
      nodes.deliver(1);
    }
    nodes.holdUpDisk(1);
    nodes.deliver(250);
    long before = kept(disk).round();
    nodes.lose(1);
    nodes.holdUpDisk(2);
    List<Long> rounds = new ArrayList<>();
    while (!nodes.result().isDone()) {
      nodes.deliver(1);
      rounds.add(kept(disk).round());
      if (rounds.size() == 250) {
        nodes.goOn();
      }
    }
    assertThat(EventWork.of(nodes.result().get())).isEqualTo(ORACLE);
    Happening.Survived survived = (Happening.Survived) nodes.told().getLast();
    assertThat(survived.keptRound()).as("in memory").isGreaterThan(before);
    assertThat(rounds).isSorted().first().isEqualTo(before);
    assertThat(rounds.getLast()).isGreaterThanOrEqualTo(survived.keptRound());
  }

  private void cutAfterRound(long round, int number) throws IOException {
    Nodes nodes = nodes(disk, number, EVERY_4_ROUNDS, 0, 5);
    while (kept(disk).round() < round) {
      nodes.deliver(1);
    }
  }

  @Test
  void statisticsAndSeriesAreThoseOfTheUndisturbedRun() throws Exception {
    EventOutcome.Completed undisturbed = end(new Nodes(assignment(), 3, EVERY_4_ROUNDS, List.of(), 0, 1));
    cutAfterRound(12, 3);
    EventOutcome.Completed resumed = end(nodes(disk, 3, EVERY_4_ROUNDS, 0, 6));
    assertThat(recorded(resumed.statistics())).isEqualTo(recorded(undisturbed.statistics()));
    assertThat(resumed.elapsedNanos()).as("the time before counts").isGreaterThanOrEqualTo(kept(disk).elapsedNanos()).isPositive();
  }

  private static List<Object> recorded(Statistics statistics) {
    List<Object> recorded = new ArrayList<>();
    for (int s = 0; s < MODEL.statistics().size(); s++) {
      recorded.add(List.of(statistics.tally(s).count(), statistics.tally(s).sum(), statistics.tally(s).min(), statistics.tally(s).max()));
    }
    for (int s = 0; s < MODEL.series().size(); s++) {
      int number = s;
      recorded.add(IntStream.range(0, statistics.slots(s)).mapToObj(slot -> statistics.value(number, slot)).toList());
    }
    return recorded;
  }

  @Test
  void aDamagedRoundIsPassedOverForTheOneBeforeAndSaysSo() throws Exception {
    cutAfterRound(12, 3);
    Path damaged = new SnapshotFiles(disk).file(12, 2);
    try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    Nodes nodes = nodes(disk, 3, EVERY_4_ROUNDS, 0, 6);
    assertThat(EventWork.of(end(nodes))).isEqualTo(ORACLE);
    assertThat(nodes.told().getFirst())
        .isEqualTo(new Happening.Began(8, List.of("partition-00002-round-000000000012.snapshot: it is cut off")));
  }

  @Test
  void whatIsDamagedAfterItWasFoundEndsTheAssignment() throws Exception {
    cutAfterRound(12, 3);
    Nodes nodes = nodes(disk, 3, EVERY_4_ROUNDS, 0, 6);
    Files.delete(new SnapshotFiles(disk).file(kept(disk).round(), 4));
    nodes.deliverAll();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> nodes.result().get())
        .withCauseExactlyInstanceOf(EngineFailure.class)
        .withMessageContaining("partition-00004-round-000000000012.snapshot cannot be gone on from: ");
  }

  @Test
  void aDiskThatCannotBeWrittenEndsTheAssignment() throws Exception {
    Nodes nodes = nodes(disk, 3, EVERY_4_ROUNDS, 0, 6);
    Files.delete(disk);
    nodes.deliverAll();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> nodes.result().get())
        .withCauseExactlyInstanceOf(EngineFailure.class)
        .withMessageMatching(".* broke: partition [0-4] cannot be kept in .*disk: java.nio.file.NoSuchFileException.*");
  }

  /** Nobody has what was on disk in memory, until something new is kept, whole. */
  @ParameterizedTest
  @ValueSource(ints = {0, 30, 60, 90, 120, 150, 180, 210, 240})
  void theLossOfANodeBeforeAnythingNewIsKeptGoesBackToTheDisk(int afterMessages) throws Exception {
    cutAfterRound(12, 3);
    Nodes nodes = nodes(disk, 3, EVERY_4_ROUNDS, 0, 8);
    while (nodes.told().isEmpty()) {
      nodes.deliver(1);
    }
    nodes.deliver(afterMessages);
    nodes.lose(1);
    assertThat(EventWork.of(end(nodes))).isEqualTo(ORACLE);
    Happening.Survived survived = (Happening.Survived) nodes.told().get(1);
    assertThat(survived.keptRound()).isGreaterThanOrEqualTo(12);
    assertThat(afterMessages == 0 && survived.keptRound() > 12).isFalse();
  }

  @Test
  void theLossOfANodeAndItsBuddyIsToldAndGoneOnFrom() throws Exception {
    Nodes nodes = nodes(disk, 3, EVERY_4_ROUNDS, 0, 4);
    while (kept(disk).round() < 12) {
      nodes.deliver(1);
    }
    nodes.lose(0);
    nodes.lose(1);
    nodes.deliverAll();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> nodes.result().get())
        .withCauseExactlyInstanceOf(LostPartitions.class)
        .withMessageContaining("no node that is left holds partitions 0 of 5");
    assertThat(kept(disk).round()).isGreaterThanOrEqualTo(12);
    assertEndsAsIfUndisturbed(disk, 1, EVERY_4_ROUNDS, 0, 9);
  }

  @Test
  void whereNothingIsToBeOnDiskNothingIs() throws Exception {
    Nodes nodes = new Nodes(assignment(), 3, EVERY_4_ROUNDS, List.of(), 0, 4);
    assertThat(EventWork.of(end(nodes))).isEqualTo(ORACLE);
    assertThat(files(disk)).isEmpty();
  }

  /** The real thing, in one JVM: what an assignment had on disk is gone when it is complete, and the one after it begins anew. */
  @Test
  void aClusterDeletesWhatNobodyWillGoOnFrom() throws Exception {
    cutAfterRound(12, 3);
    List<Happening> told = Collections.synchronizedList(new ArrayList<>());
    try (OneJvmCluster cluster = new OneJvmCluster(2, new Surviving(EVERY_4_ROUNDS, List.of(), Optional.of(disk), told::add))) {
      assertThat(EventWork.of(cluster.perform(assignment()))).isEqualTo(ORACLE);
      assertThat(EventWork.of(cluster.perform(assignment()))).isEqualTo(ORACLE);
    }
    assertThat(told.stream().map(happening -> ((Happening.Began) happening).round())).containsExactly(-1L, -1L);
    assertThat(((Happening.Began) told.getFirst()).passedOver()).hasSize(2).allMatch(why -> why.contains("it is of version 1, not of version "));
  }
}
