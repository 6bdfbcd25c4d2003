package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lockstep.node.terminal.Quantity;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That percentiles of a report follow from those that forks recorded. */
final class LatencyTraceabilityTest {

  private static final long SEED = 1;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> titles = new ArrayList<>();

  @Test
  void percentilesFollowFromThoseOfForks() {
    TracedPage page = TracedPage.of(SEED, TracedRun.of(SEED));
    List<RawCell> cells = RawCell.of(page.json());

    addTail(cells, fork -> fork.get("latency"));
    addPercentiles(cells, fork -> fork.get("latency"));

    page.assertSection("latency", rows, titles);
  }

  @Test
  void percentilesOfTheResponseFollowFromThoseOfForks() {
    TracedPage page = TracedPage.of(SEED, TracedRun.open(SEED));
    List<RawCell> cells = RawCell.of(page.json());

    addTail(cells, fork -> fork.get("arrivals").get("response"));
    addPercentiles(cells, fork -> fork.get("arrivals").get("response"));
    addPercentiles(cells, fork -> fork.get("latency"));

    page.assertSection("latency", rows, titles);
  }

  private void addTail(List<RawCell> cells, Function<JsonNode, JsonNode> times) {
    TracedPage.addCurves(cells, cell -> Integer.toString(cell.workers()), cell -> cell.mean(fork -> times.apply(fork).get("p99Nanos").asDouble()), Text::nanos, rows, titles);
  }

  private void addPercentiles(List<RawCell> cells, Function<JsonNode, JsonNode> times) {
    for (RawCell cell : cells) {
      String p50 = Text.nanos(cell.mean(fork -> times.apply(fork).get("p50Nanos").asDouble()).estimate());
      String p99 = Text.nanos(cell.mean(fork -> times.apply(fork).get("p99Nanos").asDouble()).estimate());
      String max = Text.nanos(cell.most(fork -> times.apply(fork).get("maxNanos").asDouble()));
      rows.add(List.of(cell.label(), p50, p99, max));
      titles.addAll(List.of("p50 " + p50 + ", p99 " + p99 + ", max " + max, "p50 " + p50, "p99 " + p99, "max " + max));
      List<String> row = new ArrayList<>(List.of(cell.label()));
      for (double percent : new double[] {0, 50, 90, 99, 99.9, 99.99}) {
        String mean = Text.nanos(cell.mean(fork -> percentile(times.apply(fork), percent)).estimate());
        titles.add(cell.label() + ": " + Quantity.plain(percent) + " % within " + mean);
        if (percent != 50) {
          row.add(mean);
        }
      }
      rows.add(row);
    }
  }

  private static double percentile(JsonNode times, double percent) {
    for (JsonNode point : times.get("curve")) {
      if (point.get("percent").asDouble() == percent) {
        return point.get("nanos").asDouble();
      }
    }
    throw new AssertionError("no " + percent + " in " + times);
  }
}
