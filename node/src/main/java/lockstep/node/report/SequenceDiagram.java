package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.node.report.Block.Arrow;
import lockstep.node.report.Block.Lifeline;
import lockstep.node.report.Block.Sequence;
import lockstep.node.result.DeadlockProof;
import lockstep.node.result.DeadlockProof.Move;
import lockstep.node.result.DeadlockProof.StoryStep;
import lockstep.node.result.DeadlockProof.Waiting;

/** The story of a deadlock as a sequence diagram: workers and resources are life lines, and time goes down. */
final class SequenceDiagram {

  /** Longer stories are told in words alone. */
  static final int MOST_ROWS = 80;

  private static final int COLUMN = 88;
  private static final int LEFT = 66;
  private static final int TOP = 54;
  private static final int ROW = 32;
  private static final int HEAD = 8;
  private static final int HALF_HEAD = 4;

  private final List<Integer> workers;
  private final List<Integer> resources;
  private final List<Arrow> arrows = new ArrayList<>();

  private SequenceDiagram(DeadlockProof proof) {
    TreeSet<Integer> acting = new TreeSet<>();
    TreeSet<Integer> used = new TreeSet<>();
    for (StoryStep step : proof.story()) {
      acting.add(step.worker());
      step.moves().forEach(move -> used.add(move.resource()));
    }
    for (Waiting wait : proof.waits()) {
      acting.add(wait.worker());
      used.add(wait.waitsFor());
    }
    this.workers = List.copyOf(acting);
    this.resources = List.copyOf(used);
  }

  /** The drawing of a proof's story; empty when it has none, or is too long. */
  static Optional<Sequence> of(String caption, DeadlockProof proof) {
    int rows = proof.story().stream().mapToInt(step -> step.moves().size()).sum() + proof.waits().size();
    return proof.story().isEmpty() || rows > MOST_ROWS ? Optional.empty() : Optional.of(new SequenceDiagram(proof).draw(caption, proof));
  }

  private Sequence draw(String caption, DeadlockProof proof) {
    for (int n = 0; n < proof.story().size(); n++) {
      StoryStep step = proof.story().get(n);
      for (int m = 0; m < step.moves().size(); m++) {
        arrow(step, step.moves().get(m), m == 0 ? Integer.toString(n + 1) : "");
      }
    }
    for (Waiting wait : proof.waits()) {
      add(worker(wait.worker()), resource(wait.waitsFor()), "forever", "", "waits for ever", waits(wait));
    }
    int columns = workers.size() + resources.size();
    return new Sequence(
        caption,
        LEFT + COLUMN * columns - COLUMN / 2 + 8,
        TOP + ROW * arrows.size() + 12,
        Stream.concat(
                workers.stream().map(number -> new Lifeline(worker(number), "worker", "worker " + number)),
                resources.stream().map(number -> new Lifeline(resource(number), "resource", name(number))))
            .toList(),
        arrows,
        caption + ": " + told(proof));
  }

  private static String name(int resource) {
    return resource == DeadlockProof.GATE ? "gate" : "resource " + resource;
  }

  private static String told(DeadlockProof proof) {
    return Stream.concat(
            IntStream.range(0, proof.story().size()).mapToObj(n -> n + 1 + ". " + proof.story().get(n).text()), proof.waits().stream().map(SequenceDiagram::waits))
        .collect(Collectors.joining("; "));
  }

  /** Who waits for whom, in words. */
  static String waits(Waiting wait) {
    String held = wait.holds().isEmpty() ? "nothing" : wait.holds().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "worker " + wait.worker() + " holds " + held + " and waits for " + wait.waitsFor() + ", held by worker " + wait.heldBy();
  }

  private void arrow(StoryStep step, Move move, String number) {
    int worker = worker(step.worker());
    int resource = resource(move.resource());
    switch (move.kind()) {
      case "wants", "takes" -> add(worker, resource, move.kind(), number, move.kind(), step.text());
      case "released" -> add(worker, resource, move.kind(), number, "gives back", step.text());
      case "waits" -> add(resource, worker, move.kind(), number, "has to wait", step.text());
      default -> add(resource, worker, move.kind(), number, move.kind(), step.text());
    }
  }

  private void add(int from, int to, String style, String number, String label, String title) {
    int y = TOP + ROW * arrows.size() + ROW / 2;
    int back = to > from ? -HEAD : HEAD;
    String head = to + "," + y + " " + (to + back) + "," + (y - HALF_HEAD) + " " + (to + back) + "," + (y + HALF_HEAD);
    arrows.add(new Arrow(from, to + back, y, head, style, number, (from + to) / 2, label, title));
  }

  private int worker(int number) {
    return LEFT + COLUMN * workers.indexOf(number);
  }

  private int resource(int number) {
    return LEFT + COLUMN * (workers.size() + resources.indexOf(number));
  }
}
