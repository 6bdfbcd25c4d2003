package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Status;

/**
 * What a run concludes.
 *
 * @param outcome {@code pass}, {@code different-work} or {@code inconclusive}
 * @param exitCode what the program ends with
 * @param sentence the same for people
 */
public record Verdict(String outcome, int exitCode, String sentence) {

  private static final int MOST_CLAUSES = 3;

  /**
   * Judges the forks of a run. Different work outweighs missing figures, and missing figures outweigh everything that is
   * well.
   */
  public static Verdict of(Comparison comparison) {
    List<String> defects = defects(comparison);
    List<String> gaps = gaps(comparison);
    if (!defects.isEmpty()) {
      return of(ExitCode.DIFFERENT_WORK, "Not the same work: " + joined(defects) + ".");
    }
    if (!gaps.isEmpty()) {
      return of(ExitCode.INCONCLUSIVE, "Inconclusive: " + joined(gaps) + ".");
    }
    return of(ExitCode.PASS, passed(comparison));
  }

  /** The first few, so that it stays a sentence. */
  private static String joined(List<String> clauses) {
    String first = clauses.stream().limit(MOST_CLAUSES).collect(Collectors.joining("; "));
    int more = clauses.size() - MOST_CLAUSES;
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
  private static List<String> defects(Comparison comparison) {
    List<String> defects = new ArrayList<>();
    for (ForkResult fork : comparison.forks()) {
      fork.findings().stream()
          .filter(Finding::isDefect)
          .findFirst()
          .map(finding -> told(fork, finding))
          .or(() -> comparison.sameWork(fork).filter(same -> !same).map(_ -> difference(fork, comparison)))
          .ifPresent(defect -> defects.add(fork.text() + " " + defect));
    }
    return defects;
  }

  private static String told(ForkResult fork, Finding finding) {
    return switch (finding.kind()) {
      case Finding.DEADLOCK -> "deadlocked (" + finding.count() + " workers in a cycle)";
      case Finding.LOST_UPDATES -> "lost " + finding.count() + " of " + updates(fork) + " updates";
      case Finding.INVARIANT -> "broke an invariant (" + finding.detail() + ")";
      case Finding.BROKEN_HOLD -> "let " + finding.count() + " resources change while they were held";
      default -> "did other work each time";
    };
  }

  private static long updates(ForkResult fork) {
    return fork.ledger().map(ledger -> ledger.writes()).orElse(0L) * fork.repetitions().orElse(1);
  }

  private static String difference(ForkResult fork, Comparison comparison) {
    ForkResult reference = comparison.reference(fork).orElseThrow();
    return fork.ledger().equals(reference.ledger())
        ? "has the digest " + fork.digest().orElse("") + ", not the " + reference.digest().orElse("") + " of " + reference.engine()
        : "has another ledger than " + reference.engine();
  }

  private static List<String> gaps(Comparison comparison) {
    List<String> gaps = new ArrayList<>();
    for (ForkResult fork : comparison.forks()) {
      switch (fork.status()) {
        case MEASURED ->
            fork.findings().stream()
                .filter(finding -> !finding.isDefect())
                .forEach(finding -> gaps.add(fork.text() + " lost nothing in its race"));
        case STALLED, FAILED, INTERRUPTED -> gaps.add(fork.text() + " " + fork.status().text());
        case DEADLOCK, NOT_AVAILABLE -> {}
      }
    }
    if (comparison.forks().stream().noneMatch(ForkResult::isMeasured)) {
      gaps.add("nothing was measured");
    }
    return gaps;
  }

  private static String passed(Comparison comparison) {
    List<ForkResult> measured = comparison.forks().stream().filter(ForkResult::isMeasured).toList();
    List<String> engines = measured.stream().map(ForkResult::engine).distinct().toList();
    long works = measured.stream().map(fork -> List.of(fork.cell(), fork.seed())).distinct().count();
    String proof =
        works == 1
            ? measured.getFirst().work().orElse(0L) + " tasks each, one digest (" + measured.getFirst().digest().orElse("") + "), one ledger"
            : works + " different works, for each of them one digest and one ledger";
    return engines.size() == 1
        ? engines.getFirst() + " did its work: " + proof + "."
        : engines.size() + " engines did the same work (" + proof + "): " + engines.stream().collect(Collectors.joining(", ")) + ".";
  }
}
