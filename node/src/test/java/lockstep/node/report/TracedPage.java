package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import lockstep.node.fork.Json;
import lockstep.node.result.Estimated;
import lockstep.node.result.ResultDocument;
import tools.jackson.databind.JsonNode;

/**
 * A report, beside the {@code result.json} that it was drawn from.
 *
 * @param seed of what was made up
 */
record TracedPage(long seed, PageParts page, JsonNode json) {

  static TracedPage of(long seed, ResultDocument document) {
    return new TracedPage(seed, new PageParts(Report.html(document)), Json.tree(Json.pretty(document)));
  }

  /** That all that stands in a section is this, and nothing else. */
  void assertSection(String id, List<List<String>> rows, List<String> titles) {
    assertThat(page.rows(id)).as("rows of %s, seed %d", id, seed).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(page.titles(id)).as("titles of %s, seed %d", id, seed).containsExactlyInAnyOrderElementsOf(titles);
  }

  /** The rows and the points of curves. */
  static void addCurves(
      List<RawCell> cells,
      Function<RawCell, String> at,
      Function<RawCell, Estimated> figure,
      DoubleFunction<String> number,
      List<List<String>> rows,
      List<String> titles) {
    for (RawCell cell : cells) {
      Estimated value = figure.apply(cell);
      rows.add(
          List.of(
              cell.label(),
              at.apply(cell),
              number.apply(value.estimate()),
              number.apply(value.low().orElseThrow()),
              number.apply(value.high().orElseThrow())));
      titles.add(cell.label() + ": at " + at.apply(cell) + " " + told(value, number));
    }
  }

  static String told(Estimated value, DoubleFunction<String> number) {
    return Text.interval(Optional.of(value), number);
  }
}
