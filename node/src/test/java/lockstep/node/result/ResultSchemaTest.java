package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lockstep.engine.WorkerState;
import lockstep.engine.event.EventLedger;
import lockstep.node.fork.EventFigures;
import lockstep.node.fork.EventFigures.SeriesFigures;
import lockstep.node.fork.EventFigures.StatisticFigures;
import lockstep.node.fork.EventFigures.TheoryCheck;
import lockstep.node.fork.Cost;
import lockstep.node.fork.Disturbance;
import lockstep.node.fork.Exposure;
import lockstep.node.fork.FaultFigures;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.Steadiness;
import lockstep.node.fork.Instruments;
import lockstep.node.fork.Iteration;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.node.fork.ForkReport.Traffic;
import lockstep.node.fork.NamedCounts;
import lockstep.node.fork.Resumed;
import lockstep.node.fork.Json;
import lockstep.node.fork.RemoteFigures;
import lockstep.node.fork.RemoteFigures.OfNode;
import lockstep.node.result.Environment.Around;
import lockstep.node.result.ResultDocument.RunId;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** That the schema fits what is written, and nothing else. */
final class ResultSchemaTest {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** Those that documents may lack. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "git", "cpu", "memoryBytes", "before", "after", "cpu.max", "policy", "cores", "nodes", "faults", "deliveredSeconds", "detectionSeconds", "recoverySeconds", "keptRound", "redoneRounds", "endedWith", "resumed", "round", "queues", "steadiness", "variation", "steady", "low", "high", "speedUp", "usl", "peak", "efficiency", "time", "unitCost", "instruments", "cost", "accounts", "wants", "serialisable",
          "deadlocks", "races", "perMillionTasks", "perMillionUpdates", "tasksTo", "secondsTo", "atMost", "exposure", "formation", "detection", "victim", "recovery",
          "meanBeforeDeadlock", "control", "rate", "arrivals", "overload", "queueing", "remote", "risk", "commitEvenness", "waitEvenness", "partitions", "partitioning", "entities", "mean", "min", "max", "overTime");

  private final ResultSchema schema = new ResultSchema();

  ResultSchemaTest() throws IOException {}

  private static ForkResult deadlocked() {
    WorkerState.Claim claim = new WorkerState.Claim(1, Mode.EXCLUSIVE);
    ForkReport report =
        ForkReport.givenUp(
            Status.DEADLOCK,
            "no progress",
            List.of(new Finding(Finding.DEADLOCK, 2, "who waits for whom")),
            List.of(new WorkerState(0, 7, -1, "ask", 0, List.of(claim), Optional.of(claim))))
            .exposed(new Exposure(2, 2007, 0.25));
    return ForkResult.of(new CellName("bank", "threads", 2, Optional.of("unordered"), Map.of("queues", "fair"), Map.of("accounts", "10"), 42), 1, 3, report);
  }

  private static ForkResult ofEvents() {
    EventFigures events =
        new EventFigures(
            1000,
            9.5,
            4.5,
            800,
            List.of(new StatisticFigures("waits", 2, 6, Optional.of(3.0), Optional.of(1L), Optional.of(5L), Optional.of(1e-3))),
            List.of(new SeriesFigures("served", 0.5, "flow", List.of(1L, -2L))),
            List.of(new TheoryCheck("hops", 10, 2, 11, 0.5)),
            List.of(
                new FaultFigures(
                    "pause 2 at 5s for 20s",
                    true,
                    List.of("node-2"),
                    Optional.of(5.0),
                    Optional.of(9.0),
                    Optional.of(0.1),
                    Optional.of(-1L),
                    Optional.of(30L),
                    Optional.of(69))),
            Optional.of(new Resumed(Optional.of(150L), List.of("a file: its checksum is wrong"))));
    Figures figures =
        new Figures(
            "0000000000000007",
            NamedCounts.of(new EventLedger(10, 11, 2)),
            10,
            List.of(new Iteration(1, 0.5, Optional.of(new Cost(9, 8, 1, 2, 3, 4, 5)))),
            Optional.of(new Steadiness(true, 1, Optional.of(0.01))),
            new Disturbance("noisy", List.of("others were busy")),
            Optional.of(new Instruments(0.02, 25, 0.001)),
            1,
            0.5,
            20,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Traffic(11, Optional.empty(), Optional.of(new RemoteFigures(4, 5, 600, 7_000, List.of(new OfNode(1, 4, 5, 600, 7_000)))))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Threads(1, 9),
            Optional.empty(),
            Optional.of(events));
    ForkReport report =
        ForkReport.of(figures, List.of(new Finding(Finding.THEORY, 1, "far away")));
    Map<String, String> settings = Map.of("cores", "2", "nodes", "3", "partitions", "4", "partitioning", "hash", "faults", "none");
    return ForkResult.of(new CellName("phold", "threads", 2, Optional.empty(), settings, Map.of("entities", "10"), 42), 1, 4, report);
  }

  private static List<Scaling> scalings() {
    Estimated one = new Estimated(1, Optional.of(0.5), Optional.of(1.5));
    ScalingPoint point = new ScalingPoint(1, false, true, one, Optional.of(one), Optional.of(one));
    Usl usl = new Usl(one, one, one, Optional.of(one), false, false, 0.01);
    return List.of(
        new Scaling(
            "threads", Optional.of("ordered"), "cores", Optional.of(2), Map.of(), Map.of(), 42, List.of(point, point), Optional.of(usl), "fitted", Optional.of(2), "2"));
  }

  private static List<Lead> leads() {
    return List.of(
        new Lead(
            "skew", "threads", "actors", Map.of(), 42, List.of(0.0, 1.0), List.of("first", "second"), List.of(new Lead.Crossing(0, 1, "second"))));
  }

  private static ObjectNode document(ForkResult... forks) {
    Environment environment =
        new Environment(
            "0.1.0",
            Optional.of("0123456789abcdef0123456789abcdef01234567+changes"),
            "a JVM",
            List.of("-Xflag"),
            "an OS",
            Optional.of("a CPU"),
            2,
            Optional.of(1L << 30),
            Map.of("cpu.max", "max 100000"),
            new Around(Optional.of("0.1 0.2 0.3"), Optional.of("1.1 0.4 0.3")),
            new Around(Optional.of("0.00 0.20 0.35"), Optional.of("99.10 4.00 1.20")));
    ResultDocument document =
        new ResultDocument(
            ResultDocument.SCHEMA,
            new RunId("20260131T120000Z-0a1b2c", "bank", 42),
            environment,
            List.of(forks),
            new Comparison(List.of(forks), "sequential", repeated(forks[0])).control(),
            CellResult.of(new Comparison(List.of(forks), "sequential"), 2),
            scalings(),
            leads(),
            List.of(new Estimate(Map.of("entities", "10"), "waits", "mean", 3, 1.5, 1.25, 1.75)),
            List.of(ProofSample.deadlocking()),
            List.of(),
            Verdict.of(new Comparison(List.of(forks), "sequential")));
    return (ObjectNode) MAPPER.readTree(Json.pretty(document));
  }

  /** Of a cell with a single fork: so the control tells nothing. */
  private static Optional<ForkResult> repeated(ForkResult fork) {
    return Optional.of(fork).filter(ForkResult::isMeasured);
  }

  private static ObjectNode whole() {
    return document(
        ForkSample.sequential().measured(),
        ForkSample.of("threads", "ordered", 2).withSerialisable(1000, true).measured(),
        deadlocked(),
        ForkSample.of("threads", "unordered", 2).deadlocked(3, 250),
        ForkSample.of("threads", "unordered", 2).withNumber(2).measured(),
        ForkSample.of("threads", "detect", 2).measured(),
        ForkSample.of("threads", "unguarded", 2).withFinding(Finding.LOST_UPDATES, 9, "gone").measured(),
        ForkSample.of("threads", "unguarded", 2).withNumber(2).measured(),
        ofEvents(),
        ForkSample.of("actors", "ordered", 2).withSettings(Map.of("rate", "0.5/s")).measured());
  }

  private List<String> problems(JsonNode document) {
    return schema.problems(document.toString());
  }

  @Test
  void documentOfMeasuredAndDeadlockedForksFits() {
    assertThat(problems(whole())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MEASURED")
  void everyOtherStatusFitsWithAReasonAndOnlyThen(Status status) {
    ForkResult fork = ForkSample.of("threads", "ordered", 2).without(status, "a reason");

    assertThat(problems(document(fork))).isEmpty();
    ObjectNode silent = document(fork);
    ((ObjectNode) silent.get("forks").get(0)).remove("reason");
    assertThat(problems(silent)).isNotEmpty();
  }

  @Test
  void figuresWithoutAMeasurementDoNotFit() {
    ObjectNode document = whole();
    ((ObjectNode) document.get("forks").get(2)).put("digest", "0000000000000007");

    assertThat(problems(document)).isNotEmpty();
  }

  @Test
  void outcomeAndExitCodeGoTogether() {
    ObjectNode document = whole();
    ((ObjectNode) document.get("verdict")).put("exitCode", 0);

    assertThat(problems(document)).isNotEmpty();
  }

  @Test
  void nothingFitsThatIsNotNamed() {
    forEachObject(
        (document, object) -> {
          object.put("surprise", 1);
          assertThat(problems(document)).as("surprise in %s", object).isNotEmpty();
        });
  }

  @Test
  void everyFieldIsThereButThoseThatMayBeAbsent() {
    List<String> removed = new ArrayList<>();
    forEachObject(
        (document, object) -> {
          for (String name : List.copyOf(object.propertyNames())) {
            JsonNode value = object.remove(name);
            boolean optional = (OPTIONAL.contains(name) || (name.equals("workers") && object.has("axis")) || (name.equals("traffic") && object.has("events"))) && !isNoSetting(name, value) && !(name.equals("policy") && object.has("medium")) && !object.has("statistic");
            assertThat(problems(document).isEmpty()).as("without %s of %s", name, object).isEqualTo(optional);
            object.set(name, value);
            removed.add(name);
          }
        });
    assertThat(removed).containsAll(OPTIONAL);
  }

  /** Visits every object of a document, each time in a document of its own. */
  private static void forEachObject(BiConsumer<JsonNode, ObjectNode> visitor) {
    int count = objects(whole()).size();
    assertThat(count).isGreaterThan(15);
    for (int n = 0; n < count; n++) {
      ObjectNode document = whole();
      visitor.accept(document, objects(document).get(n));
    }
  }

  /** Settings of forks are texts. */
  private static boolean isNoSetting(String name, JsonNode value) {
    return ((name.equals("cores") || name.equals("nodes")) && (value.isNumber() || value.isArray())) || (name.equals("faults") && value.isArray());
  }

  private static List<ObjectNode> objects(JsonNode root) {
    List<ObjectNode> found = new ArrayList<>();
    Consumer<JsonNode> collect =
        new Consumer<>() {
          @Override
          public void accept(JsonNode node) {
            if (node instanceof ObjectNode object) {
              found.add(object);
            }
            node.values().forEach(this);
          }
        };
    collect.accept(root);
    return found;
  }
}
