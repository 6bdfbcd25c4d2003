package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lockstep.engine.Policy;
import lockstep.engine.WorkerState;
import lockstep.engine.WorkerState.Claim;
import lockstep.node.fork.Engines;
import lockstep.node.fork.Exposure;
import lockstep.node.prove.RunProofs;
import lockstep.node.result.Comparison;
import lockstep.node.result.Estimated;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioOverride;
import lockstep.node.scenario.ScenarioReader;
import lockstep.node.terminal.Quantity;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That what a report says beside proofs was seen follows from forks, and the proofs are those of the document. */
final class ProvedTraceabilityTest {

  private static final long SEED = 7;
  private static final int FORKS = 4;
  private static final int SEATS = 3;
  private static final Map<String, String> STATUS = Map.of("absent", "proved absent", "present", "possible");

  private static TracedPage run() throws InterruptedException {
    List<ScenarioOverride> overrides =
        Stream.of("params.seats=3", "params.gap=[0s,1ms]", "workers=3", "engines=[sequential,threads,actors]", "policies=[unordered,ordered]")
            .map(ScenarioOverride::set)
            .toList();
    Scenario scenario = new ScenarioReader(Engines.ALL, Engines.EVENTS).read(Path.of("..", "config", "scenarios", "philosophers-deadlock.conf"), overrides);
    List<Cell> cells = scenario.cells(Engines.ALL, Engines.EVENTS);
    RandomGenerator random = new SplittableRandom(SEED);
    List<ForkResult> forks = new ArrayList<>();
    for (Cell cell : cells) {
      for (int fork = 1; fork <= FORKS; fork++) {
        forks.add(fork(cell, fork, random));
      }
    }
    Comparison comparison = new Comparison(forks, "sequential");
    return TracedPage.of(SEED, Documents.of("proved", comparison, List.of(), RunProofs.of(scenario, cells, comparison)));
  }

  /** Threads deadlock where nothing keeps an order: the first fork, or the first three with a gap. */
  private static ForkResult fork(Cell cell, int fork, RandomGenerator random) {
    ForkSample sample =
        new ForkSample(
            cell.engine(), cell.policy().isPresent() ? cell.workers() : 0, cell.policy().map(Policy::id).orElse(""), cell.settings(), cell.parameters(), cell.seed(), 7, 6000, 1e5, List.of(), Optional.empty(), fork, true);
    boolean unordered = cell.policy().filter(Policy.UNORDERED::equals).isPresent();
    Exposure exposure = new Exposure(0, random.nextLong(50, 5000), random.nextDouble(1, 2));
    int deadlocks = "0s".equals(cell.parameters().get("gap")) ? 1 : 3;
    return cell.engine().equals("threads") && unordered && fork <= deadlocks
        ? RandomForks.with(sample.deadlocked(0, 0), Map.of("exposure", exposure, "workerStates", circle()))
        : RandomForks.with(sample.measured(), Map.of("exposure", exposure));
  }

  private static List<WorkerState> circle() {
    return IntStream.range(0, SEATS)
        .mapToObj(
            seat ->
                new WorkerState(seat, seat, seat, "ask", 0, List.of(new Claim(seat, Mode.EXCLUSIVE)), Optional.of(new Claim((seat + 1) % SEATS, Mode.EXCLUSIVE))))
        .toList();
  }

  private final TracedPage page = run();
  private final List<RawCell> cells =
      RawCell.of(page.json(), fork -> fork.get("engine").asString() + fork.path("policy").asString("") + fork.get("cell").get("gap").asString());

  ProvedTraceabilityTest() throws InterruptedException {}

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private List<RawCell> cells(JsonNode proof, String engine) {
    return each(proof.get("cells")).map(place -> cells.get(place.asInt())).filter(cell -> cell.told("engine").equals(engine)).toList();
  }

  private static int deadlocked(RawCell cell) {
    return (int) cell.forks().stream().filter(fork -> fork.get("status").asString().equals("deadlock")).count();
  }

  private String seen(JsonNode proof, String engine) {
    int forks = cells(proof, engine).stream().mapToInt(cell -> cell.forks().size()).sum();
    int hit = cells(proof, engine).stream().mapToInt(ProvedTraceabilityTest::deadlocked).sum();
    Estimated share = RawRates.share(hit, forks);
    return engine + " " + hit + " of " + forks + (hit == 0 ? " (below " : " (" + Quantity.percent(share.low().orElseThrow()) + " to ") + Quantity.percent(share.high().orElseThrow()) + ")";
  }

  /** Tasks before a deadlock: of the cells with one the least and the greatest mean, or what all exceed. */
  private String tasks(JsonNode proof, String engine) {
    List<Estimated> all =
        cells(proof, engine).stream().map(cell -> RawRates.tasksBefore(deadlocked(cell), (long) cell.total(fork -> fork.get("exposure").get("tasks").asDouble()))).toList();
    double[] means = all.stream().mapToDouble(Estimated::estimate).filter(Double::isFinite).sorted().toArray();
    return engine + " "
        + (means.length == 0
            ? "more than " + Text.count(all.stream().mapToDouble(before -> before.low().orElseThrow()).min().orElseThrow())
            : Text.count(means[0]) + " to " + Text.count(means[means.length - 1]));
  }

  private List<String> verdict(JsonNode proof) {
    List<String> engines = each(proof.get("engines")).map(JsonNode::asString).toList();
    boolean possible = proof.get("deadlock").get("status").asString().equals("present");
    return List.of(
        proof.get("policy").asString(),
        proof.get("medium").asString(),
        "–",
        status(proof, "deadlock"),
        engines.stream().map(engine -> seen(proof, engine)).collect(Collectors.joining("; ")),
        status(proof, "livelock"),
        status(proof, "starvation"),
        Text.count(proof.get("states").asDouble()),
        possible ? Text.count(proof.get("meanBeforeDeadlock").get("tasks").asDouble()) : "–",
        possible ? engines.stream().map(engine -> tasks(proof, engine)).collect(Collectors.joining("; ")) : "–");
  }

  private static String status(JsonNode proof, String property) {
    String status = proof.get(property).get("status").asString();
    return STATUS.getOrDefault(status, status);
  }

  /** In how many forks each worker of a ring held its resource, and waited for the next one. */
  private long seenIn(JsonNode proof, List<Integer> ring) {
    return each(proof.get("cells"))
        .flatMap(place -> cells.get(place.asInt()).forks().stream())
        .filter(fork -> IntStream.range(0, ring.size()).allMatch(n -> each(fork.get("workerStates")).anyMatch(worker -> waits(worker, ring.get(n), ring.get((n + 1) % ring.size())))))
        .count();
  }

  private static boolean waits(JsonNode worker, int held, int wanted) {
    return each(worker.get("holds")).anyMatch(claim -> claim.get("resource").asInt() == held) && worker.get("wants").get("resource").asInt() == wanted;
  }

  private List<String> cycle(JsonNode proof, JsonNode cycle) {
    List<Integer> ring = each(cycle.get("resources")).map(JsonNode::asInt).toList();
    long seen = seenIn(proof, ring);
    return List.of(
        proof.get("policy").asString(),
        proof.get("medium").asString(),
        "–",
        ring.stream().map(String::valueOf).collect(Collectors.joining(" → ")) + " → " + ring.getFirst(),
        IntStream.range(0, ring.size()).mapToObj(n -> "worker " + cycle.get("workers").get(n).asInt() + " task " + cycle.get("tasks").get(n).asLong()).collect(Collectors.joining(", ")),
        seen > 0 ? "confirmed" : proof.get("deadlock").get("status").asString().equals("absent") ? "refuted" : "predicted",
        Long.toString(seen),
        cycle.get("reached").asBoolean() ? "yes" : "not in its shortest story");
  }

  /** What the drawing of a story says: who is in it, each step, and who waits for ever. */
  private static List<String> drawn(JsonNode proof) {
    TreeSet<Integer> workers = new TreeSet<>();
    TreeSet<Integer> resources = new TreeSet<>();
    List<String> told = new ArrayList<>();
    for (JsonNode step : proof.get("story")) {
      for (JsonNode move : step.get("moves")) {
        workers.add(step.get("worker").asInt());
        resources.add(move.get("resource").asInt());
        told.add(step.get("text").asString());
      }
    }
    for (JsonNode wait : proof.get("waits")) {
      told.add(
          "worker " + wait.get("worker").asInt() + " holds " + each(wait.get("holds")).map(JsonNode::asString).collect(Collectors.joining(", "))
              + " and waits for " + wait.get("waitsFor").asInt() + ", held by worker " + wait.get("heldBy").asInt());
    }
    workers.forEach(worker -> told.add("worker " + worker));
    resources.forEach(resource -> told.add("resource " + resource));
    return told;
  }

  @Test
  void whatWasSeenBesideProofsFollowsFromForks() {
    List<JsonNode> proofs = each(page.json().get("proofs")).toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (JsonNode proof : proofs) {
      rows.add(verdict(proof));
      each(proof.get("predicted")).map(cycle -> cycle(proof, cycle)).forEach(rows::add);
      titles.addAll(drawn(proof));
    }

    page.assertSection("proved", rows, titles);
    assertThat(proofs).as("two policies by two media").hasSize(4);
    assertThat(rows.stream().map(row -> row.get(5))).contains("confirmed", "predicted");
  }
}
