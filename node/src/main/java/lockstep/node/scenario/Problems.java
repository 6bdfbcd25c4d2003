package lockstep.node.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one scenario, each once. A hostile file has many: beyond {@link #MOST} they are only counted. */
final class Problems {

  private static final int MOST = 100;

  private final Source file;
  private final List<String> files = new ArrayList<>();
  private final Set<Problem> found = new LinkedHashSet<>();
  private int uncollected;

  Problems(Source file) {
    this.file = file;
    this.files.add(file.name());
  }

  void add(Problem problem) {
    if (found.size() < MOST) {
      found.add(problem);
    } else if (!found.contains(problem)) {
      uncollected++;
    }
  }

  /** Has problems of an included file stand together, after those of the files before it. */
  void alsoOf(Source included) {
    files.add(included.name());
  }

  private int rank(String place) {
    int index = files.indexOf(place);
    return index < 0 ? files.size() : index;
  }

  int count() {
    return found.size() + uncollected;
  }

  /** The one that was added first; there must be one. */
  Problem first() {
    return found.iterator().next();
  }

  /** Returns when there are none. */
  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt((Problem problem) -> rank(problem.place())).thenComparingInt(Problem::line));
    if (uncollected > 0) {
      sorted.add(file.problem(0, "", "has " + uncollected + " more problems"));
    }
    throw new ScenarioException(sorted);
  }
}
