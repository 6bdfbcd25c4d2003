package lockstep.node.report;

import static lockstep.node.report.TracedPage.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockstep.node.result.Estimated;
import lockstep.node.terminal.Quantity;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That every figure of a report follows from the raw samples in {@code result.json}: all that stands in a section is recomputed from them, and nothing else stands there. */
final class TraceabilityTest {

  private static final long SEED = 1;
  private static final int CORES = 2;

  private final TracedPage page = TracedPage.of(SEED, TracedRun.of(SEED));
  private final List<RawCell> cells = RawCell.of(page.json());
  private final RawCell baseline = cells.getFirst();
  private final List<RawCell> threads = cells.subList(1, cells.size());

  private void curves(Function<RawCell, Estimated> figure, DoubleFunction<String> number, List<List<String>> rows, List<String> titles) {
    TracedPage.addCurves(cells, cell -> Integer.toString(cell.workers()), figure, number, rows, titles);
  }

  private static String remarks(RawCell cell) {
    return cell.workers() > CORES ? "oversubscribed" : "";
  }

  @Test
  void documentHasTheCellsThatAreTraced() {
    assertThat(cells).hasSize(1 + TracedRun.MOST_WORKERS).allSatisfy(cell -> assertThat(cell.forks()).hasSize(TracedRun.FORKS));
    assertThat(baseline.isBaseline()).isTrue();
  }

  @Test
  void throughputAndSpeedUpFollowFromIterations() {
    List<List<String>> rows = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    curves(cell -> cell.mean(RawCell::throughput), Text::count, rows, titles);
    curves(cell -> cell.ratio(baseline, 1), Quantity::ratio, rows, titles);
    for (RawCell cell : cells) {
      Estimated mean = cell.mean(RawCell::throughput);
      String more = remarks(cell).isEmpty() ? "" : ", " + remarks(cell);
      rows.add(List.of(cell.label(), told(mean, Quantity::count), told(cell.ratio(baseline, 1), Quantity::ratio), TracedRun.FORKS + more));
      titles.add("interval of the mean: " + Quantity.count(mean.low().orElseThrow()) + " to " + Quantity.count(mean.high().orElseThrow()));
      cell.forks().forEach(fork -> titles.add("fork " + fork.get("fork").asInt() + ": " + Quantity.count(RawCell.throughput(fork))));
    }
    page.assertSection("throughput", rows, titles);
  }

  @Test
  void scalabilityLawAndCostFollowFromIterations() {
    RawLaw law = new RawLaw(threads);
    String name = "threads, ordered, {accounts=1000}, seed 42";
    String outperforms =
        threads.stream()
            .filter(cell -> cell.ratio(baseline, 1).low().orElseThrow() > 1)
            .map(cell -> Integer.toString(cell.workers()))
            .findFirst()
            .orElse("not reached up to " + threads.getLast().workers());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(name, "workers", "fitted", told(law.sigma(), Text::count), told(law.kappa(), Text::count), told(law.peak(), Text::count), outperforms));
    for (RawCell cell : threads) {
      rows.add(
          List.of(
              name,
              "workers",
              Integer.toString(cell.workers()),
              told(cell.ratio(baseline, 1), Quantity::ratio),
              told(cell.ratio(baseline, 1.0 / cell.workers()), Quantity::ratio),
              remarks(cell) + (remarks(cell).isEmpty() ? "" : " ")));
    }
    page.assertSection("scaling", rows, List.of());
  }

  @Test
  void timeOfTheCoresFollowsFromIterationsAndSumsUp() {
    List<List<String>> rows = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (RawCell cell : cells) {
      double all = CORES * cell.cost("wallNanos");
      double gcAndJit = cell.cost("gcNanos") + cell.cost("jitNanos");
      double base =
          (double) Math.round((baseline.cost("cpuNanos") - baseline.cost("gcNanos") - baseline.cost("jitNanos")) / baseline.units() * cell.units());
      double extra = cell.cost("cpuNanos") - gcAndJit - base;
      double idle = all - base - extra - gcAndJit;
      rows.add(List.of(cell.label(), Integer.toString(CORES), Text.nanos(all / cell.units())));
      List<String> row = new ArrayList<>(List.of(cell.label(), Text.nanos(cell.cost("cpuNanos") / cell.units())));
      Stream.of(base, extra, gcAndJit, idle).map(part -> signed(part / cell.units(), Text::nanos)).forEach(row::add);
      rows.add(row);
      titles.add("baseline CPU " + signed(base / all, Quantity::percent));
      titles.add("extra CPU " + signed(extra / all, Quantity::percent));
      titles.add("GC and JIT " + signed(gcAndJit / all, Quantity::percent));
      titles.add("idle " + signed(idle / all, Quantity::percent));
    }
    page.assertSection("time", rows, titles);
  }

  private static String signed(double value, DoubleFunction<String> number) {
    return value < 0 ? "−" + number.apply(-value) : number.apply(value);
  }

  @Test
  void waitsAndWhatTasksCostFollowFromForks() {
    List<List<String>> rows = new ArrayList<>();
    for (RawCell cell : cells) {
      double units = cell.units();
      double contended = cell.total(fork -> fork.get("waits").get("contended").asDouble());
      double nanos = cell.total(fork -> fork.get("waits").get("nanos").asDouble());
      rows.add(
          List.of(
              cell.label(),
              Text.count(contended / units),
              Text.nanos(nanos / units),
              Text.nanos(nanos / contended),
              Text.nanos(cell.most(fork -> fork.get("waits").get("longestNanos").asDouble())),
              Text.count(cell.total(fork -> fork.get("traffic").get("messages").asDouble()) / units),
              Text.nanos(queueing(cell, "nanos") / queueing(cell, "tasks")),
              Text.count(cell.total(fork -> fork.get("retries").get("count").asDouble()) / units)));
      rows.add(
          List.of(
              cell.label(),
              Text.count(cell.cost("voluntarySwitches") / units),
              Text.count(cell.cost("involuntarySwitches") / units),
              Text.count(cell.cost("allocatedBytes") / units),
              Text.count(cell.most(fork -> fork.get("threads").get("engine").asDouble())),
              Text.count(cell.most(fork -> fork.get("threads").get("jvm").asDouble())),
              told(cell.mean(TraceabilityTest::instruments), share -> Text.count(100 * share) + " %")));
      if (cell.forks().getFirst().get("traffic").has("remote")) {
        rows.add(sent(cell, "all", fork -> fork.get("traffic").get("remote")));
        rows.add(sent(cell, "1", fork -> fork.get("traffic").get("remote").get("nodes").get(0)));
        rows.add(sent(cell, "2", fork -> fork.get("traffic").get("remote").get("nodes").get(1)));
      }
    }
    assertThat(rows).as("a row for every table").hasSizeGreaterThan(2 * cells.size());
    page.assertSection("coordination", rows, List.of());
  }

  private static List<String> sent(RawCell cell, String node, Function<JsonNode, JsonNode> part) {
    double frames = cell.total(fork -> part.apply(fork).get("frames").asDouble());
    double bytes = cell.total(fork -> part.apply(fork).get("bytes").asDouble());
    return List.of(
        cell.label(),
        node,
        Text.count(cell.total(fork -> part.apply(fork).get("messages").asDouble()) / cell.units()),
        Text.count(frames / cell.units()),
        Text.count(bytes / cell.units()),
        Text.count(bytes / frames),
        Text.nanos(cell.total(fork -> part.apply(fork).get("nanos").asDouble()) / cell.units()));
  }

  private static double queueing(RawCell cell, String figure) {
    return cell.total(fork -> fork.get("traffic").get("queueing").get(figure).asDouble());
  }

  /** What was tried, and two readings of the clock for each contended request. */
  private static double instruments(JsonNode fork) {
    JsonNode tried = fork.get("instruments");
    double readings = 2 * fork.get("waits").get("contended").asDouble();
    return tried.get("times").asDouble() + readings * tried.get("clockNanos").asDouble() / 1e9 / RawCell.seconds(fork);
  }

  @Test
  void everyForkIsListedWithItsOwnFigures() {
    List<List<String>> rows = new ArrayList<>();
    for (RawCell cell : cells) {
      for (JsonNode fork : cell.forks()) {
        rows.add(
            List.of(
                cell.label(),
                fork.get("fork").asString(),
                fork.get("position").asString(),
                Quantity.count(RawCell.throughput(fork)),
                Quantity.plain(RawCell.repetitions(fork)),
                Quantity.ratio(RawCell.seconds(fork)),
                Integer.toString(fork.get("iterations").size()),
                "yes, " + Quantity.percent(fork.get("steadiness").get("variation").asDouble()),
                fork.get("disturbance").get("state").asString(),
                "measured"));
      }
    }
    page.assertSection("raw", rows, List.of());
  }

  @Test
  void everySectionThatAReportCanHaveIsTraced() throws IOException {
    Set<String> traced = named("src/test/java", "assertSection\\(\\s*\"([a-z-]+)\"");
    assertThat(named("src/main/java", "new Section\\(\\s*\"([a-z-]+)\""))
        .as("sections, but for that of warnings, which has no table")
        .hasSizeGreaterThan(10)
        .contains("warnings")
        .allSatisfy(section -> assertThat(traced.contains(section) || section.equals("warnings")).as(section).isTrue());
  }

  /** What the sources of this package name. */
  private static Set<String> named(String sources, String pattern) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of(sources, "lockstep", "node", "report"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Pattern.compile(pattern).matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
      }
    }
    return names;
  }
}
