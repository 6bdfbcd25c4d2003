package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lockstep.node.fork.FaultFigures;

/** What happened to nodes of a cluster, and what came of that, for people. */
final class FaultLines {

  private FaultLines() {}

  static Stream<String> of(FaultFigures fault) {
    List<String> clauses = new ArrayList<>();
    fault.detectionSeconds().ifPresent(seconds -> clauses.add(String.join(" and ", fault.lost()) + " given up after " + text(seconds)));
    fault.recoverySeconds().ifPresent(seconds -> clauses.add("gone on " + text(seconds) + " later"));
    fault.redoneRounds().ifPresent(rounds -> clauses.add(rounds + (rounds == 1 ? " round" : " rounds") + " done again"));
    String came = clauses.isEmpty() ? "no node was lost by it" : String.join(", ", clauses);
    Stream<String> end = fault.endedWith().stream().map(code -> "  " + fault.lost().getFirst() + " ended by itself, with exit code " + code);
    return Stream.concat(Stream.of((fault.planned() ? "fault " : "not planned: ") + fault.what() + ":", "  " + came), end);
  }

  private static String text(double seconds) {
    return seconds < 1 ? Math.round(seconds * 1e3) + " ms" : String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
