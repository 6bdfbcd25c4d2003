package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lockstep.node.fork.FaultFigures;

/** What happened to a node of a cluster, and what came of that, for people. */
final class FaultLines {

  private FaultLines() {}

  static Stream<String> of(FaultFigures fault) {
    List<String> clauses = new ArrayList<>();
    fault.detectionSeconds().ifPresent(seconds -> clauses.add("noticed after " + text(seconds)));
    fault.recoverySeconds().ifPresent(seconds -> clauses.add("gone on " + text(seconds) + " later"));
    fault.redoneRounds().ifPresent(rounds -> clauses.add(rounds + (rounds == 1 ? " round" : " rounds") + " done again"));
    fault.endedWith().ifPresent(code -> clauses.add("came back and ended with exit code " + code));
    String came = clauses.isEmpty() ? "no node was lost by it" : String.join(", ", clauses);
    return Stream.of((fault.planned() ? "fault " : "not planned: ") + fault.what() + ":", "  " + came);
  }

  private static String text(double seconds) {
    return seconds < 1 ? Math.round(seconds * 1e3) + " ms" : String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
