package lockstep.node.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.proof.RandomChain;
import lockstep.node.analysis.Interval;
import lockstep.node.analysis.Proportion;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Block.Graphs;
import lockstep.node.report.Block.Steps;
import lockstep.node.result.CellResult;
import lockstep.node.result.DeadlockProof;
import lockstep.node.result.DeadlockProof.Seen;
import lockstep.node.result.DeadlockRisk;
import lockstep.node.result.PredictedCycle;
import lockstep.node.result.PredictedCycle.Label;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.Until;
import lockstep.node.terminal.Quantity;

/** What engines and policies can come to by proof, beside what was seen of them. */
final class ProvedSection {

  private static final int MOST_GRAPHS = 6;
  private static final int MOST_CYCLES = 100;
  private static final List<Label> WORST_FIRST = List.of(Label.CONFIRMED, Label.UNPREDICTED, Label.PREDICTED, Label.REFUTED);

  private final List<DeadlockProof> proofs;
  private final List<CellResult> cells;
  private final Map<String, Long> values;

  /** A cycle, and of which proof. */
  private record Told(DeadlockProof proof, PredictedCycle cycle) {}

  private ProvedSection(ResultDocument document) {
    this.proofs = document.proofs();
    this.cells = document.cells();
    this.values =
        proofs.stream()
            .flatMap(proof -> coordinates(proof).entrySet().stream())
            .distinct()
            .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.counting()));
  }

  static Optional<Section> of(ResultDocument document) {
    return document.proofs().isEmpty() ? Optional.empty() : Optional.of(new ProvedSection(document).section());
  }

  private Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(verdicts());
    cycles().ifPresent(blocks::addAll);
    proofs.stream()
        .filter(proof -> !proof.story().isEmpty())
        .collect(Collectors.groupingBy(proof -> proof.explored().medium(), LinkedHashMap::new, Collectors.minBy(Comparator.comparingInt(proof -> proof.story().size()))))
        .values()
        .forEach(shortest -> shortest.ifPresent(proof -> blocks.addAll(story(proof))));
    return new Section(
        "proved",
        "Proved and seen",
        "What an abstract machine of each policy can come to, at any speed and for any number of tasks, beside what the forks came to. Proved absent is about the machine; "
            + "possible says nothing of how often; seen in no fork proves nothing. ./lockstep prove with the scenario goes further, and holds traces of the engines against the machine.",
        blocks);
  }

  private static Map<String, String> coordinates(DeadlockProof proof) {
    Map<String, String> coordinates = new LinkedHashMap<>(proof.cell());
    coordinates.put("workers", Integer.toString(proof.explored().workers()));
    coordinates.put("seed", Long.toString(proof.explored().seed()));
    return coordinates;
  }

  /** What tells a proof apart from others, besides policy and medium; a dash when nothing does. */
  private String where(DeadlockProof proof) {
    String told =
        coordinates(proof).entrySet().stream()
            .filter(entry -> values.getOrDefault(entry.getKey(), 0L) > 1)
            .map(entry -> Cells.text(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    return told.isEmpty() ? Text.NOTHING : told;
  }

  private String title(DeadlockProof proof) {
    String where = where(proof);
    return proof.explored().policy() + (where.equals(Text.NOTHING) ? "" : ", " + where);
  }

  private DataTable verdicts() {
    return new DataTable(
        "Policy by medium: what is possible, and in how many forks it was seen",
        List.of("policy", "by", "where", "deadlock", "deadlocked forks", "livelock", "starvation", "states", "mean tasks to a deadlock", "the same in forks"),
        proofs.stream()
            .map(
                proof ->
                    List.of(
                        proof.explored().policy(),
                        proof.explored().medium(),
                        where(proof),
                        deadlock(proof),
                        proof.seen().stream().map(ProvedSection::seen).collect(Collectors.joining("; ")),
                        status(proof.livelock().status()),
                        status(proof.starvation().status()),
                        Text.count((double) proof.explored().states()) + (proof.explored().complete() ? "" : ", not all"),
                        proof.meanBeforeDeadlock().map(RandomChain.Mean::tasks).map(Text::count).orElse(Text.NOTHING),
                        proof.isPossible() ? proof.explored().engines().stream().map(engine -> tasksTo(proof, engine)).collect(Collectors.joining("; ")) : Text.NOTHING))
            .toList(),
        false);
  }

  private static String status(String status) {
    return switch (status) {
      case DeadlockProof.ABSENT -> "proved absent";
      case DeadlockProof.PRESENT -> "possible";
      default -> status;
    };
  }

  private static String deadlock(DeadlockProof proof) {
    String told = status(proof.deadlock().status());
    return !proof.contradictions().isEmpty()
        ? "CONTRADICTION: " + told + ", yet seen"
        : proof.deadlock().status().equals("unknown") ? told + ": " + proof.deadlock().detail() : told;
  }

  private static String seen(Seen seen) {
    String told = seen.engine() + " " + seen.deadlocked() + " of " + seen.forks();
    if (seen.forks() == 0) {
      return told;
    }
    Interval interval = Proportion.of(seen.deadlocked(), seen.forks());
    return told + (seen.deadlocked() == 0 ? " (below " : " (" + Quantity.percent(interval.low()) + " to ") + Quantity.percent(interval.high()) + ")";
  }

  /** What the forks of an engine say of the tasks before a deadlock; of several cells from the least mean to the greatest. */
  private String tasksTo(DeadlockProof proof, String engine) {
    List<Until> all =
        proof.cells().stream()
            .filter(place -> place < cells.size())
            .map(cells::get)
            .filter(cell -> cell.engine().equals(engine))
            .flatMap(cell -> cell.deadlocks().flatMap(DeadlockRisk::tasksTo).stream())
            .toList();
    List<Double> means = all.stream().flatMap(until -> until.mean().stream()).sorted().toList();
    String told =
        means.isEmpty()
            ? all.stream().map(Until::atLeast).min(Comparator.naturalOrder()).map(least -> "more than " + Text.count(least)).orElse("not told")
            : means.size() == 1 ? Text.count(means.getFirst()) : Text.count(means.getFirst()) + " to " + Text.count(means.getLast());
    return engine + " " + told;
  }

  private Optional<List<Block>> cycles() {
    List<Told> all = proofs.stream().flatMap(proof -> proof.predicted().stream().map(cycle -> new Told(proof, cycle))).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Map<List<Object>, List<Told>> same = new LinkedHashMap<>();
    all.stream()
        .sorted(Comparator.comparingInt(told -> WORST_FIRST.indexOf(told.cycle().label())))
        .forEach(told -> same.computeIfAbsent(List.of(title(told.proof()), told.cycle().resources()), _ -> new ArrayList<>()).add(told));
    List<Block> blocks = new ArrayList<>();
    List<List<Told>> drawn = same.values().stream().filter(group -> group.getFirst().cycle().resources().size() <= CycleGraph.MOST_NODES).limit(MOST_GRAPHS).toList();
    if (!drawn.isEmpty()) {
      blocks.add(
          new Graphs(
              "Cycles in the lock order of the plans" + (drawn.size() < same.size() ? ": " + drawn.size() + " of " + same.size() : ""),
              "A circle is a resource. An arrow is a worker that holds the resource at its beginning and asks for the one at its end.",
              drawn.stream().map(group -> CycleGraph.of(title(group.getFirst().proof()) + ": " + fates(group), group.getFirst().cycle())).toList()));
    }
    blocks.add(table(all));
    return Optional.of(blocks);
  }

  private static String fates(List<Told> group) {
    return group.stream().map(told -> told.cycle().label().text() + " (" + told.proof().explored().medium() + seenIn(told.cycle()) + ")").collect(Collectors.joining(", "));
  }

  private static String seenIn(PredictedCycle cycle) {
    return cycle.seen() == 0 ? "" : ", seen in " + cycle.seen() + (cycle.seen() == 1 ? " fork" : " forks");
  }

  private DataTable table(List<Told> all) {
    return new DataTable(
        all.size() > MOST_CYCLES ? "The first " + MOST_CYCLES + " of " + all.size() + " cycles" : all.size() == 1 ? "The cycle" : "All " + all.size() + " cycles",
        List.of("policy", "by", "where", "cycle", "workers and tasks", "label", "seen in forks", "the machine comes to it"),
        all.stream()
            .limit(MOST_CYCLES)
            .map(
                told ->
                    List.of(
                        told.proof().explored().policy(),
                        told.proof().explored().medium(),
                        where(told.proof()),
                        ring(told.cycle().resources()),
                        IntStream.range(0, told.cycle().workers().size())
                            .mapToObj(n -> "worker " + told.cycle().workers().get(n) + " task " + told.cycle().tasks().get(n))
                            .collect(Collectors.joining(", ")),
                        told.cycle().label().text(),
                        Integer.toString(told.cycle().seen()),
                        told.cycle().reached() ? "yes" : "not in its shortest story"))
            .toList(),
        true);
  }

  private static String ring(List<Integer> resources) {
    return Stream.concat(resources.stream(), Stream.of(resources.getFirst())).map(String::valueOf).collect(Collectors.joining(" → "));
  }

  private List<Block> story(DeadlockProof proof) {
    String caption = "The shortest way to a deadlock by " + proof.explored().medium() + " (" + title(proof) + ")";
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Steps(
            caption,
            proof.story().stream().map(DeadlockProof.StoryStep::text).toList(),
            proof.waits().isEmpty()
                ? List.of(proof.deadlock().detail())
                : proof.waits().stream().map(SequenceDiagram::waits).toList()));
    SequenceDiagram.of("The same as a sequence, by " + proof.explored().medium(), proof).ifPresent(blocks::add);
    return blocks;
  }
}
