package lockstep.node.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.node.expectation.Coordinates;
import lockstep.node.fork.ForkReport.Serialisable;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;

/** That all did the same work, or who did not; and what became of expectations. */
final class ProofSection {

  private static final String LIST = ", ";

  private ProofSection() {}

  static Section of(ResultDocument document, Cells cells) {
    List<Block> blocks = new ArrayList<>();
    Map<Map<String, String>, List<Cell>> works = new LinkedHashMap<>();
    cells.all().forEach(cell -> works.computeIfAbsent(work(cell), _ -> new ArrayList<>()).add(cell));
    List<List<String>> rows = new ArrayList<>();
    works.values().forEach(same -> same.forEach(cell -> rows.add(row(cell, same))));
    blocks.add(new DataTable("Digest and ledger of each cell", List.of("cell", "forks", "digest", "ledger", "order", "same work"), rows, false));
    if (!document.expectations().isEmpty()) {
      blocks.add(
          new DataTable(
              "Expectations of the scenario",
              List.of("name", "what is expected", "where", "status", "detail"),
              document.expectations().stream()
                  .map(
                      result ->
                          List.of(
                              result.name(),
                              result.that(),
                              result.where().entrySet().stream().map(entry -> entry.getKey() + " = " + String.join(" or ", entry.getValue().stream().sorted().toList())).collect(Collectors.joining(LIST)),
                              result.status().text(),
                              result.detail()))
                  .toList(),
              false));
    }
    return new Section(
        "proof",
        "The same work",
        "One digest of the final state and of every committed " + cells.unit() + ", and one ledger of the work done. Only the same work is worth comparing.",
        blocks);
  }

  /** What all forks have in common that were to do the same work. */
  private static Map<String, String> work(Cell cell) {
    Map<String, String> work = new LinkedHashMap<>(cell.dimensions());
    work.keySet().removeIf(name -> !name.startsWith(Coordinates.PARAMS) && !name.equals(Coordinates.SEED));
    return work;
  }

  private static List<String> row(Cell cell, List<Cell> same) {
    List<ForkResult> measured = cell.measured();
    return List.of(
        cell.label(),
        measured.size() + " of " + cell.forks().size(),
        told(measured.stream().flatMap(fork -> fork.digest().stream())),
        told(measured.stream().flatMap(fork -> fork.ledger().stream()).map(ProofSection::ledger)),
        told(measured.stream().flatMap(fork -> fork.serialisable().stream()).map(ProofSection::order)),
        mark(measured, same));
  }

  private static String told(Stream<String> values) {
    List<String> distinct = values.distinct().toList();
    return distinct.isEmpty() ? Text.NOTHING : String.join("; ", distinct);
  }

  private static String ledger(Map<String, Long> ledger) {
    return ledger.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(LIST));
  }

  private static String order(Serialisable serialisable) {
    return (serialisable.holds() ? "serialisable" : "not serialisable") + " in " + serialisable.tasks() + " tasks";
  }

  private static String mark(List<ForkResult> measured, List<Cell> same) {
    List<ForkResult> all = same.stream().flatMap(other -> other.measured().stream()).toList();
    if (measured.isEmpty()) {
      return "not measured";
    }
    boolean one = measured.stream().allMatch(fork -> all.stream().allMatch(fork::didWorkOf));
    boolean own = measured.stream().allMatch(fork -> measured.getFirst().didWorkOf(fork));
    return one ? "one with " + (all.size() - 1) + " other forks" : own ? "not one with all others" : "its own forks differ";
  }
}
