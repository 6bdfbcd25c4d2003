package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Json;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.ResultDocument;
import org.junit.jupiter.api.Test;

final class ReportTest {

  private static String page(ForkSample... forks) {
    return Report.html(Documents.of("bank", List.of(forks).stream().map(ForkSample::measured).toList()));
  }

  private static int count(String page, String part) {
    return page.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void verdictStandsBeforeEveryFigure() {
    String page = page(ForkSample.sequential(), ForkSample.of("threads", "ordered", 2));

    assertThat(page.indexOf("2 engines did the same work")).isPositive().isLessThan(page.indexOf("What was run"));
    assertThat(page.indexOf("What was run")).isLessThan(page.indexOf("id=\"throughput\""));
  }

  @Test
  void hostileTextIsTextEverywhere() {
    String page = Report.html(Documents.hostile());

    assertThat(page).doesNotContain("<script", "<img", "</style><").contains("&lt;script&gt;");
    assertThat(count(page, "</style>")).isEqualTo(1);
    assertThat(count(page, "</title>")).isEqualTo(1 + count(page, "<circle") + count(page, "<rect"));
    // Within attributes quotes are escaped, too: none ends an attribute early.
    assertThat(page).contains("&#34;&#39;${1}").doesNotContainPattern("aria-label=\"[^\"]*\"'");
  }

  @Test
  void slowestTasksAreACurveForEachCell() {
    String page = page(ForkSample.sequential(), ForkSample.of("threads", "ordered", 2));

    assertThat(page).contains("Latency of the slowest tasks", "50 % within 1.25 us", "per cent of the tasks that took as long, or less");
    assertThat(count(page, "50 % within 1.25 us")).as("a point and a description for each").isEqualTo(2 * 2);
  }

  @Test
  void scalingOverWorkersIsToldWithWhatIsMissing() {
    String page = page(ForkSample.sequential(), ForkSample.of("threads", "ordered", 1), ForkSample.of("threads", "ordered", 2));

    assertThat(page).contains("id=\"scaling\"", "not enough points: 2 of 6", "taking times costs");
  }

  @Test
  void policyAllowsTheStyleOfThePageAndNothingElse() {
    String page = Report.html(Documents.swept(3, 3, 2));

    assertThat(page).contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-");
    assertThat(page).doesNotContain(" style=\"", "src=", "url(", "@import", "<link", "http://", "https://");
  }

  @Test
  void everyForkIsADot() {
    String page = Report.html(Documents.swept(2, 1, 7));

    assertThat(count(page, "<title>fork ")).isEqualTo(2 * 7);
  }

  @Test
  void sweptNumberGivesCurvesWithIntervals() {
    String page = Report.html(Documents.swept(3, 4, 3));

    assertThat(page).contains("Tasks per second over accounts", "Speed-up over the reference over accounts", "99th percentile over accounts");
    assertThat(count(page, "class=\"interval\"")).isEqualTo(3 * 3 * 4);
    assertThat(count(page, "class=\"stretch\"")).isEqualTo(3 * 3 * 3);
  }

  @Test
  void withoutASweepThereIsNoCurve() {
    assertThat(page(ForkSample.sequential(), ForkSample.of("threads", "ordered", 2))).doesNotContainIgnoringCase("per second over");
  }

  @Test
  void cellSaysNothingOfOtherWork() {
    ForkSample threads = ForkSample.of("threads", "ordered", 2);
    ForkSample other = threads.withCell(Map.of("accounts", "10"));

    assertThat(count(page(ForkSample.sequential(), threads, other), "class=\"stretch\"")).isEqualTo(3);
  }

  @Test
  void interruptedRunHasAReportThatSaysSo() {
    String page = Report.html(Documents.interrupted());

    assertThat(page).contains("Inconclusive", "Interrupted: the run is not complete", "the run was ended").doesNotContain("NaN", "Infinity");
  }

  @Test
  void runWithoutForksHasAReport() {
    assertThat(Report.html(Documents.of("empty", List.of()))).contains("nothing was measured");
  }

  @Test
  void singleForksAreWarnedOfWithTheRemedy() {
    assertThat(page(ForkSample.sequential())).contains("A single fork of each cell", "forks { min = 5 }");
    assertThat(page(ForkSample.sequential(), ForkSample.sequential().withNumber(2))).doesNotContain("forks { min = 5 }");
  }

  @Test
  void unsettledForksAreWarnedOfWithTheRemedy() {
    assertThat(page(ForkSample.sequential(), ForkSample.of("threads", "ordered", 2).unsettled()))
        .contains("Unsettled: shown, and never compared", "<li>threads</li>", "iteration = 1s");
  }

  @Test
  void driftedMachinesAreWarnedOfWithTheRemedyAndTheControlIsShown() {
    List<ForkResult> forks = Documents.swept(1, 1, 5).forks();
    ForkSample last = ForkSample.sequential().withCell(forks.getFirst().cell()).withNumber(6);

    String drifted = Report.html(Documents.of("bank", forks, Optional.of(last.withThroughput(5e5).measured())));
    String agreed = Report.html(Documents.of("bank", forks, Optional.of(last.withThroughput(1.03e6).measured())));

    assertThat(drifted).contains("Drifted: the machine was another one", "<li>sequential was 51.5 % slower at the end of the run: 500 k/s, expected 1.03 M", "governor performance");
    assertThat(agreed).contains("<dt>control</dt><dd>agrees: sequential was 0.0 % faster").doesNotContain("Drifted");
    assertThat(count(drifted, "control, sequential")).as("rows of every fork").isEqualTo(1);
    assertThat(count(drifted, "<title>fork ")).as("dots").isEqualTo(5);
  }

  @Test
  void oversubscribedCellsAreWarnedOf() {
    assertThat(page(ForkSample.of("threads", "ordered", 8))).contains("Oversubscribed: more workers than cores");
    assertThat(page(ForkSample.of("threads", "ordered", 2))).doesNotContain("Oversubscribed: more");
  }

  @Test
  void differentWorkIsToldFirstAndInTheProof() {
    String page = page(ForkSample.sequential(), ForkSample.of("threads", "ordered", 2).withDigest(8));

    assertThat(page).contains("verdict different-work", "speeds must not be compared", "not one with all others");
    assertThat(page).doesNotContain("one with 1 other");
  }

  @Test
  void deadlockIsToldWithItsReason() {
    String page = Report.html(Documents.of("table", List.of(ForkSample.of("threads", "unordered", 5).without(Status.DEADLOCK, "no progress for 3.0 s"))));

    assertThat(page).contains("threads: no progress for 3.0 s", "a policy that cannot deadlock");
  }

  @Test
  void eachPolicyHasARowWithItsPriceAndItsSafetyInAChartForEachWork() {
    String page = Report.html(Documents.risky("seats"));

    assertThat(page).contains("id=\"risk\"", "price: tasks per second", "safety: share of forks with a deadlock");
    assertThat(count(page, "<figcaption>Price and safety: ")).isEqualTo(6);
    assertThat(page.indexOf("Price and safety: seats 2, gap 20us")).as("where most forks deadlocked").isLessThan(page.indexOf("Price and safety: seats 2, gap 10us"));
    assertThat(page).contains("unordered, threads: 8 of 10 forks deadlocked: 80 % (44 % to 97 %)", "ordered, actors: 0 of 10 forks deadlocked: below 31 %");
    assertThat(count(page, "10 of 10 forks with deadlocks that were broken: 100 % (69 % to 100 %)")).as("titles and descriptions").isGreaterThanOrEqualTo(6 * 2 * 2);
  }

  @Test
  void riskIsDrawnOverEveryNumberThatWasSwept() {
    String page = Report.html(Documents.risky("seats"));

    assertThat(page)
        .contains(
            "Share of forks with a deadlock over gap",
            "Share of forks with a deadlock over seats",
            "Deadlocks per million tasks over gap",
            "Deadlocks per million tasks over seats");
  }

  @Test
  void brokenDeadlocksAreToldWithTheIntervalOfTheDetector() {
    String page = Report.html(Documents.risky("seats"));

    assertThat(page).contains("the detector looks or probes every 10.0 ms", "formation: p50 1.00 ms, p95 2.00 ms", "1.00 ms, 2.00 ms, 3.00 ms");
    assertThat(page).contains("inconclusive: a race that loses nothing shows nothing", "270 of 12000");
  }

  @Test
  void hostileNamesAreTextInTheRiskToo() {
    String page = Report.html(Documents.risky(Documents.HOSTILE));

    assertThat(page).contains("Price and safety: &lt;/title&gt;").doesNotContain("<script", "<img", "</style><", "NaN", "Infinity");
    assertThat(page).doesNotContainPattern("aria-label=\"[^\"]*\"'");
  }

  @Test
  void cellOfWhichEveryForkDeadlockedHasARiskAndNoPrice() {
    ForkSample stuck = ForkSample.of("threads", "unordered", 5);
    String page = Report.html(Documents.of("stuck", List.of(stuck.deadlocked(0, 20), stuck.withNumber(2).deadlocked(0, 20))));

    assertThat(page).contains("nothing was measured</span>", "2 of 2 forks deadlocked: 100 % (16 % to 100 %)", "500 k (").doesNotContain("NaN", "Infinity");
  }

  @Test
  void singlePolicyThatCannotDeadlockAndDidNotHasNoRisk() {
    assertThat(page(ForkSample.sequential(), ForkSample.of("threads", "ordered", 2))).doesNotContain("id=\"risk\"");
    assertThat(page(ForkSample.of("threads", "arbiter", 2), ForkSample.of("threads", "ordered", 2))).contains("id=\"risk\"", "0 of 1", "below 98 %");
  }

  @Test
  void overloadIsWarnedOfAndResponseShown() {
    assertThat(page(ForkSample.of("threads", "ordered", 2).withSettings(Map.of("rate", "1000"))))
        .contains("Overloaded", "too many; too fast", "Response, from arrival to commit");
  }

  @Test
  void everyDrawingIsToldInWords() {
    String page = Report.html(Documents.swept(3, 4, 3));

    assertThat(count(page, "role=\"img\" aria-label=\"")).isEqualTo(count(page, "class=\"track\"") + count(page, "class=\"chart\""));
    assertThat(page).doesNotContain("aria-label=\"\"");
  }

  @Test
  void keptDocumentGivesTheSamePage() {
    ResultDocument document = Documents.swept(3, 3, 3);

    assertThat(Report.html(Json.read(Json.pretty(document), ResultDocument.class))).isEqualTo(Report.html(document));
  }

  @Test
  void everyTermOfAColumnOfTimeIsInTheGlossary() {
    String page = page(ForkSample.sequential());

    assertThat(List.of("throughput", "interval", "speed-up", "baseline CPU", "extra CPU", "GC and JIT", "idle", "latency", "waits", "messages", "switches", "digest", "ledger"))
        .allSatisfy(term -> assertThat(page).containsPattern("<dt>[^<]*" + Pattern.quote(term)));
  }

  @Test
  void titleOfARunWithoutSweepNamesEngineAlone() {
    assertThat(Optional.of(page(ForkSample.of("threads", "ordered", 2)))).get().asString().contains("<th scope=\"row\">threads</th>");
  }
}
