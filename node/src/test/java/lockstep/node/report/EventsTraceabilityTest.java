package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import lockstep.node.fork.EventFigures;
import lockstep.node.fork.EventFigures.SeriesFigures;
import lockstep.node.fork.EventFigures.StatisticFigures;
import lockstep.node.fork.EventFigures.TheoryCheck;
import lockstep.node.result.Estimated;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.ResultDocument;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That what a report says of an event model follows from what its forks recorded. */
final class EventsTraceabilityTest {

  private static final long SEED = 5;
  private static final List<String> SIZES = List.of("10", "20");
  private static final int REPLICATIONS = 5;
  private static final int MOST_SERIES = 12;
  private static final int SLOTS = 20;

  private static ResultDocument run() {
    RandomForks forks = new RandomForks(SEED);
    List<ForkResult> all = new ArrayList<>();
    for (String size : SIZES) {
      for (long seed = 1; seed <= REPLICATIONS; seed++) {
        EventFigures recorded = recorded(forks.random());
        for (ForkSample sample : List.of(ForkSample.sequential(), ForkSample.of("threads", "", 2))) {
          all.add(forks.fork(sample.withCell(Map.of("servers", size)).withSeed(seed), 1e6, Map.of("events", recorded)));
        }
      }
    }
    return Documents.of("events", all);
  }

  private static EventFigures recorded(RandomGenerator random) {
    double units = random.nextInt(50, 100);
    return new EventFigures(
        1000,
        units + 10,
        units,
        9000,
        List.of(statistic("queue", random, 1000 * units), statistic("stay", random, 1000 * units), new StatisticFigures("nothing", 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
        List.of(series("arrivals", "flow", random), series("customers", "level", random)),
        List.of(theory("customers", random), theory("stay", random)),
        List.of(),
        Optional.empty());
  }

  private static StatisticFigures statistic(String name, RandomGenerator random, double ticks) {
    long[] values = random.longs(100, 1, 1_000_000).toArray();
    long sum = LongStream.of(values).sum();
    return new StatisticFigures(
        name,
        values.length,
        sum,
        Optional.of(sum / 100.0),
        LongStream.of(values).boxed().min(Long::compare),
        LongStream.of(values).boxed().max(Long::compare),
        Optional.of(sum / ticks));
  }

  private static SeriesFigures series(String name, String shows, RandomGenerator random) {
    return new SeriesFigures(name, 0.5, shows, random.longs(SLOTS, 0, 1000).boxed().toList());
  }

  private static TheoryCheck theory(String quantity, RandomGenerator random) {
    double expected = random.nextDouble(1, 9);
    double deviation = random.nextDouble(0.1, 1);
    double observed = random.nextDouble(1, 9);
    return new TheoryCheck(quantity, expected, deviation, observed, (observed - expected) / deviation);
  }

  private final TracedPage page = TracedPage.of(SEED, run());
  private final List<List<String>> rows = new ArrayList<>();

  /** The first fork of each work: the others recorded the same. */
  private List<RawCell> works() {
    return RawCell.of(page.json(), fork -> "sequential, servers " + fork.get("cell").get("servers").asString() + ", seed " + fork.get("seed").asLong());
  }

  private static String written(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.5g", value);
  }

  private static List<JsonNode> recorded(RawCell work, String what) {
    return StreamSupport.stream(work.forks().getFirst().get("events").get(what).spliterator(), false).toList();
  }

  private static double mean(JsonNode statistic) {
    return statistic.get("sum").asDouble() / statistic.get("count").asDouble();
  }

  private static double overTime(RawCell work, JsonNode statistic) {
    JsonNode events = work.forks().getFirst().get("events");
    return statistic.get("sum").asDouble() / events.get("recorded").asDouble() / events.get("ticksPerUnit").asDouble();
  }

  @Test
  void whatEventModelsRecordedFollowsFromForks() {
    assertThat(works()).hasSize(SIZES.size() * REPLICATIONS);
    addEstimates();
    for (RawCell work : works()) {
      for (JsonNode check : recorded(work, "theory")) {
        double expected = check.get("expected").asDouble();
        double deviation = check.get("deviation").asDouble();
        double observed = check.get("observed").asDouble();
        rows.add(
            List.of(
                work.label(), check.get("quantity").asString(), written(expected), written(deviation), written(observed), written((observed - expected) / deviation)));
      }
      recorded(work, "statistics").forEach(statistic -> addStatistic(work, statistic));
    }
    works().stream().flatMap(work -> recorded(work, "series").stream().map(series -> row(work, series))).limit(MOST_SERIES).forEach(rows::add);

    page.assertSection("events", rows, List.of());
  }

  private void addStatistic(RawCell work, JsonNode statistic) {
    boolean any = statistic.get("count").asLong() > 0;
    rows.add(
        List.of(
            work.label(),
            statistic.get("name").asString(),
            statistic.get("count").asString(),
            any ? written(mean(statistic)) : "–",
            any ? statistic.get("min").asString() : "–",
            any ? statistic.get("max").asString() : "–",
            any ? written(overTime(work, statistic)) : "–"));
  }

  private static List<String> row(RawCell work, JsonNode series) {
    long[] values = StreamSupport.stream(series.get("values").spliterator(), false).mapToLong(JsonNode::asLong).toArray();
    return List.of(
        work.label(),
        series.get("name").asString(),
        Integer.toString(values.length),
        written(series.get("interval").asDouble()),
        Long.toString(LongStream.of(values).min().orElseThrow()),
        Long.toString(LongStream.of(values).max().orElseThrow()),
        Long.toString(values[values.length - 1]));
  }

  /** Over the seeds of a size. */
  private void addEstimates() {
    Map<List<String>, List<Double>> samples = new LinkedHashMap<>();
    for (RawCell work : works()) {
      for (JsonNode statistic : recorded(work, "statistics")) {
        if (statistic.get("count").asLong() > 0) {
          String cell = "{servers=" + work.parameter("servers") + "}";
          String name = statistic.get("name").asString();
          samples.computeIfAbsent(List.of(cell, name, "mean"), _ -> new ArrayList<>()).add(mean(statistic));
          samples.computeIfAbsent(List.of(cell, name, "overTime"), _ -> new ArrayList<>()).add(overTime(work, statistic));
        }
      }
    }
    samples.forEach(
        (key, values) -> {
          Estimated mean = RawCell.mean(values.stream().mapToDouble(Double::doubleValue).toArray());
          List<String> row = new ArrayList<>(key);
          row.addAll(List.of(Integer.toString(values.size()), written(mean.estimate()), written(mean.low().orElseThrow()), written(mean.high().orElseThrow())));
          rows.add(row);
        });
  }
}
