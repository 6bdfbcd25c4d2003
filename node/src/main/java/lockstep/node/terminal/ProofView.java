package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.proof.Conclusion;
import lockstep.engine.proof.Conclusion.Property;
import lockstep.engine.proof.Proof;
import lockstep.node.prove.Conformance;
import lockstep.node.prove.ProvedCase;

/** What a proof of a scenario says, for a terminal: a table for each combination of parameters, and the story of the shortest deadlock. */
public final class ProofView {

  private static final int MOST_CYCLES = 3;
  private static final int EXACTLY = 1000;

  private final List<ProvedCase> cases;

  /** A view of the cases of one scenario. */
  public ProofView(List<ProvedCase> cases) {
    this.cases = List.copyOf(cases);
  }

  /** All lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    Map<String, List<ProvedCase>> groups =
        cases.stream().collect(Collectors.groupingBy(ProofView::title, LinkedHashMap::new, Collectors.toList()));
    groups.forEach(
        (title, group) -> {
          lines.add(title);
          lines.addAll(table(group).lines());
          lines.add("");
        });
    cases.stream().map(ProvedCase::proof).map(Proof::coverage).distinct().forEach(coverage -> lines.add("Covered: " + coverage + "."));
    lines.addAll(open());
    lines.addAll(traces());
    lines.addAll(predictions());
    shortest().ifPresent(proved -> lines.addAll(story(proved)));
    return lines;
  }

  private static String title(ProvedCase proved) {
    return Stream.concat(
            proved.parameters().entrySet().stream().sorted(Map.Entry.comparingByKey()).map(each -> each.getKey() + " " + each.getValue()),
            Stream.of("workers " + proved.workers(), "seed " + proved.seed()))
        .collect(Collectors.joining(", "));
  }

  private static Table table(List<ProvedCase> group) {
    Table table =
        new Table(
            List.of(
                new Table.Column("policy", false),
                new Table.Column("by", false),
                new Table.Column("deadlock", false),
                new Table.Column("livelock", false),
                new Table.Column("starvation", false),
                new Table.Column("states", true),
                new Table.Column("tasks", true),
                new Table.Column("traces", true)));
    for (ProvedCase proved : group) {
      Proof proof = proved.proof();
      table.add(
          List.of(
              proof.policy().id(),
              proof.medium().text(),
              status(proof, Property.DEADLOCK),
              status(proof, Property.LIVELOCK),
              status(proof, Property.STARVATION),
              proof.states() < EXACTLY ? Long.toString(proof.states()) : Quantity.count((double) proof.states()),
              proof.mean().map(mean -> Quantity.count(mean.tasks())).orElse("-"),
              traces(proved.conformance())));
    }
    return table;
  }

  private static String status(Proof proof, Property property) {
    return proof.of(property).status().text();
  }

  /** Those that the machine can make, of those that were held against it. */
  private static String traces(Conformance conformance) {
    int all = conformance.traces() + conformance.illegal().size() + conformance.unfollowed().size();
    return all == 0 ? "-" : conformance.traces() + "/" + all;
  }

  private List<String> open() {
    return cases.stream()
        .flatMap(proved -> proved.proof().conclusions().stream())
        .filter(conclusion -> conclusion.status() == Conclusion.Status.UNKNOWN)
        .map(conclusion -> "Unknown: " + conclusion.property().text() + ", " + conclusion.detail() + ".")
        .distinct()
        .toList();
  }

  private List<String> traces() {
    List<String> lines = new ArrayList<>();
    int traces = cases.stream().mapToInt(proved -> proved.conformance().traces()).sum();
    long moves = cases.stream().mapToLong(proved -> proved.conformance().moves()).sum();
    if (moves > 0) {
      lines.add(traces + (traces == 1 ? " trace" : " traces") + " of the engines (" + moves + " moves) conform to the machine.");
    }
    cases.forEach(
        proved -> {
          proved.conformance().illegal().forEach(text -> lines.add("Does not conform: " + text + "."));
          proved.conformance().unfollowed().forEach(text -> lines.add("Not followed to its end: " + text + "."));
        });
    return lines;
  }

  /** What the plans alone predict, and the fate of it. */
  private List<String> predictions() {
    Map<String, List<String>> media = new LinkedHashMap<>();
    for (ProvedCase proved : cases) {
      if (!proved.predicted().isEmpty()) {
        String text = proved.proof().policy().id() + ": " + cycles(proved.predicted());
        List<String> by = media.computeIfAbsent(text, t -> new ArrayList<>());
        by.add(proved.proof().medium().text());
      }
    }
    return media.entrySet().stream()
        .map(entry -> "Lock order, " + entry.getKey() + " (" + entry.getValue().stream().distinct().collect(Collectors.joining(", ")) + ").")
        .toList();
  }

  private static String cycles(List<ProvedCase.Predicted> predicted) {
    String more = predicted.size() > MOST_CYCLES ? "; and " + (predicted.size() - MOST_CYCLES) + " more" : "";
    return predicted.stream().limit(MOST_CYCLES).map(ProofView::cycle).collect(Collectors.joining("; ")) + more;
  }

  private static String cycle(ProvedCase.Predicted predicted) {
    List<Integer> resources = predicted.cycle().resources();
    return Stream.concat(resources.stream(), Stream.of(resources.getFirst())).map(String::valueOf).collect(Collectors.joining(" -> "))
        + " "
        + predicted.fate().name().toLowerCase(Locale.ROOT);
  }

  private Optional<ProvedCase> shortest() {
    return cases.stream()
        .filter(proved -> proved.has(Property.DEADLOCK))
        .min(Comparator.comparingInt(proved -> proved.proof().of(Property.DEADLOCK).story().size()));
  }

  private static List<String> story(ProvedCase proved) {
    List<String> lines = new ArrayList<>();
    Conclusion deadlock = proved.proof().of(Property.DEADLOCK);
    lines.add("");
    lines.add("The shortest deadlock (" + proved.proof().policy().id() + ", " + proved.proof().medium().text() + ", " + title(proved) + "):");
    IntStream.range(0, deadlock.story().size())
        .forEach(n -> lines.add("%3d. %s".formatted(n + 1, deadlock.story().get(n).text())));
    proved.proof().waits().forEach(wait -> lines.add("     " + wait.text()));
    return lines;
  }
}
