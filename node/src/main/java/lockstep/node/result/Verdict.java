package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Serialisable;
import lockstep.node.fork.ForkReport.Status;

/**
 * What a run concludes.
 *
 * @param outcome {@code pass}, {@code expectation-failed}, {@code different-work}, {@code unavailable} or {@code inconclusive}
 * @param exitCode what the program ends with
 * @param sentence the same for people
 */
public record Verdict(String outcome, int exitCode, String sentence) {

  private static final int MOST_CLAUSES = 3;

  /**
   * Judges the forks of a run. Different work outweighs lost nodes, these outweigh failed expectations, these outweigh missing figures,
   * and missing figures outweigh everything that is well. What the scenario expects is no different work. A deadlock that was proved to
   * be impossible outweighs all: either the engine or the proof is wrong, whatever was expected.
   */
  public static Verdict of(Comparison comparison, Judgement judgement, List<DeadlockProof> proofs) {
    List<String> contradictions = proofs.stream().flatMap(Verdict::contradictions).toList();
    if (!contradictions.isEmpty()) {
      return of(ExitCode.DIFFERENT_WORK, "Seen, though proved to be impossible: " + joined(contradictions) + ".");
    }
    List<String> defects = defects(comparison, judgement);
    List<String> failed = expectations(judgement, ExpectationResult.Status.FAIL);
    List<String> gaps = gaps(comparison, judgement);
    if (!defects.isEmpty()) {
      return of(ExitCode.DIFFERENT_WORK, "Not the same work: " + joined(defects) + ".");
    }
    List<String> lost = lost(comparison);
    if (!lost.isEmpty()) {
      return of(ExitCode.UNAVAILABLE, "Not done: " + joined(lost) + ".");
    }
    if (!failed.isEmpty()) {
      return of(ExitCode.EXPECTATION_FAILED, "Expectation failed: " + joined(failed) + ".");
    }
    if (!gaps.isEmpty()) {
      return of(ExitCode.INCONCLUSIVE, "Inconclusive: " + joined(gaps) + ".");
    }
    return of(ExitCode.PASS, passed(comparison, judgement));
  }

  /** Judges the forks of a run of which nothing was proved. */
  public static Verdict of(Comparison comparison, Judgement judgement) {
    return of(comparison, judgement, List.of());
  }

  /** Judges the forks of a run of which nothing was expected but the same work. */
  public static Verdict of(Comparison comparison) {
    return of(comparison, new Judgement(comparison, List.of()));
  }

  private static Stream<String> contradictions(DeadlockProof proof) {
    return proof.contradictions().stream()
        .map(
            seen ->
                seen.engine() + " (" + proof.explored().policy() + ", " + proof.explored().workers() + " workers) deadlocked in " + seen.deadlocked() + " of " + seen.forks()
                    + (seen.forks() == 1 ? " fork" : " forks"));
  }

  private static List<String> expectations(Judgement judgement, ExpectationResult.Status status) {
    return judgement.results().stream()
        .filter(result -> result.status() == status)
        .map(result -> result.name() + " (" + result.that() + "), " + result.detail())
        .toList();
  }

  /** The first few, so that it stays a sentence; what is the same of several forks once. */
  private static String joined(List<String> clauses) {
    Map<String, Integer> times = new LinkedHashMap<>();
    clauses.forEach(clause -> times.merge(clause, 1, Integer::sum));
    List<String> distinct =
        times.entrySet().stream().map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : ", " + entry.getValue() + " times")).toList();
    String first = distinct.stream().limit(MOST_CLAUSES).collect(Collectors.joining("; "));
    int more = distinct.size() - MOST_CLAUSES;
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  private static Verdict of(ExitCode code, String sentence) {
    return new Verdict(code.name().toLowerCase(Locale.ROOT).replace('_', '-'), code.code(), sentence);
  }

  /** Whether everything was well. */
  @JsonIgnore
  public boolean isPass() {
    return exitCode == ExitCode.PASS.code();
  }

  /** One for each fork that has any: what tells most. */
  private static List<String> defects(Comparison comparison, Judgement judgement) {
    List<String> defects = new ArrayList<>();
    for (ForkResult fork : comparison.performed()) {
      fork.findings().stream()
          .filter(Finding::isDefect)
          .filter(finding -> !judgement.expects(fork, finding))
          .findFirst()
          .map(finding -> told(fork, finding))
          .or(() -> judgement.sameWork(fork).filter(same -> !same).map(_ -> difference(fork, judgement)))
          .ifPresent(defect -> defects.add(fork.text() + " " + defect));
    }
    return defects;
  }

  private static String told(ForkResult fork, Finding finding) {
    return switch (finding.kind()) {
      case Finding.DEADLOCK -> "deadlocked (" + finding.count() + " workers in a cycle)";
      case Finding.LOST_UPDATES -> "lost " + finding.count() + " of " + RaceRisk.updates(fork) + " updates";
      case Finding.INVARIANT -> "broke an invariant (" + finding.detail() + ")";
      case Finding.THEORY -> "disagrees with theory (" + finding.detail() + ")";
      case Finding.BROKEN_HOLD -> "let " + finding.count() + " resources change while they were held";
      case Finding.NOT_SERIALISABLE -> "is not serialisable (" + finding.detail() + ")";
      default -> "did other work each time";
    };
  }

  private static String difference(ForkResult fork, Judgement judgement) {
    ForkResult reference = judgement.reference(fork).orElseThrow();
    return fork.ledger().equals(reference.ledger())
        ? "has the digest " + fork.digest().orElse("") + ", not the " + reference.digest().orElse("") + " of " + reference.engine()
        : "has another ledger than " + reference.engine();
  }

  /** The forks whose nodes were lost with partitions that no other node held. */
  private static List<String> lost(Comparison comparison) {
    return comparison.performed().stream()
        .flatMap(
            fork ->
                fork.findings().stream()
                    .filter(finding -> finding.kind().equals(Finding.LOST_PARTITIONS))
                    .map(finding -> fork.text() + " lost partitions for good (" + finding.detail() + ")"))
        .toList();
  }

  private static List<String> gaps(Comparison comparison, Judgement judgement) {
    List<String> gaps = new ArrayList<>();
    for (ForkResult fork : comparison.performed()) {
      switch (fork.status()) {
        case MEASURED -> {
          fork.findings().stream()
              .filter(finding -> !finding.isDefect())
              .forEach(finding -> gaps.add(fork.text() + " lost nothing in its race"));
          judgement.unfit(fork).map(why -> fork.text() + " " + why).filter(gap -> !gaps.contains(gap)).ifPresent(gaps::add);
        }
        case STALLED, FAILED, INTERRUPTED -> gaps.add(fork.text() + " " + fork.status().text());
        case DEADLOCK, NOT_AVAILABLE -> {}
      }
    }
    judgement.drift().map(Control::text).ifPresent(drift -> gaps.add("the machine drifted: " + drift));
    if (comparison.forks().stream().noneMatch(ForkResult::isMeasured) && expectedFindings(comparison, judgement).isEmpty()) {
      gaps.add("nothing was measured");
    }
    expectations(judgement, ExpectationResult.Status.INCONCLUSIVE).forEach(gap -> gaps.add("expectation " + gap));
    return gaps;
  }

  private static List<String> expectedFindings(Comparison comparison, Judgement judgement) {
    return comparison.forks().stream()
        .flatMap(
            fork ->
                fork.findings().stream()
                    .filter(finding -> judgement.expects(fork, finding))
                    .limit(1)
                    .map(finding -> fork.text() + " " + told(fork, finding)))
        .toList();
  }

  private static String passed(Comparison comparison, Judgement judgement) {
    List<ForkResult> measured =
        comparison.forks().stream()
            .filter(ForkResult::isMeasured)
            .filter(fork -> !judgement.lostAsExpected(fork) && fork.hasOrder())
            .toList();
    List<String> sentences = new ArrayList<>();
    if (!measured.isEmpty()) {
      sentences.add(sameWork(measured));
      Theory.agreement(measured).ifPresent(sentences::add);
    }
    List<String> findings = expectedFindings(comparison, judgement);
    if (!findings.isEmpty()) {
      sentences.add("As expected: " + joined(findings) + ".");
    }
    int expectations = judgement.results().size();
    if (expectations > 0) {
      sentences.add(expectations == 1 ? "1 expectation holds." : expectations + " expectations hold.");
    }
    return String.join(" ", sentences);
  }

  private static String sameWork(List<ForkResult> measured) {
    List<String> engines = measured.stream().map(ForkResult::engine).distinct().toList();
    long works = measured.stream().map(fork -> List.of(fork.cell(), fork.seed())).distinct().count();
    String proof = works == 1 ? proof(measured.getFirst()) : proof(works, measured);
    return engines.size() == 1
        ? engines.getFirst() + " did its work: " + proof + "."
        : engines.size() + " engines did the same work (" + proof + "): " + engines.stream().collect(Collectors.joining(", ")) + ".";
  }

  private static String proof(ForkResult fork) {
    long work = fork.work().orElse(0L);
    String digest = fork.digest().orElse("");
    return fork.serialisable()
        .map(Serialisable::tasks)
        .map(
            checked ->
                work + " tasks each, one digest of them (" + digest + "), one ledger, serialisable"
                    + (checked < work ? " in the first " + checked + " tasks" : ""))
        .orElse(work + " " + fork.unit() + " each, one digest (" + digest + "), one ledger");
  }

  private static String proof(long works, List<ForkResult> measured) {
    boolean ordersMatter = measured.stream().anyMatch(fork -> fork.serialisable().isPresent());
    return works + " different works, for each of them one digest and one ledger"
        + (ordersMatter ? ", serialisable where the state depends on the order" : "");
  }
}
