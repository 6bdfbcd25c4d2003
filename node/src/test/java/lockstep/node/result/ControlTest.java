package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Json;
import lockstep.node.terminal.ResultTable;
import org.junit.jupiter.api.Test;

final class ControlTest {

  private static final ForkSample SAMPLE = ForkSample.sequential();

  /** Five forks at 1 M/s, give or take a hundredth; and others that are not repeated. */
  private static Comparison run(ForkResult repeated) {
    List<ForkResult> forks = new ArrayList<>();
    for (int fork = 1; fork <= 5; fork++) {
      forks.add(SAMPLE.withNumber(fork).withThroughput(1e6 + 1e4 * (fork - 3)).measured());
      forks.add(ForkSample.of("threads", "ordered", 2).withNumber(fork).withThroughput(3e6 + 1e5 * fork).measured());
    }
    return new Comparison(forks, "sequential", Optional.of(repeated));
  }

  private static ForkResult repeated(double throughput) {
    return SAMPLE.withNumber(6).withThroughput(throughput).measured();
  }

  private static Control control(ForkResult repeated) {
    return run(repeated).control().orElseThrow();
  }

  private static Verdict verdict(ForkResult repeated, boolean strict) {
    Comparison comparison = run(repeated);
    return Verdict.of(comparison, new Judgement(comparison, List.of(), strict));
  }

  /** The interval is 1 M plus or minus 4.604 x 15.8 k x the root of 1.2: 79.7 k. */
  @Test
  void controlAgreesAsFarAsItsCellsOwnSpreadExplains() {
    assertThat(control(repeated(1e6 + 79e3)).state()).isEqualTo(Control.State.AGREES);
    assertThat(control(repeated(1e6 + 81e3)).state()).isEqualTo(Control.State.DRIFTED);
    assertThat(control(repeated(1e6 - 79e3)).state()).isEqualTo(Control.State.AGREES);
    assertThat(control(repeated(1e6 - 81e3)).state()).isEqualTo(Control.State.DRIFTED);
  }

  @Test
  void controlIsNoPartOfAnyEstimate() {
    Comparison with = run(repeated(5e5));

    assertThat(with.cells().getFirst().throughput().orElseThrow().estimate()).isEqualTo(1e6);
    assertThat(with.forks()).hasSize(10);
    assertThat(CellResult.of(with, 2)).isEqualTo(CellResult.of(run(repeated(1e6)), 2));
  }

  @Test
  void driftIsToldInTwoLinesThatFitATerminal() {
    List<String> lines = new ResultTable(run(repeated(8.8e5))).lines();

    assertThat(lines)
        .contains("drifted: sequential was 12.0 % slower at the end of the run")
        .contains("  880 k/s; its own forks leave 920 k to 1.08 M to chance")
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(new ResultTable(run(repeated(1e6))).lines()).noneMatch(line -> line.startsWith("drifted"));
  }

  @Test
  void driftIsInconclusiveForTheStrictAlone() {
    assertThat(verdict(repeated(8.8e5), false).exitCode()).isZero();
    assertThat(verdict(repeated(1e6), true).exitCode()).isZero();
    Verdict strict = verdict(repeated(8.8e5), true);
    assertThat(strict.exitCode()).isEqualTo(11);
    assertThat(strict.sentence()).isEqualTo("Inconclusive: the machine drifted: sequential was 12.0 % slower at the end of the run.");
  }

  @Test
  void controlThatIsNotMeasuredOrNotSettledTellsNothing() {
    Control failed = control(SAMPLE.without(Status.FAILED, "broken"));
    Control unsettled = control(SAMPLE.withThroughput(1).unsettled().measured());

    assertThat(failed.state()).isEqualTo(Control.State.NOT_AVAILABLE);
    assertThat(failed.text()).isEqualTo("sequential tells nothing: failed: broken");
    assertThat(unsettled.state()).isEqualTo(Control.State.NOT_AVAILABLE);
    assertThat(unsettled.reason()).contains("not settled");
  }

  @Test
  void singleForkJudgesNoControl() {
    Comparison single = new Comparison(List.of(SAMPLE.measured()), "sequential", Optional.of(repeated(1)));

    assertThat(single.control().orElseThrow().state()).isEqualTo(Control.State.NOT_AVAILABLE);
  }

  @Test
  void controlIsToDoTheSameWorkAsAllOthers() {
    assertThat(verdict(SAMPLE.withDigest(8).measured(), false).exitCode()).isEqualTo(12);
    assertThat(verdict(SAMPLE.without(Status.FAILED, "broken"), false).exitCode()).isEqualTo(11);
  }

  @Test
  void controlStandsInTheDocumentInItsPublishedForm() throws IOException {
    ResultSchema schema = new ResultSchema();
    for (ForkResult last : List.of(repeated(1e6), repeated(5e5), SAMPLE.without(Status.INTERRUPTED, "the run was ended"))) {
      Comparison comparison = run(last);
      ResultDocument document =
          ResultDocument.of(
              new ResultDocument.RunId("20260131T120000Z-0a1b2c", "bank", 42),
              Environment.read("1", Path.of(".")),
              comparison,
              new Judgement(comparison, List.of()));
      String json = Json.pretty(document);

      assertThat(schema.problems(json)).isEmpty();
      assertThat(schema.problems(json.replaceFirst("\"state\" : \"(drifted|agrees)\"", "\"state\" : \"n/a\"")).isEmpty())
          .isEqualTo(comparison.control().orElseThrow().expected().isEmpty());
      assertThat(Json.read(json, ResultDocument.class).control()).isEqualTo(document.control());
    }
  }
}
