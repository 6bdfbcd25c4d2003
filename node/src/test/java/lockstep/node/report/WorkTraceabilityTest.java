package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lockstep.node.expectation.Claim;
import lockstep.node.expectation.ClaimException;
import lockstep.node.expectation.Expectation;
import lockstep.node.expectation.Selection;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Steadiness;
import lockstep.node.result.Comparison;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.ResultDocument;
import lockstep.node.terminal.Quantity;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That what a report says of the work, of expectations and warnings, and of what was run, follows from forks. */
final class WorkTraceabilityTest {

  private static final long SEED = 6;
  private static final int FORKS = 3;
  private static final List<String> ACCOUNTS = List.of("10", "20");

  private static Expectation expectation(String name, String that, Map<String, Set<String>> where) {
    try {
      return new Expectation(name, that, Claim.parse(that), new Selection(where));
    } catch (ClaimException e) {
      throw new AssertionError(that, e);
    }
  }

  /** With 10 accounts two engines do other work and one stalls; with 20 all do the same. */
  private static ResultDocument run() {
    RandomForks random = new RandomForks(SEED);
    List<ForkResult> forks = new ArrayList<>();
    for (String accounts : ACCOUNTS) {
      boolean few = accounts.equals("10");
      for (int fork = 1; fork <= FORKS; fork++) {
        int number = fork;
        Function<ForkSample, ForkSample> placed = sample -> sample.withCell(Map.of("accounts", accounts)).withNumber(number);
        forks.add(random.fork(placed.apply(ForkSample.sequential()), 1e6));
        forks.add(random.fork(placed.apply(ForkSample.of("threads", "ordered", 2)).withSerialisable(500, fork < FORKS), 5e5));
        List<Finding> noticed = List.of(new Finding(Finding.INVARIANT, random.random().nextLong(1, 99), "money vanished"));
        forks.add(random.fork(placed.apply(ForkSample.of("actors", "ordered", 2)).withDigest(few ? 8 : 7), 4e5, Map.of("findings", few ? List.of() : noticed)));
        forks.add(random.fork(placed.apply(ForkSample.of("event-loop", "ordered", 2)).withWrites(few ? 1000 + fork : 2000), 4e5));
        ForkSample virtual = placed.apply(ForkSample.of("virtual-threads", "ordered", 8));
        forks.add(few ? virtual.without(Status.STALLED, "no progress for 3.0 s") : random.fork(virtual, 6e5, Map.of("steadiness", new Steadiness(false, 10, Optional.of(0.2)))));
      }
    }
    ForkResult repeated = random.fork(ForkSample.sequential().withCell(Map.of("accounts", "10")).withNumber(FORKS + 1), 5e5);
    List<Expectation> expectations =
        List.of(
            expectation("tasks", "work == 1000", Map.of("engine", Set.of("sequential"))),
            expectation("fast", "latency.p99 < 1us", Map.of("engine", Set.of("threads"))),
            expectation("commits", "ledger.commits == 1000", Map.of()));
    return Documents.of("work", new Comparison(forks, "sequential", Optional.of(repeated)), expectations, List.of());
  }

  private final TracedPage page = TracedPage.of(SEED, run());
  private final List<RawCell> cells = RawCell.of(page.json(), fork -> fork.get("engine").asString() + ", accounts " + fork.get("cell").get("accounts").asString());

  private static String digest(JsonNode fork) {
    return fork.get("digest").asString();
  }

  private static String ledger(JsonNode fork) {
    return fork.get("ledger").propertyStream().filter(entry -> entry.getValue().asLong() != 0).map(entry -> entry.getKey() + " " + entry.getValue().asLong()).collect(Collectors.joining(", "));
  }

  private static String order(JsonNode fork) {
    JsonNode order = fork.get("serialisable");
    return order == null ? "" : (order.get("holds").asBoolean() ? "" : "not ") + "serialisable in " + order.get("tasks").asLong() + " tasks";
  }

  private static String each(RawCell cell, Function<JsonNode, String> told) {
    String all = cell.forks().stream().map(told).filter(text -> !text.isEmpty()).distinct().collect(Collectors.joining("; "));
    return all.isEmpty() ? "–" : all;
  }

  private String sameWork(RawCell cell) {
    List<JsonNode> others = cells.stream().filter(other -> other.parameter("accounts").equals(cell.parameter("accounts"))).flatMap(other -> other.measured().forks().stream()).toList();
    List<JsonNode> own = cell.measured().forks();
    if (own.isEmpty()) {
      return "not measured";
    }
    boolean ownAlike = own.stream().map(fork -> digest(fork) + ledger(fork)).distinct().count() == 1;
    boolean allAlike = others.stream().map(fork -> digest(fork) + ledger(fork)).distinct().count() == 1;
    return allAlike ? "one with " + (others.size() - 1) + " other forks" : ownAlike ? "not one with all others" : "its own forks differ";
  }

  @Test
  void digestsLedgersAndExpectationsFollowFromForks() {
    List<List<String>> rows = new ArrayList<>();
    for (RawCell cell : cells) {
      RawCell measured = cell.measured();
      rows.add(
          List.of(
              cell.label(),
              measured.forks().size() + " of " + FORKS,
              each(measured, WorkTraceabilityTest::digest),
              each(measured, WorkTraceabilityTest::ledger),
              each(measured, WorkTraceabilityTest::order),
              sameWork(cell)));
    }
    assertThat(rows.stream().map(List::getLast)).contains("not measured", "not one with all others", "its own forks differ", "one with 14 other forks");
    RawCell threads = cells.stream().filter(cell -> cell.label().equals("threads, accounts 10")).findFirst().orElseThrow();
    double p99 = threads.mean(fork -> fork.get("latency").get("p99Nanos").asDouble()).estimate();
    String micros = new BigDecimal(p99 / 1000).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    rows.add(List.of("tasks", "work == 1000", "engine = sequential", "pass", "holds in " + ACCOUNTS.size() + " cells"));
    rows.add(List.of("fast", "latency.p99 < 1us", "engine = threads", "fail", "threads (ordered, 2 workers) with accounts 10 has latency.p99 = " + micros + "us"));
    rows.add(List.of("commits", "ledger.commits == 1000", "", "inconclusive", "virtual-threads (ordered, 8 workers) with accounts 10: stalled, no ledger.commits"));

    page.assertSection("proof", rows, List.of());
  }

  private String drift() {
    JsonNode control = page.json().get("control").get("fork");
    DescriptiveStatistics forks = new DescriptiveStatistics(cells.getFirst().each(RawCell::throughput));
    double half = new TDistribution(FORKS - 1.0).inverseCumulativeProbability(0.995) * forks.getStandardDeviation() * Math.sqrt(1 + 1.0 / FORKS);
    double now = RawCell.throughput(control);
    return String.format(Locale.ROOT, "sequential was %.1f %% slower at the end of the run: ", 100 * (1 - now / forks.getMean()))
        + Quantity.count(now) + "/s, expected " + Quantity.count(forks.getMean())
        + " (" + Quantity.count(forks.getMean() - half) + " to " + Quantity.count(forks.getMean() + half) + ")";
  }

  @Test
  void whatWasRunFollowsFromForks() {
    long measured = cells.stream().mapToLong(cell -> cell.measured().forks().size()).sum();
    assertThat(page.page().facts())
        .containsExactly(
            List.of("simulation", "bank"),
            List.of("engines", cells.stream().map(cell -> cell.told("engine")).distinct().collect(Collectors.joining(", "))),
            List.of("accounts", cells.stream().map(cell -> cell.parameter("accounts")).distinct().collect(Collectors.joining(", "))),
            List.of("work of one repetition", cells.getFirst().told("work") + " tasks"),
            List.of("forks", measured + " measured of " + page.json().get("forks").size() + ", in " + cells.size() + " cells"),
            List.of("control", "drifted: " + drift()),
            List.of("seed", page.json().get("run").get("seed").asString()),
            List.of("machine", "unknown processor, " + page.json().get("environment").get("cores").asInt() + " cores"),
            List.of("Java", page.json().get("environment").get("jvm").asString()));
  }

  private Stream<String> labels(Predicate<RawCell> concerned) {
    return cells.stream().filter(concerned).map(RawCell::label);
  }

  private static Stream<JsonNode> findings(JsonNode fork) {
    return StreamSupport.stream(fork.get("findings").spliterator(), false);
  }

  @Test
  void warningsFollowFromForks() {
    List<String> warnings = new ArrayList<>();
    warnings.addAll(List.of("Not the same work: speeds must not be compared", page.json().get("verdict").get("sentence").asString()));
    warnings.add("Forks noticed something");
    for (RawCell cell : cells) {
      // Two of them tell enough.
      cell.forks().stream()
          .flatMap(WorkTraceabilityTest::findings)
          .map(finding -> cell.label() + ": " + finding.get("kind").asString() + ", " + finding.get("count").asLong() + ": " + finding.get("detail").asString())
          .distinct()
          .limit(2)
          .forEach(warnings::add);
    }
    warnings.add("Stalled");
    cells.stream().filter(cell -> cell.told("status").equals("stalled")).forEach(cell -> warnings.add(cell.label() + ": " + cell.told("reason")));
    warnings.addAll(List.of("Drifted: the machine was another one at the end of the run", drift()));
    warnings.add("Oversubscribed: more workers than cores");
    labels(cell -> cell.workers() > page.json().get("environment").get("cores").asInt()).forEach(warnings::add);
    warnings.add("Unsettled: shown, and never compared");
    labels(cell -> cell.measured().forks().stream().anyMatch(fork -> !fork.get("steadiness").get("settled").asBoolean())).forEach(warnings::add);

    assertThat(page.page().warnings()).containsExactlyElementsOf(warnings);
    assertThat(warnings).contains("virtual-threads, accounts 10: no progress for 3.0 s", "virtual-threads, accounts 20");
  }

  @Test
  void environmentIsThatOfTheDocument() {
    JsonNode around = page.json().get("environment");
    page.assertSection(
        "environment",
        List.of(
            List.of("Lockstep", around.get("version").asString()),
            List.of("JVM", around.get("jvm").asString()),
            List.of("flags", around.get("flags").get(0).asString()),
            List.of("system", around.get("os").asString()),
            List.of("processor", "not told"),
            List.of("cores", around.get("cores").asString()),
            List.of("memory", "not told"),
            List.of("load, before", "not told"),
            List.of("load, after", "not told"),
            List.of("threads waited for a core, before", "not told"),
            List.of("threads waited for a core, after", "not told")),
        List.of());
  }

  @Test
  void verdictFollowsFromForks() {
    TracedPage same = TracedPage.of(SEED, TracedRun.of(SEED));
    List<JsonNode> forks = StreamSupport.stream(same.json().get("forks").spliterator(), false).toList();
    assertThat(forks.stream().map(fork -> digest(fork) + ledger(fork)).distinct()).hasSize(1);

    assertThat(same.page().verdict())
        .isEqualTo(
            "2 engines did the same work (" + forks.getFirst().get("work").asLong() + " tasks each, one digest (" + digest(forks.getFirst()) + "), one ledger): "
                + forks.stream().map(fork -> fork.get("engine").asString()).distinct().collect(Collectors.joining(", ")) + ".");
  }
}
