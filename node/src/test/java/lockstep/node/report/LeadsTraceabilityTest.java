package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.node.result.Estimated;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.ResultDocument;
import org.junit.jupiter.api.Test;

/** That who leads where, and where the lead changes, follows from the iterations of forks. */
final class LeadsTraceabilityTest {

  private static final long SEED = 2;
  private static final int FORKS = 5;
  private static final List<String> ACCOUNTS = List.of("10", "100", "1000", "10000");
  private static final List<String> SKEWS = List.of("0", "0.99");

  /** Engines, as the report calls them, and how many tasks per second they do with so many accounts. */
  private static final Map<String, double[]> SPEEDS = new LinkedHashMap<>();

  static {
    SPEEDS.put("sequential", new double[] {3e5, 3e5, 3e5, 3e5});
    SPEEDS.put("threads (ordered, 2 workers)", new double[] {1e5, 3e5, 5e5, 9e5});
    SPEEDS.put("actors (ordered, 2 workers)", new double[] {4e5, 4e5, 5e5, 5e5});
  }

  private static ResultDocument run() {
    RandomForks random = new RandomForks(SEED);
    List<ForkResult> forks = new ArrayList<>();
    for (int fork = 1; fork <= FORKS; fork++) {
      for (String skew : SKEWS) {
        for (int size = 0; size < ACCOUNTS.size(); size++) {
          Map<String, String> cell = Map.of("accounts", ACCOUNTS.get(size), "skew", skew);
          for (Map.Entry<String, double[]> engine : SPEEDS.entrySet()) {
            String name = engine.getKey().replaceAll(" .*", "");
            ForkSample sample = name.equals("sequential") ? ForkSample.sequential() : ForkSample.of(name, "ordered", 2);
            // A skew makes the actors slower: along it the lead changes, too.
            double slower = name.equals("actors") && !skew.equals("0") ? 0.7 : 1;
            forks.add(random.fork(sample.withCell(cell).withNumber(fork), slower * engine.getValue()[size]));
          }
        }
      }
    }
    return Documents.of("leads", forks);
  }

  private final TracedPage page = TracedPage.of(SEED, run());
  private final List<RawCell> cells =
      RawCell.of(page.json(), fork -> name(fork.get("engine").asString()) + fork.get("cell").get("accounts").asString() + "/" + fork.get("cell").get("skew").asString());

  private static String name(String engine) {
    return SPEEDS.keySet().stream().filter(name -> name.startsWith(engine)).findFirst().orElseThrow();
  }

  private RawCell cell(String engine, String accounts, String skew) {
    return cells.stream().filter(cell -> cell.label().equals(engine + accounts + "/" + skew)).findFirst().orElseThrow();
  }

  /** Where two engines stand along an axis: who leads at each value, and from where on another does. */
  private static List<String> row(String along, String one, String other, List<String> at, List<RawCell> ones, List<RawCell> others) {
    List<String> leads = new ArrayList<>();
    List<String> crossings = new ArrayList<>();
    String leader = "";
    String since = "";
    for (int i = 0; i < at.size(); i++) {
      Estimated ratio = ones.get(i).ratio(others.get(i), 1);
      String who = ratio.low().orElseThrow() > 1 ? one : ratio.high().orElseThrow() < 1 ? other : "inconclusive";
      String place = Text.count(Double.parseDouble(at.get(i)));
      leads.add("at " + place + " " + who);
      if (!who.equals("inconclusive")) {
        if (!leader.isEmpty() && !leader.equals(who)) {
          crossings.add(who + " from between " + since + " and " + place + " on");
        }
        leader = who;
        since = place;
      }
    }
    return List.of(along, one, other, String.join("; ", leads), crossings.isEmpty() ? "none seen" : String.join("; ", crossings));
  }

  @Test
  void leadsAndCrossingsFollowFromIterations() {
    List<String> engines = List.copyOf(SPEEDS.keySet());
    List<List<String>> rows = new ArrayList<>();
    for (int first = 0; first < engines.size(); first++) {
      for (int second = first + 1; second < engines.size(); second++) {
        String one = engines.get(first);
        String other = engines.get(second);
        for (String skew : SKEWS) {
          rows.add(
              row(
                  "accounts, {skew=" + skew + "}",
                  one,
                  other,
                  ACCOUNTS,
                  ACCOUNTS.stream().map(accounts -> cell(one, accounts, skew)).toList(),
                  ACCOUNTS.stream().map(accounts -> cell(other, accounts, skew)).toList()));
        }
        for (String accounts : ACCOUNTS) {
          rows.add(
              row(
                  "skew, {accounts=" + accounts + "}",
                  one,
                  other,
                  SKEWS,
                  SKEWS.stream().map(skew -> cell(one, accounts, skew)).toList(),
                  SKEWS.stream().map(skew -> cell(other, accounts, skew)).toList()));
        }
      }
    }

    page.assertSection("scaling", rows, List.of());
    assertThat(rows).as("crossings").anySatisfy(row -> assertThat(row.getLast()).isEqualTo("threads (ordered, 2 workers) from between 100 and 10.0 k on"));
    assertThat(rows).as("no crossing").anySatisfy(row -> assertThat(row.getLast()).isEqualTo("none seen"));
    assertThat(rows).as("no clear lead").anySatisfy(row -> assertThat(row.get(3)).contains("inconclusive"));
  }
}
