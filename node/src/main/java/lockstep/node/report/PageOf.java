package lockstep.node.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.node.report.Page.Fact;
import lockstep.node.report.Page.Warning;
import lockstep.node.result.CellResult;
import lockstep.node.result.Environment;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;
import lockstep.node.terminal.Quantity;

/** Puts a page together: what answers the scenario's question comes first. */
final class PageOf {

  private PageOf() {}

  static Page document(ResultDocument document) {
    Cells cells = new Cells(document);
    List<Warning> warnings = Warnings.of(document, cells);
    List<Section> sections = new ArrayList<>();
    ThroughputSection.of(cells).ifPresent(sections::add);
    RiskSection.of(cells).ifPresent(sections::add);
    ScalingSection.of(document).ifPresent(sections::add);
    TimeSection.of(cells).ifPresent(sections::add);
    LatencySection.of(cells).ifPresent(sections::add);
    CoordinationSection.of(cells).ifPresent(sections::add);
    FairnessSection.of(cells).ifPresent(sections::add);
    EventSection.of(document, cells).ifPresent(sections::add);
    ProvedSection.of(document).ifPresent(sections::add);
    sections.add(ProofSection.of(document, cells));
    if (!warnings.isEmpty()) {
      sections.add(
          new Section("warnings", "Warnings", "What weakens the figures above, and what to do about it.", List.of()));
    }
    sections.add(environment(document.environment()));
    sections.add(RawSection.of(document, cells));
    return new Page(document.run(), document.verdict(), facts(document, cells), warnings, sections);
  }

  private static List<Fact> facts(ResultDocument document, Cells cells) {
    List<CellResult> results = document.cells();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("simulation", distinct(results.stream().map(CellResult::simulation).toList())));
    facts.add(new Fact("engines", distinct(results.stream().map(CellResult::engine).toList())));
    parameters(results).forEach((name, values) -> facts.add(new Fact(name, values)));
    facts.add(new Fact("work of one repetition", distinct(document.forks().stream().flatMap(fork -> fork.work().stream()).map(work -> work + " " + cells.unit() + "s").toList())));
    long measured = document.forks().stream().filter(ForkResult::isMeasured).count();
    facts.add(new Fact("forks", measured + " measured of " + document.forks().size() + ", in " + results.size() + (results.size() == 1 ? " cell" : " cells")));
    document.control().ifPresent(control -> facts.add(new Fact("control", control.state().text() + ": " + Text.control(control))));
    facts.add(new Fact("seed", Long.toString(document.run().seed())));
    Environment around = document.environment();
    facts.add(new Fact("machine", around.cpu().orElse("unknown processor") + ", " + around.cores() + (around.cores() == 1 ? " core" : " cores")));
    facts.add(new Fact("Java", around.jvm()));
    return facts;
  }

  private static Map<String, String> parameters(List<CellResult> results) {
    return results.stream()
        .flatMap(cell -> cell.cell().entrySet().stream())
        .distinct()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                LinkedHashMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.joining(", "))));
  }

  private static String distinct(List<String> values) {
    return values.isEmpty() ? "nothing" : values.stream().distinct().collect(Collectors.joining(", "));
  }

  private static Section environment(Environment around) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Lockstep", around.version() + around.git().map(git -> ", " + git).orElse("")));
    rows.add(List.of("JVM", around.jvm()));
    rows.add(List.of("flags", String.join(" ", around.flags())));
    rows.add(List.of("system", around.os()));
    rows.add(List.of("processor", around.cpu().orElse("not told")));
    rows.add(List.of("cores", Integer.toString(around.cores())));
    rows.add(List.of("memory", around.memoryBytes().map(bytes -> Quantity.count((double) bytes) + "B").orElse("not told")));
    around.limits().forEach((name, value) -> rows.add(List.of("limit " + name, value)));
    around("load", "1, 5, 15 minutes", around.load(), rows);
    around("threads waited for a core", "% of 10, 60, 300 seconds", around.pressure(), rows);
    return new Section(
        "environment",
        "Environment",
        "Figures of speed hold for this machine and this program alone.",
        List.of(new Block.DataTable("The machine and the program", List.of("what", "value"), rows, false)));
  }

  private static void around(String name, String unit, Environment.Around read, List<List<String>> rows) {
    rows.add(List.of(name + ", before", read.before().map(text -> text + " (" + unit + ")").orElse("not told")));
    rows.add(List.of(name + ", after", read.after().map(text -> text + " (" + unit + ")").orElse("not told")));
  }
}
