package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.Fault;
import lockstep.node.fork.SnapshotOrder;
import lockstep.node.fork.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios of simulations that have events. */
final class EventScenarioTest {

  private static final String LEAST = "lockstep.schema = 1\nsimulation = phold\n";

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  private List<String> cells(String text) {
    return scenarios.read(text).cells(Fixture.ENGINES, Fixture.EVENT_ENGINES).stream().map(Cell::text).toList();
  }

  @Test
  void keysOfEventsAreRead() {
    EventSettings settings =
        scenarios
            .read(LEAST + "until = 0.5\nevents = 1.5M\nrecord-from = 0.25\npartitions = [2, 8]\npartitioning = [hash, model]")
            .events()
            .orElseThrow();

    assertThat(settings.time()).isEqualTo(new VirtualTime(Optional.of(0.5), Optional.of(1_500_000L), 0.25));
    assertThat(settings.partitions()).containsExactly(2, 8);
    assertThat(settings.partitionings()).containsExactly(Partitioning.HASH, Partitioning.MODEL);
  }

  @Test
  void everythingMayBeLeftOut() {
    assertThat(scenarios.read(LEAST).events())
        .contains(new EventSettings(VirtualTime.ENDLESS, List.of(), List.of(Partitioning.BLOCK), List.of()));
  }

  @Test
  void partitionsAreAsManyAsWorkersAndOneWhereNothingIsConcurrent() {
    assertThat(cells(LEAST + "workers = [1, 3]"))
        .containsExactly(
            "sequential, workers 1",
            "event-loop, workers 1",
            "threads, workers 1, partitions 1, partitioning block",
            "threads, workers 3, partitions 3, partitioning block",
            "actors, workers 1, partitions 1, partitioning block",
            "actors, workers 3, partitions 3, partitioning block");
  }

  @Test
  void partitionsAndPartitioningsAreSweptWhereEnginesAreConcurrent() {
    assertThat(cells(LEAST + "engines = [sequential, threads]\nworkers = 2\npartitions = [2, 4]\npartitioning = [block, hash]"))
        .containsExactly(
            "sequential, workers 1",
            "threads, workers 2, partitions 2, partitioning block",
            "threads, workers 2, partitions 2, partitioning hash",
            "threads, workers 2, partitions 4, partitioning block",
            "threads, workers 2, partitions 4, partitioning hash");
  }

  @Test
  void nodesStandForTheBaselineAndTheCluster() {
    assertThat(cells(LEAST + "nodes = [1, 3]\nworkers = [1, 2]"))
        .containsExactly(
            "sequential, workers 1",
            "cluster, workers 1, nodes 1, partitions 1, partitioning block",
            "cluster, workers 2, nodes 1, partitions 2, partitioning block",
            "cluster, workers 3, nodes 3, partitions 3, partitioning block");
    assertThat(cells(LEAST + "engines = [actors, threads]\nbaseline = threads\nnodes = 2\nworkers = 2"))
        .containsExactly(
            "threads, workers 2, partitions 2, partitioning block", "cluster, workers 2, nodes 2, partitions 2, partitioning block");
  }

  @Test
  void clusterIsComparedWithTheEnginesItIsNamedWith() {
    assertThat(cells(LEAST + "engines = [sequential, actors, cluster]\nnodes = 2\nworkers = 2"))
        .containsExactly(
            "sequential, workers 1",
            "actors, workers 2, partitions 2, partitioning block",
            "cluster, workers 2, nodes 2, partitions 2, partitioning block");
  }

  @Test
  void nodesWithoutAPartitionEachAreNotAvailable() {
    assertThat(scenarios.read(LEAST + "nodes = [2, 3]\npartitions = 2\nworkers = 4").cells(Fixture.ENGINES, Fixture.EVENT_ENGINES))
        .extracting(Cell::refusal)
        .containsExactly(
            Optional.empty(), Optional.empty(), Optional.of("partitions must be at least as many as nodes, 3, got 2"));
  }

  @Test
  void nodesAreNoMoreThanEntities() {
    assertThat(scenarios.problems(LEAST + "params.entities = 2\nworkers = 2\nnodes = 3"))
        .containsExactly("case.conf:5: nodes: must be at most the number of entities, 2, got 3");
  }

  @Test
  void faultsAreDoneInACellBesideOneWithoutThem() {
    String text = LEAST + "nodes = 3\nworkers = 3\nsnapshots = 50 rounds\nfaults = [{ at-round = 500, do = kill, node = 2 }, { at = 1500ms, do = pause, node = 3, for = 20s }]\n";
    EventSettings settings = scenarios.read(text).events().orElseThrow();

    assertThat(settings.snapshots()).isEqualTo(new SnapshotOrder(Optional.of(50L), Optional.empty()));
    assertThat(settings.faults())
        .containsExactly(
            new Fault(Optional.of(500L), Optional.empty(), Fault.What.KILL, 2, Optional.empty()),
            new Fault(Optional.empty(), Optional.of(1_500_000_000L), Fault.What.PAUSE, 3, Optional.of(20_000_000_000L)));
    assertThat(cells(text))
        .containsExactly(
            "sequential, workers 1",
            "cluster, workers 3, nodes 3, partitions 3, partitioning block, faults none",
            "cluster, workers 3, nodes 3, partitions 3, partitioning block, faults kill 2, round 500; pause 3 at 1500ms for 20s");
    assertThat(scenarios.read(ScenarioText.of(scenarios.read(text)))).isEqualTo(scenarios.read(text));
  }

  @Test
  void partitionHasGroupsOfAllNodes() {
    String text = LEAST + "nodes = 4\nworkers = 4\nfaults = [{ at = 20s, do = partition, groups = [[1, 4, 2], [3]], for = 12s }]\n";

    assertThat(scenarios.read(text).events().orElseThrow().faults())
        .containsExactly(
            new Fault(Optional.empty(), Optional.of(20_000_000_000L), Fault.What.PARTITION, List.of(List.of(1, 4, 2), List.of(3)), Optional.of(12_000_000_000L)));
    assertThat(cells(text)).last().asString().endsWith(", faults partition 1 4 2 | 3 at 20s for 12s");
    assertThat(scenarios.read(ScenarioText.of(scenarios.read(text)))).isEqualTo(scenarios.read(text));
  }

  @Test
  void snapshotsAreOnDiskOnlyWhereAScenarioSaysSo() {
    assertThat(scenarios.read(LEAST + "nodes = 3\nworkers = 3").events().orElseThrow().snapshots().onDisk()).isFalse();
    assertThat(scenarios.read(LEAST + "nodes = 3\nworkers = 3\nsnapshots-in = memory").events().orElseThrow().snapshots().onDisk()).isFalse();
    String text = LEAST + "nodes = 3\nworkers = 3\nsnapshots = 20s\nsnapshots-in = disk\n";
    Scenario onDisk = scenarios.read(text);
    assertThat(onDisk.events().orElseThrow().snapshots()).isEqualTo(new SnapshotOrder(Optional.empty(), Optional.of(20_000_000_000L), true));
    assertThat(scenarios.read(ScenarioText.of(onDisk)).events()).isEqualTo(onDisk.events());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes = 3 | tape | must be one of memory, disk, got tape",
        "seed = 1 | disk | must not be disk without the key nodes, such as nodes = 3: only the engine cluster keeps snapshots",
        "snapshots = never | disk | must not be disk with snapshots = never"
      })
  void snapshotsThatCannotBeOnDiskAreRefused(String other, String where, String problem) {
    String nodes = other.startsWith("snapshots") ? "nodes = 3\n" : "";
    assertThat(scenarios.problems(LEAST + nodes + other + "\nworkers = 3\nsnapshots-in = " + where)).singleElement().asString().endsWith("snapshots-in: " + problem);
  }

  @Test
  void snapshotsAreTakenEachSecondUnlessSaidOtherwise() {
    assertThat(scenarios.read(LEAST).events().orElseThrow().snapshots()).isEqualTo(SnapshotOrder.EACH_SECOND);
    assertThat(scenarios.read(LEAST + "snapshots = never").events().orElseThrow().snapshots())
        .isEqualTo(new SnapshotOrder(Optional.empty(), Optional.empty()));
    assertThat(scenarios.read(LEAST + "snapshots = 200ms").events().orElseThrow().snapshots().nanos()).contains(200_000_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes = 3 | {at-round = 5, do = kill, node = 4} | must have a node in [1, 3], got node = 4",
        "nodes = [2, 4] | {at-round = 5, do = kill, node = 3} | must have a node in [1, 2], got node = 3",
        "workers = 1 | {at-round = 5, do = kill, node = 1} | must not be given without the key nodes, such as nodes = 3: only the engine cluster has nodes",
        "nodes = 3 | {at-round = 5, do = burn, node = 1} | must be one of kill, pause, partition, got burn",
        "nodes = 3 | {at-round = 5, do = partition, for = 1s} | 'must have groups, such as groups = [[1, 2], [3]]'",
        "nodes = 3 | {at-round = 5, do = partition, groups = [[1, 2], [3]]} | 'must have for, such as for = 20s'",
        "nodes = 3 | {at-round = 5, do = partition, groups = [[1, 2], [3]], node = 3, for = 1s} | 'must not have node: groups say which nodes hear each other'",
        "nodes = 3 | {at-round = 5, do = kill, node = 1, groups = [[1, 2], [3]]} | 'must not have groups: only partition has any'",
        "nodes = 3 | {at-round = 5, do = partition, groups = [[1, 2, 3]], for = 1s} | 'must be two or more lists of nodes, such as groups = [[1, 2], [3]], got 1'",
        "nodes = 3 | {at-round = 5, do = partition, groups = half, for = 1s} | 'must be two or more lists of nodes, such as groups = [[1, 2], [3]], got half'",
        "nodes = 3 | {at-round = 5, do = partition, groups = [[1, 2], 3], for = 1s} | 'must be two or more lists of nodes, such as groups = [[1, 2], [3]], got 3 among them'",
        "nodes = 3 | {at-round = 5, do = partition, groups = [[1, 2, 3], []], for = 1s} | 'must have 1 to 10000 values, got []'",
        "nodes = 3 | {at-round = 5, do = partition, groups = [[1, 2], [2, 3]], for = 1s} | 'must name each node once, got 2 again'",
        "nodes = 3 | {at-round = 5, do = partition, groups = [[1], [3]], for = 1s} | 'must have groups that name each node once, from 1 to 3, got [[1], [3]]'",
        "nodes = 3 | {at-round = 5, do = partition, groups = [[1, 2], [3, 4]], for = 1s} | 'must have groups that name each node once, from 1 to 3, got [[1, 2], [3, 4]]'",
        "nodes = [3, 4] | {at-round = 5, do = partition, groups = [[1, 2], [3]], for = 1s} | 'must have groups that name each node once, from 1 to 4, got [[1, 2], [3]]'",
        "workers = 1 | {at-round = 5, do = partition, groups = [[1, 2], [3]], for = 1s} | 'must not be given without the key nodes, such as nodes = 3: only the engine cluster has nodes'",
        "nodes = 3 | {at-round = 5, do = kill, node = coordinator} | must be the number of a node, got coordinator: no node is special, and what coordinates is in none of them",
        "nodes = 3 | {do = kill, node = 1} | 'must have either at-round or at, such as { at-round = 500, do = kill, node = 2 }'",
        "nodes = 3 | {at-round = 5, at = 1s, do = kill, node = 1} | 'must have either at-round or at, such as { at-round = 500, do = kill, node = 2 }'",
        "nodes = 3 | {at-round = 5, node = 1} | 'must have do, one of kill, pause, partition'",
        "nodes = 3 | {at-round = 5, do = kill} | 'must have node, such as node = 2'",
        "nodes = 3 | {at-round = 5, do = pause, node = 1} | 'must have for, such as for = 20s'",
        "nodes = 3 | {at-round = 5, do = kill, node = 1, for = 1s} | 'must not have for: what is killed stays so'",
        "nodes = 3 | {at-round = 5, do = kill, node = 1, when = 1} | 'there is no such key; keys are at-round, at, do, node, groups, for'",
        "nodes = 3 | 7 | 'must be an object { at-round = 500, do = kill, node = 2 }, got 7'"
      })
  void faultsThatNoCellCanHaveAreRefused(String nodes, String fault, String problem) {
    assertThat(scenarios.problems(LEAST + "workers = 3\npartitions = 4\n".replace("workers = 3\n", nodes.startsWith("workers") ? "" : "workers = 3\n") + nodes + "\nfaults = [" + fault + "]"))
        .singleElement()
        .asString()
        .endsWith(problem);
  }

  @ParameterizedTest
  @CsvSource({"0s", "50ms", "2h", "0 rounds", "x rounds", "often"})
  void snapshotsThatCannotBeAreRefused(String often) {
    assertThat(scenarios.problems(LEAST + "snapshots = " + often))
        .containsExactly("case.conf:3: snapshots: must be a time from 100ms to 1h, a number of rounds such as 500 rounds, or never, got " + often);
  }

  @Test
  void replicationsAreSeedsOfWhichTheFirstIsTheGivenOne() {
    List<Long> seeds = scenarios.read(LEAST + "seed = [7, 8]\nreplications = 3").seeds();

    assertThat(seeds).hasSize(6).doesNotHaveDuplicates().contains(7L, 8L).allMatch(seed -> seed >= 0 && seed < 1L << 53);
    assertThat(seeds.subList(0, 3)).isEqualTo(scenarios.read(LEAST + "seed = 7\nreplications = 3").seeds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "policies = [ordered] | policies: is for simulations of tasks, and phold has events",
        "until = -1 | until: must be a number in [0, 1.0E18] (units of virtual time), got -1",
        "until = 0 | until: must be at least one tick, 1/1000000, got 0.0",
        "until = 1e13 | until: must be less than 2^63 ticks, of which the model has 1000000 in a unit of time, got 1.0E13",
        "events = 0 | events: must be a whole number in [1, 2^63 - 1] (events), such as 250000, 1e6 or 10M, got 0",
        "events = 1.5 | events: must be a whole number in [1, 2^63 - 1] (events), such as 250000, 1e6 or 10M, got 1.5",
        "events = 9G9 | events: must be a whole number in [1, 2^63 - 1] (events), such as 250000, 1e6 or 10M, got 9G9",
        "events = 1e19 | events: must be a whole number in [1, 2^63 - 1] (events), such as 250000, 1e6 or 10M, got 1e19",
        "partitioning = cut | partitioning: must be one of block, hash, model, got cut",
        "partitions = 16385 | partitions: must be at most the number of entities, 16384, got 16385",
        "engines = [cluster] | engines: must not have cluster without the key nodes, such as nodes = [1, 2, 3]",
        "nodes = 0 | nodes: must be a whole number in [1, 64] (nodes), got 0",
        "engines = [virtual-threads] | engines: must be one of sequential, event-loop, threads, actors, cluster, got virtual-threads",
        "replications = 0 | replications: must be a whole number in [1, 10000] (seeds), got 0",
        "params.lookahead = 0.0000001 | params.lookahead: must be a number in [1.0E-6, 1000000] (units of time), got 0.0000001",
      })
  void whatCannotBeIsToldAtItsKey(String line, String problem) {
    assertThat(scenarios.problems(LEAST + line)).containsExactly("case.conf:3: " + problem);
  }

  @Test
  void recordingBeginsBeforeTheEnd() {
    assertThat(scenarios.problems(LEAST + "until = 5\nrecord-from = 5"))
        .containsExactly("case.conf:4: record-from: must be less than until, got 5.0 and 5.0");
  }

  @Test
  void moreWorkersThanEntitiesNeedPartitions() {
    String few = LEAST + "params.entities = 2\nworkers = 4\n";

    assertThat(scenarios.problems(few))
        .containsExactly(
            "case.conf:4: workers: must be at most the number of entities, 2, got 4"
                + " (without the key partitions, there are as many as workers)");
    assertThat(scenarios.read(few + "partitions = 2").workers()).containsExactly(4);
    assertThat(scenarios.read(few + "engines = [sequential]").workers()).as("which no engine has").containsExactly(4);
  }

  @ParameterizedTest
  @CsvSource({"until = 1", "events = 1", "record-from = 1", "partitions = 1", "partitioning = block"})
  void keysOfEventsAreNoneOfTasks(String line) {
    assertThat(scenarios.problems(Fixture.LEAST + line))
        .containsExactly("case.conf:3: " + line.replaceFirst(" .*", "") + ": is for simulations of events, and bank has tasks");
  }

  @Test
  void writtenScenarioReadsAsTheSame() {
    Scenario scenario =
        scenarios.read(
            LEAST + "until = 0.1\nevents = 3k\nrecord-from = 0.01\npartitions = [2, 4]\npartitioning = hash\nengines = [threads, actors, cluster]\nnodes = [1, 2]\nreplications = 2\n"
                + "expect = [{ name = a, that = \"throughput of threads > throughput of actors\", where { partitions = 2 } }]");

    assertThat(Fixture.read(scenarios.file(ScenarioText.of(scenario).getBytes(StandardCharsets.UTF_8)), List.of())).isEqualTo(scenario);
  }
}
