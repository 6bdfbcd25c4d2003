package lockstep.node.report;

import static lockstep.node.report.TracedPage.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import lockstep.node.result.Estimated;
import lockstep.node.terminal.Quantity;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That what a report says of deadlocks and lost updates follows from what forks counted. */
final class RiskTraceabilityTest {

  private static final long SEED = 3;
  private static final Map<String, String> PLACES = Map.of("0s", "0", "10us", "10.0 us", "20us", "20.0 us");
  private static final List<String> PARTS = List.of("formation", "detection", "victim", "recovery");

  private final TracedPage page = TracedPage.of(SEED, RiskyRun.of(SEED));
  private final List<RawCell> cells =
      RawCell.of(page.json(), fork -> fork.get("engine").asString() + ", " + fork.get("policy").asString() + ", gap " + fork.get("cell").get("gap").asString());
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> titles = new ArrayList<>();

  private List<RawCell> under(String... policies) {
    return cells.stream().filter(cell -> List.of(policies).contains(cell.told("policy"))).toList();
  }

  private static boolean breaks(RawCell cell) {
    return cell.told("policy").equals("detect");
  }

  /** Of findings of a kind, how many. */
  private static double found(JsonNode fork, String kind) {
    return StreamSupport.stream(fork.get("findings").spliterator(), false)
        .filter(finding -> finding.get("kind").asString().equals(kind))
        .mapToDouble(finding -> finding.get("count").asDouble())
        .sum();
  }

  private static double deadlocks(JsonNode fork) {
    return fork.get("policy").asString().equals("detect") ? fork.get("deadlocks").get("count").asDouble() : fork.get("status").asString().equals("deadlock") ? 1 : 0;
  }

  /** Tasks that were committed; those that were held in a deadlock are not. */
  private static double done(JsonNode fork) {
    return fork.get("policy").asString().equals("detect") ? fork.get("work").asDouble() * RawCell.repetitions(fork) : fork.get("exposure").get("tasks").asDouble();
  }

  private static int hit(RawCell cell) {
    return (int) cell.forks().stream().filter(fork -> deadlocks(fork) > 0).count();
  }

  private static String forks(RawCell cell) {
    return hit(cell) + " of " + cell.forks().size();
  }

  private static Estimated share(RawCell cell) {
    return RawRates.share(hit(cell), cell.forks().size());
  }

  private static String perFork(RawCell cell) {
    return hit(cell) == 0 ? "below " + Text.share(share(cell).high().orElseThrow()) : told(share(cell), Text::share);
  }

  private static Estimated perMillion(RawCell cell) {
    return RawRates.perMillion(cell.each(RiskTraceabilityTest::deadlocks), cell.each(fork -> done(fork) + found(fork, "deadlock")));
  }

  private static String until(RawCell cell, Estimated before, DoubleFunction<String> number) {
    return hit(cell) == 0
        ? "more than " + number.apply(before.low().orElseThrow())
        : number.apply(before.estimate()) + " (" + number.apply(before.low().orElseThrow()) + " to " + number.apply(before.high().orElseThrow()) + ")";
  }

  @Test
  void everythingThatIsToldOfDeadlocksAndLostUpdatesFollowsFromForks() {
    under("unordered", "ordered", "detect").forEach(this::addPriceAndSafety);
    List<RawCell> risky = under("unordered", "detect");
    TracedPage.addCurves(risky, cell -> PLACES.get(cell.parameter("gap")), RiskTraceabilityTest::share, Text::share, rows, titles);
    TracedPage.addCurves(
        risky.stream().filter(cell -> hit(cell) > 0).toList(), cell -> PLACES.get(cell.parameter("gap")), RiskTraceabilityTest::perMillion, Text::count, rows, titles);
    under("unordered", "ordered", "detect").forEach(this::addRisk);
    under("detect").stream().filter(cell -> hit(cell) > 0).forEach(this::addBroken);
    under("unguarded").forEach(this::addRace);

    page.assertSection("risk", rows, titles);
    assertThat(cells.stream().map(RiskTraceabilityTest::hit)).as("forks with a deadlock").contains(0, 2, RiskyRun.FORKS);
  }

  private void addPriceAndSafety(RawCell cell) {
    RawCell measured = cell.measured();
    String price = measured.forks().isEmpty() ? "–" : told(measured.mean(RawCell::throughput), Quantity::count);
    String seen = forks(cell) + " forks" + (breaks(cell) ? " with deadlocks that were broken: " : " deadlocked: ") + perFork(cell);
    rows.add(List.of(cell.told("policy") + ", " + cell.told("engine"), price, forks(cell) + (breaks(cell) && hit(cell) > 0 ? ", broken" : ""), perFork(cell)));
    titles.addAll(measured.forks().isEmpty() ? List.of() : List.of(price, price));
    titles.addAll(List.of(seen, seen));
  }

  private void addRisk(RawCell cell) {
    long done = (long) cell.total(RiskTraceabilityTest::done);
    double seconds = breaks(cell) ? 0 : cell.total(fork -> fork.get("exposure").get("seconds").asDouble());
    rows.add(
        List.of(
            cell.label(),
            forks(cell),
            perFork(cell),
            hit(cell) == 0 ? "–" : told(perMillion(cell), Text::count),
            breaks(cell) ? "–" : until(cell, RawRates.tasksBefore(hit(cell), done), Text::count),
            breaks(cell) ? "–" : until(cell, RawRates.timeBefore(hit(cell), seconds), value -> Text.nanos(1e9 * value))));
  }

  private void addBroken(RawCell cell) {
    double count = cell.total(RiskTraceabilityTest::deadlocks);
    List<String> row =
        new ArrayList<>(
            List.of(
                cell.label(),
                Text.count(count),
                Text.count(broken(cell, "members") / count),
                Text.count(broken(cell, "repeated")),
                Text.count(broken(cell, "probes") / count),
                Text.nanos(cell.total(fork -> fork.get("retries").get("nanos").asDouble()) / count)));
    for (String part : PARTS) {
      RawCell known = new RawCell(cell.label(), cell.forks().stream().filter(fork -> deadlocks(fork) > 0).toList());
      String p50 = Text.nanos(known.mean(time(part, "p50Nanos")).estimate());
      String p95 = Text.nanos(known.mean(time(part, "p95Nanos")).estimate());
      row.add(p50 + ", " + p95 + ", " + Text.nanos(known.most(time(part, "maxNanos"))));
      titles.addAll(Collections.nCopies(2, part + ": p50 " + p50 + ", p95 " + p95));
    }
    rows.add(row);
    rows.add(List.of(cell.label(), Text.count(count)));
  }

  private static double broken(RawCell cell, String figure) {
    return cell.total(fork -> fork.get("deadlocks").get(figure).asDouble());
  }

  private static ToDoubleFunction<JsonNode> time(String part, String figure) {
    return fork -> fork.get("deadlocks").get(part).get(figure).asDouble();
  }

  private void addRace(RawCell cell) {
    double[] lost = cell.each(fork -> found(fork, "lost-updates"));
    double[] updates = cell.each(fork -> fork.get("ledger").get("writes").asDouble() * fork.get("exposure").get("repetitions").asDouble());
    long all = (long) Arrays.stream(lost).sum();
    rows.add(
        List.of(
            cell.label(),
            Arrays.stream(lost).filter(each -> each > 0).count() + " of " + lost.length,
            all + " of " + (long) Arrays.stream(updates).sum(),
            all == 0 ? "inconclusive: a race that loses nothing shows nothing" : told(RawRates.perMillion(lost, updates), Text::count)));
  }
}
