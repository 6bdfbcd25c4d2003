package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lockstep.node.result.DeadlockProof;
import lockstep.node.result.PredictedCycle;
import lockstep.node.result.PredictedCycle.Label;
import lockstep.node.result.ProofSample;
import lockstep.node.result.ResultDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** Reports as a browser shows them. */
@Timeout(120)
final class ReportIT {

  /** The drawings without a mark that can be seen within them. */
  private static final String NOT_DRAWN =
      """
      [...document.querySelectorAll('svg.track, svg.chart')].filter(svg => {
        const box = svg.getBoundingClientRect();
        const marks = [...svg.querySelectorAll('circle, rect')].map(mark => mark.getBoundingClientRect());
        const seen = marks.filter(m => m.width > 0 && m.height > 0 && m.left >= box.left - 5 && m.right <= box.right + 5
            && m.top >= box.top - 5 && m.bottom <= box.bottom + 5);
        return box.width < 50 || box.height < 15 || marks.length === 0 || seen.length < marks.length;
      }).map(svg => svg.getAttribute('aria-label'))
      """;

  /** What of a ring or a sequence lies outside of its drawing, or has no size. */
  private static final String OUTSIDE =
      """
      [...document.querySelectorAll('svg.graph, svg.sequence')].flatMap(svg => {
        const box = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text, path, polygon, ellipse, rect')].filter(part => {
          const b = part.getBoundingClientRect();
          return (part.textContent || part.tagName !== 'text') && (b.width === 0 || b.left < box.left - 2 || b.right > box.right + 2 || b.top < box.top - 2 || b.bottom > box.bottom + 2);
        }).map(part => svg.getAttribute('class') + ' ' + part.outerHTML.slice(0, 90));
      })
      """;

  @TempDir Path folder;

  /** The browser may still write there when it ends. */
  @TempDir(cleanup = CleanupMode.NEVER)
  static Path profiles;

  private @Nullable Chromium browser;

  @BeforeEach
  void start() throws Exception {
    Optional<Path> program = Chromium.installed();
    assumeTrue(program.isPresent(), "no Chromium on the path: how a browser shows reports is not tested");
    browser = new Chromium(program.get(), Files.createDirectory(profiles.resolve("profile-" + System.nanoTime())));
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private Chromium shown(ResultDocument document) throws Exception {
    Path file = Files.writeString(folder.resolve("report.html"), Report.html(document));
    Chromium shown = Objects.requireNonNull(browser);
    shown.open(file);
    assertThat(shown.requests()).containsExactly(file.toUri().toString());
    assertThat(shown.complaints()).isEmpty();
    return shown;
  }

  @Test
  void everyChartIsDrawnWithoutRequestsOrComplaints() throws Exception {
    Chromium page = shown(Documents.swept(4, 5, 3));

    assertThat(page.evaluate("document.querySelectorAll('svg.track, svg.chart').length").asInt()).isGreaterThan(2 * 4 * 5);
    assertThat(page.evaluate(NOT_DRAWN)).isEmpty();
    assertThat(page.evaluate("getComputedStyle(document.querySelector('.verdict')).textTransform").asString()).isEqualTo("uppercase");
  }

  @Test
  void riskIsDrawnWithinItsCharts() throws Exception {
    Chromium page = shown(Documents.risky("seats"));

    assertThat(page.evaluate("document.querySelectorAll('#risk .pair svg.track').length").asInt()).isEqualTo(2 * 6 * 6);
    assertThat(page.evaluate("document.querySelectorAll('#risk svg.chart').length").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(page.evaluate(NOT_DRAWN)).isEmpty();
  }

  @Test
  void hostileTextDoesNothing() throws Exception {
    Chromium page = shown(Documents.hostile());

    assertThat(page.evaluate("document.querySelectorAll('script, img, iframe, object, link').length").asInt()).isZero();
    assertThat(page.evaluate("document.title").asString()).startsWith(Documents.HOSTILE);
    assertThat(page.evaluate("document.querySelector('.run').textContent").asString()).startsWith(Documents.HOSTILE);
  }

  @Test
  void policyStopsAScriptThatGotIn() throws Exception {
    String page = Report.html(Documents.swept(2, 1, 1)).replace("</body>", "<script>document.title='struck'</script></body>");
    Chromium shown = Objects.requireNonNull(browser);
    shown.open(Files.writeString(folder.resolve("report.html"), page));

    assertThat(shown.evaluate("document.title").asString()).isEqualTo("swept: pass");
    assertThat(shown.complaints()).isNotEmpty();
  }

  @Test
  void everyChartAndTableIsReachedByTheKeyboard() throws Exception {
    Chromium page = shown(Documents.swept(3, 4, 2));
    page.evaluate("window.reached = new Set(); document.addEventListener('focusin', e => window.reached.add(e.target)); 0");

    int stops = page.evaluate("document.querySelectorAll('a, summary, .scroll').length").asInt();
    for (int i = 0; i < stops; i++) {
      page.tab();
    }

    assertThat(
            page.evaluate(
                "[...document.querySelectorAll('summary, .scroll')].filter(e => e.checkVisibility() && !window.reached.has(e)).map(e => e.outerHTML.slice(0, 90))"))
        .isEmpty();
    assertThat(page.evaluate("window.reached.size").asInt()).isGreaterThan(8);
    assertThat(page.evaluate("[...document.querySelectorAll('figure')].filter(f => !f.querySelector('summary, .scroll')).length").asInt()).isZero();
  }

  @Test
  void phoneShowsItWithoutScrollingSideways() throws Exception {
    for (ResultDocument document : List.of(Documents.swept(4, 5, 3), Documents.hostile(), Documents.risky("seats"), Documents.risky(Documents.HOSTILE), Documents.interrupted(), proved())) {
      Chromium page = Objects.requireNonNull(browser);
      page.call("Emulation.setDeviceMetricsOverride", Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
      page.open(Files.writeString(folder.resolve("report.html"), Report.html(document)));

      assertThat(page.evaluate("document.documentElement.scrollWidth").asInt()).as(document.run().scenario()).isLessThanOrEqualTo(390);
      assertThat(page.evaluate(NOT_DRAWN)).isEmpty();
    }
  }

  /** Rings of all sizes, and stories. */
  private static ResultDocument proved() {
    PredictedCycle[] rings = {ProofSample.cycle(2, Label.CONFIRMED), ProofSample.cycle(3, Label.PREDICTED), ProofSample.cycle(5, Label.REFUTED), ProofSample.cycle(16, Label.UNPREDICTED)};
    DeadlockProof story = ProofSample.deadlocking();
    return Documents.proved(
        ProofSample.of("unordered", "locks", "present", story.story(), story.waits(), List.of(rings), story.seen().getFirst()), ProofSample.absent(1));
  }

  @Test
  void ringsAndSequencesLieWithinTheirDrawings() throws Exception {
    for (int width : List.of(1280, 390)) {
      Chromium page = Objects.requireNonNull(browser);
      page.call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", width < 500));
      page.open(Files.writeString(folder.resolve("report.html"), Report.html(proved())));

      assertThat(page.evaluate("document.querySelectorAll('svg.graph, svg.sequence').length").asInt()).isEqualTo(5);
      assertThat(page.evaluate(OUTSIDE)).as("at %d pixels", width).isEmpty();
    }
  }

  @Test
  void darkReadersGetADarkPage() throws Exception {
    Chromium page = shown(Documents.swept(2, 2, 2));
    String light = page.evaluate("getComputedStyle(document.body).backgroundColor").asString();
    page.call("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));

    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor").asString()).isNotEqualTo(light);
  }
}
