package lockstep.node.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.engine.proof.Conclusion;
import lockstep.engine.proof.Story;
import lockstep.engine.proof.Waits;

/** The story of a conclusion as a sequence diagram, in the language of Mermaid. */
final class Diagram {

  private static final String GATE = "gate";

  private Diagram() {}

  /** The text of a diagram; its lines end in a line feed. */
  static String of(Conclusion conclusion, List<Waits.Wait> waits) {
    List<String> lines = new ArrayList<>(List.of("sequenceDiagram"));
    conclusion.story().stream().map(Story.Line::worker).distinct().sorted().forEach(w -> lines.add("  participant W" + w + " as worker " + w));
    conclusion.story().stream().map(Diagram::partner).distinct().sorted().forEach(r -> lines.add("  participant R" + r + " as " + r));
    for (int n = 0; n < conclusion.story().size(); n++) {
      if (n == conclusion.repeatsFrom()) {
        lines.add("  loop for ever");
      }
      lines.add(arrow(conclusion.story().get(n)));
    }
    if (conclusion.repeatsFrom() < conclusion.story().size()) {
      lines.add("  end");
    }
    waits.forEach(wait -> lines.add("  Note over W" + wait.worker() + ": " + wait.text()));
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String arrow(Story.Line line) {
    String worker = "W" + line.worker();
    String partner = "R" + partner(line);
    return "  " + (line.byOwner() ? partner + "-->>" + worker : worker + "->>" + partner) + ": " + line.text();
  }

  private static String partner(Story.Line line) {
    return line.resources().isEmpty() ? GATE : line.resources().getFirst().toString();
  }
}
