package lockstep.node.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.node.expectation.Claim;
import lockstep.node.expectation.Expectation;

/**
 * An expectation with the places where its parts are written.
 *
 * @param where by the key of the selection
 */
record StatedExpectation(Expectation expectation, Entry.Scalar that, Map<String, Entry> where) {

  private static final String NO_CELL = "selects no cell of this scenario";

  /** Adds the reasons why it would be judged by nothing. */
  void check(ScenarioCells cells, Problems problems) {
    int before = problems.count();
    where.forEach(
        (key, entry) ->
            expectation.where().allowed().getOrDefault(key, Set.of()).stream()
                .filter(value -> !cells.has(key, value))
                .forEach(value -> problems.add(entry.problem(NO_CELL + ", got " + Echo.of(value)))));
    if (expectation.claim() instanceof Claim.Between between) {
      List.of(between.leftEngine(), between.rightEngine()).stream()
          .distinct()
          .filter(engine -> !cells.has("engine", engine))
          .forEach(engine -> problems.add(that.problem(NO_CELL + ", got \"of " + Echo.of(engine) + "\"")));
    }
    if (problems.count() == before && !cells.covered(expectation)) {
      problems.add(that.problem(NO_CELL + " with its where, got " + Echo.of(expectation.where().allowed().toString())));
    }
  }
}
