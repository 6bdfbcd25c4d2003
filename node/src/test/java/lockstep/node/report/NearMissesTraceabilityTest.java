package lockstep.node.report;

import static lockstep.node.report.TracedPage.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.risk.Circles;
import lockstep.engine.risk.Fairness;
import lockstep.engine.risk.Livelock;
import lockstep.engine.risk.NearMisses;
import lockstep.engine.risk.NearMisses.Depth;
import lockstep.engine.risk.RiskFigures;
import lockstep.engine.risk.TraceEnd;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.ResultDocument;
import lockstep.node.terminal.Quantity;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That what a report says of near misses and fairness follows from what the traces of forks told. */
final class NearMissesTraceabilityTest {

  private static final long SEED = 4;
  private static final int FORKS = 4;
  private static final int COLUMNS = 8;
  private static final Map<String, String> ENDS = Map.of("deadlock", "deadlocked", "standstill", "came to a standstill", "limit", "out of time");

  private static ResultDocument run() {
    RandomForks forks = new RandomForks(SEED);
    List<ForkResult> all = new ArrayList<>();
    for (int fork = 1; fork <= FORKS; fork++) {
      all.add(forks.fork(ForkSample.sequential().withNumber(fork), 1e6));
      all.add(forks.fork(ForkSample.of("actors", "ordered", 2).withNumber(fork), 4e5, Map.of("risk", trace(forks.random(), 0))));
      all.add(forks.fork(ForkSample.of("threads", "ordered", 2).withNumber(fork), 5e5, Map.of("risk", trace(forks.random(), fork - 1))));
      all.add(forks.fork(ForkSample.of("virtual-threads", "ordered", 2).withNumber(fork), 5e5, Map.of("risk", trace(forks.random(), 12))));
    }
    return Documents.of("traced", all);
  }

  /** A trace in which chains were so deep; with none, nobody waited for a worker who waited. */
  private static RiskFigures trace(RandomGenerator random, int deepest) {
    List<Depth> depths = IntStream.rangeClosed(1, deepest).mapToObj(depth -> new Depth(depth, random.nextLong(1, 50))).toList();
    long waits = depths.stream().mapToLong(Depth::waits).sum();
    boolean any = deepest > 0;
    return new RiskFigures(
        TraceEnd.values()[random.nextInt(TraceEnd.values().length)],
        random.nextLong(5_000, 9_000),
        random.nextLong(50_000),
        any ? random.nextLong(100) : 0,
        random.nextLong(1_000_000),
        new NearMisses(waits, any ? waits - depths.getFirst().waits() : 0, deepest, depths, deepest > 1 ? random.nextLong(1_000, 9_000) : 0, deepest > 1 ? random.nextLong(9_000, 99_000) : 0),
        new Circles(deepest > 1 ? random.nextLong(1, 9) : 0, 0, deepest, deepest > 1 ? random.nextLong(1_000, 9_000) : 0, deepest > 1 ? random.nextLong(9_000, 99_000) : 0),
        new Fairness(any ? random.nextLong(1_000, 99_000) : 0, any ? random.nextLong(9) : 0, Optional.of(random.nextDouble()), any ? Optional.of(random.nextDouble()) : Optional.empty()),
        new Livelock(random.nextLong(90), random.nextLong(9), random.nextLong(1, 9)));
  }

  private final TracedPage page = TracedPage.of(SEED, run());
  private final List<RawCell> traced =
      RawCell.of(page.json(), fork -> fork.get("engine").asString()).stream().filter(cell -> !cell.label().equals("sequential")).toList();

  private static JsonNode at(JsonNode fork, String path) {
    JsonNode node = fork.get("risk");
    for (String name : path.split("/", -1)) {
      node = node.get(name);
    }
    return node;
  }

  private static ToDoubleFunction<JsonNode> figure(String path) {
    return fork -> at(fork, path).asDouble();
  }

  /** The greatest of its forks, or a dash where nothing happened. */
  private static String longest(RawCell cell, String happened, String path) {
    return cell.total(figure(happened)) == 0 ? "–" : Text.nanos(cell.most(figure(path)));
  }

  /** The median, the lower one of two, of the forks in which it happened. */
  private static String median(RawCell cell, String happened, String path) {
    double[] each = cell.forks().stream().filter(fork -> at(fork, happened).asDouble() > 0).mapToDouble(figure(path)).sorted().toArray();
    return each.length == 0 ? "–" : Text.nanos(each[(each.length + 1) / 2 - 1]);
  }

  private static String perTask(RawCell cell, String path) {
    return Text.count(cell.total(figure(path)) / cell.total(figure("tasks")));
  }

  private static String rate(RawCell cell) {
    double[] events = cell.each(figure("nearMisses/count"));
    return Arrays.stream(events).sum() == 0 ? "0" : told(RawRates.perMillion(events, cell.each(figure("tasks"))), Text::count);
  }

  private static String traces(RawCell cell) {
    StringBuilder told = new StringBuilder(FORKS + " of " + Quantity.count(cell.total(figure("tasks"))) + " tasks");
    for (String end : List.of("deadlock", "standstill", "limit")) {
      long ended = cell.forks().stream().filter(fork -> at(fork, "end").asString().equalsIgnoreCase(end)).count();
      told.append(ended == 0 ? "" : ", " + ended + " " + ENDS.get(end));
    }
    double dropped = cell.total(figure("dropped"));
    return told + (dropped == 0 ? "" : ", " + Text.count(dropped) + " moves dropped");
  }

  private static String least(RawCell cell, String path) {
    double[] each = cell.forks().stream().flatMap(fork -> Stream.ofNullable(at(fork, path))).mapToDouble(JsonNode::asDouble).sorted().toArray();
    return each.length == 0 ? "–" : Quantity.ratio(each[0]);
  }

  private static String whereWaited(RawCell cell, Function<RawCell, String> figure) {
    return cell.total(figure("nearMisses/waits")) == 0 ? "–" : figure.apply(cell);
  }

  @Test
  void nearMissesAndFairnessFollowFromTraces() {
    List<List<String>> rows = new ArrayList<>();
    for (RawCell cell : traced) {
      rows.add(
          List.of(
              cell.label(),
              traces(cell),
              perTask(cell, "nearMisses/waits"),
              rate(cell),
              Text.count(cell.most(figure("nearMisses/deepest"))),
              median(cell, "nearMisses/count", "nearMisses/medianNanos"),
              longest(cell, "nearMisses/count", "nearMisses/longestNanos"),
              Text.count(cell.total(figure("circles/count"))),
              median(cell, "circles/count", "circles/medianFormationNanos"),
              longest(cell, "circles/count", "circles/longestFormationNanos")));
      rows.add(
          List.of(
              cell.label(),
              whereWaited(cell, waited -> Text.nanos(waited.most(figure("fairness/longestWaitNanos")))),
              whereWaited(cell, waited -> Text.count(waited.most(figure("fairness/mostBypassed")))),
              least(cell, "fairness/commitEvenness"),
              least(cell, "fairness/waitEvenness"),
              perTask(cell, "livelock/retries"),
              Text.count(cell.most(figure("livelock/mostBetweenCommits"))),
              Text.count(cell.most(figure("livelock/mostAttempts")))));
      rows.add(depths(cell));
    }

    page.assertSection("near-misses", rows, List.of());
    assertThat(traced).hasSize(3);
  }

  /** The last column has all that are deeper. */
  private static List<String> depths(RawCell cell) {
    long[] waits = new long[COLUMNS];
    for (JsonNode fork : cell.forks()) {
      for (JsonNode depth : at(fork, "nearMisses/depths")) {
        waits[Math.min(COLUMNS, depth.get("workers").asInt()) - 1] += depth.get("waits").asLong();
      }
    }
    List<String> row = new ArrayList<>(List.of(cell.label()));
    Arrays.stream(waits).forEach(count -> row.add(Text.count((double) count)));
    return row;
  }
}
