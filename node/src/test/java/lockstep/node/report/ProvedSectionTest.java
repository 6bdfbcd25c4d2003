package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import lockstep.node.fork.Json;
import lockstep.node.report.Block.Graph;
import lockstep.node.report.Block.Lifeline;
import lockstep.node.report.Block.Sequence;
import lockstep.node.result.DeadlockProof;
import lockstep.node.result.DeadlockProof.Move;
import lockstep.node.result.DeadlockProof.Seen;
import lockstep.node.result.DeadlockProof.StoryStep;
import lockstep.node.result.DeadlockProof.Waiting;
import lockstep.node.result.Explored;
import lockstep.node.result.ForkSample;
import lockstep.node.result.PredictedCycle;
import lockstep.node.result.PredictedCycle.Label;
import lockstep.node.result.ProofSample;
import lockstep.node.result.ResultDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** The section of proofs, and its drawings. */
final class ProvedSectionTest {

  private static String section(DeadlockProof... proofs) {
    return section(Report.html(Documents.proved(proofs)));
  }

  private static String section(String page) {
    Matcher section = Pattern.compile("<section id=\"proved\".*?</section>", Pattern.DOTALL).matcher(page);
    assertThat(section.find()).isTrue();
    return section.group();
  }

  private static int count(String page, String part) {
    return page.split(Pattern.quote(part), -1).length - 1;
  }

  private static DeadlockProof with(PredictedCycle... cycles) {
    return ProofSample.of("unordered", "locks", "unknown", List.of(), List.of(), List.of(cycles), new Seen("threads", 10, 0));
  }

  @Test
  void runOfWhichNothingWasProvedHasNoSuchSection() {
    assertThat(Report.html(Documents.proved())).doesNotContain("id=\"proved\"", "#proved\"");
  }

  @Test
  void whatIsProvedStandsBesideWhatWasSeenWithItsInterval() {
    String section = section(ProofSample.deadlocking(), ProofSample.absent(0));

    assertThat(section).containsPattern("<td>unordered</td>\\s*<td>locks</td>\\s*<td>–</td>\\s*<td>possible</td>\\s*<td>threads 3 of 10 \\([0-9.]+ % to 65 %\\)</td>");
    assertThat(section).containsPattern("<td>ordered</td>\\s*<td>locks</td>\\s*<td>–</td>\\s*<td>proved absent</td>\\s*<td>threads 0 of 10 \\(below 31 %\\)</td>");
    assertThat(section).doesNotContain("CONTRADICTION");
  }

  @Test
  void meanOfTheMachineStandsBesideThatOfTheForks() {
    ForkSample unordered = ForkSample.of("threads", "unordered", 2);
    String section =
        section(
            Report.html(
                Documents.of(
                    "table", List.of(unordered.deadlocked(40, 50), unordered.withNumber(2).deadlocked(20, 50)), List.of(ProofSample.deadlocking(), ProofSample.absent(0)))));

    assertThat(section).containsPattern("<td>1</td>\\s*<td>threads 30</td>").containsPattern("<td>–</td>\\s*<td>–</td>");
    assertThat(section(ProofSample.deadlocking())).contains("<td>threads not told</td>");
  }

  @Test
  void deadlockThatWasProvedImpossibleIsALoudContradiction() {
    ResultDocument document = Documents.proved(ProofSample.deadlocking(), ProofSample.absent(1));
    String page = Report.html(document);

    assertThat(document.verdict().exitCode()).isEqualTo(12);
    assertThat(page).contains("Seen, though proved to be impossible: threads (ordered, 2 workers) deadlocked in 1 of 10 forks.");
    assertThat(page).contains("Proved impossible, and seen nevertheless").doesNotContain("speeds must not be compared");
    assertThat(page).contains("threads, ordered by locks cannot deadlock (proved for the abstract machine), and 1 of 10 forks did");
    assertThat(section(page)).contains("CONTRADICTION: proved absent, yet seen");
  }

  @Test
  void proofsAreToldApartByWhatDiffers() {
    DeadlockProof one = ProofSample.deadlocking();
    DeadlockProof other =
        new DeadlockProof(
            one.cells(), Map.of("accounts", "3"), new Explored(42, 3, "unordered", "locks", List.of("threads"), 10, 16, true, "all"), one.tasksPlanned(),
            one.deadlock(), one.livelock(), one.starvation(), one.story(), one.waits(), one.meanBeforeDeadlock(), one.predicted(), one.seen());

    assertThat(section(one, other)).contains("<td>accounts 2, 2 workers</td>", "<td>accounts 3, 3 workers</td>");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 16})
  void cycleIsARingOfItsResourcesWithAWorkerOnEachEdge(int resources) throws Exception {
    String section = section(with(ProofSample.cycle(resources, Label.PREDICTED)));

    assertThat(count(section, "class=\"node\"")).isEqualTo(resources);
    assertThat(count(section, "class=\"edge\"")).isEqualTo(resources);
    assertThat(count(section, "class=\"head\"")).isEqualTo(resources);
    assertThat(section).contains("svg class=\"graph predicted\"", "worker " + (resources - 1) + " holds " + (resources - 1) + " and asks for 0");
    // Heads end at the border of the node that is asked for, and all lies within the drawing.
    Graph graph = CycleGraph.of("ring", ProofSample.cycle(resources, Label.PREDICTED));
    for (int n = 0; n < resources; n++) {
      Block.Node target = graph.nodes().get((n + 1) % resources);
      String[] tip = graph.edges().get(n).head().split("[ ,]", -1);
      double distance = Math.hypot(Double.parseDouble(tip[0]) - Double.parseDouble(target.x()), Double.parseDouble(tip[1]) - Double.parseDouble(target.y()));
      assertThat(distance).isBetween(17.0, 19.0);
    }
    assertThat(graph.nodes()).allSatisfy(node -> assertThat(Double.parseDouble(node.x())).isBetween(17.0, Double.parseDouble(graph.width()) - 17));
    assertThat(graph.nodes()).extracting(node -> node.x() + " " + node.y()).doesNotHaveDuplicates();
    assertWellFormed(section);
  }

  @Test
  void largerCyclesAndMoreOfThemAreToldInTheTableAlone() {
    assertThat(section(with(ProofSample.cycle(17, Label.PREDICTED)))).doesNotContain("svg class=\"graph").contains("15 → 16 → 0");
    PredictedCycle[] many = IntStream.rangeClosed(2, 14).mapToObj(n -> ProofSample.cycle(n, Label.PREDICTED)).toArray(PredictedCycle[]::new);
    String section = section(with(many));
    assertThat(count(section, "svg class=\"graph")).isEqualTo(6);
    assertThat(section).contains("6 of 13", "All 13 cycles");
  }

  @Test
  void cyclesThatWereSeenAreDrawnFirstAndOnceForAllMedia() {
    DeadlockProof messages =
        ProofSample.of("unordered", "messages", "present", List.of(), List.of(), List.of(ProofSample.cycle(2, Label.PREDICTED)), new Seen("actors", 10, 0));
    String section =
        section(with(ProofSample.cycle(3, Label.REFUTED), ProofSample.cycle(2, Label.CONFIRMED)), messages);

    assertThat(count(section, "svg class=\"graph")).isEqualTo(2);
    assertThat(section).contains("unordered: confirmed (locks, seen in 3 forks), predicted (messages)");
    assertThat(section.indexOf("graph confirmed")).isLessThan(section.indexOf("graph refuted"));
  }

  @Test
  void storyIsAListOfStepsAndASequenceOfArrows() throws Exception {
    String section = section(ProofSample.deadlocking());

    assertThat(section).contains("<li>worker 0 takes 0</li>", "<li>worker 1 takes 1</li>", "<li>worker 0 holds 0 and waits for 1, held by worker 1</li>");
    assertThat(count(section, "class=\"life\"")).isEqualTo(4);
    assertThat(count(section, "class=\"arrow takes\"")).isEqualTo(2);
    assertThat(count(section, "class=\"arrow forever\"")).isEqualTo(2);
    assertThat(count(section, "<polygon points")).isEqualTo(4);
    assertWellFormed(section);
  }

  @Test
  void requestsGoToResourcesAndAnswersComeFromThem() {
    DeadlockProof proof =
        ProofSample.of(
            "unordered",
            "messages",
            "present",
            List.of(
                ProofSample.step(4, "worker 4 asks for 9", "wants", 9),
                ProofSample.step(4, "the owner grants 9 to worker 4", "granted", 9),
                new StoryStep(4, "worker 4 gives back 9 and asks for the gate", List.of(new Move("released", 9), new Move("wants", DeadlockProof.GATE))),
                new StoryStep(4, "the owner takes back 9 from worker 4", List.of()),
                ProofSample.step(4, "the owner has worker 4 wait for the gate", "waits", DeadlockProof.GATE),
                ProofSample.step(4, "the owner refuses 9 to worker 4", "refused", 9)),
            List.of(new Waiting(4, List.of(9), 9, 5)),
            List.of(),
            new Seen("actors", 1, 0));

    Sequence sequence = SequenceDiagram.of("story", proof).orElseThrow();

    assertThat(sequence.lines()).extracting(Lifeline::label).containsExactly("worker 4", "gate", "resource 9");
    int worker = sequence.lines().getFirst().x();
    List<String> drawn = new ArrayList<>();
    sequence.arrows().forEach(arrow -> drawn.add(arrow.number() + " " + arrow.style() + (arrow.from() == worker ? " out" : " in")));
    assertThat(drawn).containsExactly("1 wants out", "2 granted in", "3 released out", " wants out", "5 waits in", "6 refused in", " forever out");
    assertThat(sequence.arrows()).extracting(Block.Arrow::y).isSorted().doesNotHaveDuplicates();
    assertThat(sequence.arrows()).allSatisfy(arrow -> assertThat(arrow.y()).isLessThan(sequence.height()));
    assertThat(sequence.description()).contains("4. the owner takes back 9 from worker 4", "worker 4 holds 9 and waits for 9, held by worker 5");
  }

  @Test
  void longStoriesAreToldInWordsAlone() {
    List<StoryStep> steps = Stream.generate(() -> ProofSample.step(0, "worker 0 takes 0", "takes", 0)).limit(SequenceDiagram.MOST_ROWS).toList();
    DeadlockProof fits = ProofSample.of("unordered", "locks", "present", steps, List.of(), List.of(), new Seen("threads", 1, 0));
    DeadlockProof tooLong =
        ProofSample.of("unordered", "locks", "present", steps, List.of(new Waiting(0, List.of(), 0, 1)), List.of(), new Seen("threads", 1, 0));

    assertThat(SequenceDiagram.of("story", fits)).isPresent();
    assertThat(SequenceDiagram.of("story", tooLong)).isEmpty();
    assertThat(count(section(tooLong), "<li>worker 0 takes 0</li>")).isEqualTo(SequenceDiagram.MOST_ROWS);
  }

  @Test
  void hostileTextIsTextInProofsToo() throws Exception {
    String hostile = Documents.HOSTILE;
    DeadlockProof proof =
        ProofSample.of(
            hostile,
            hostile,
            hostile,
            List.of(ProofSample.step(0, hostile, hostile, 0)),
            List.of(new Waiting(0, List.of(0), 1, 1)),
            List.of(ProofSample.cycle(2, Label.PREDICTED)),
            new Seen(hostile, 10, 3));
    String page = Report.html(Documents.proved(proof));

    assertThat(page).doesNotContain("<script", "<img", "</style><", "url(").contains("&lt;script&gt;");
    assertThat(count(page, "</style>")).isEqualTo(1);
    assertThat(page).doesNotContainPattern("(aria-label|class)=\"[^\"]*\"'");
    assertWellFormed(section(page));
  }

  @Test
  void everyDrawingIsToldInWordsAndReachedByTheKeyboard() {
    String section = section(ProofSample.deadlocking());

    assertThat(count(section, "role=\"img\" aria-label=\"")).isEqualTo(count(section, "<svg"));
    assertThat(count(section, "<figure")).isEqualTo(count(section.replaceAll("(?s)<table.*?</table>", ""), "class=\"scroll") - 2);
    assertThat(section).doesNotContain("aria-label=\"\"");
  }

  @Test
  void keptDocumentGivesTheSamePage() {
    ResultDocument document = Documents.proved(ProofSample.deadlocking(), ProofSample.absent(1), with(ProofSample.cycle(3, Label.UNPREDICTED)));

    assertThat(Report.html(Json.read(Json.pretty(document), ResultDocument.class))).isEqualTo(Report.html(document));
  }

  private static void assertWellFormed(String section) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    assertThat(factory.newDocumentBuilder().parse(new InputSource(new StringReader(section))).getDocumentElement().getTagName()).isEqualTo("section");
  }
}
