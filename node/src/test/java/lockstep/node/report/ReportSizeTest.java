package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import lockstep.node.result.ResultDocument;
import org.junit.jupiter.api.Test;

/** How much a report holds. How long it takes to render is printed, and no claim. */
final class ReportSizeTest {

  private static final Pattern ELEMENT = Pattern.compile("<[a-z]");
  private static final int ENGINES = 5;
  private static final int FORKS = 10;

  private record Size(int cells, long elements, int bytes) {}

  private static Size size(int sizes) {
    ResultDocument document = Documents.swept(ENGINES, sizes, FORKS);
    long begin = System.nanoTime();
    String page = Report.html(document);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    Size size = new Size(document.cells().size(), ELEMENT.matcher(page).results().count(), page.length());
    System.out.printf(
        "%d cells x %d forks: %d elements, %d KB, rendered in %d ms%n", size.cells, FORKS, size.elements, size.bytes / 1000, millis);
    return size;
  }

  /** A fork is a dot with its title, and a row of eleven elements; all else is of its cell. */
  @Test
  void reportOfTwoHundredCellsOfTenForksHasABoundedNumberOfElements() {
    Size size = size(40);

    assertThat(size.cells).isEqualTo(200);
    assertThat(size.elements).isLessThan(size.cells * (FORKS * 14L + 200));
    assertThat(size.bytes).isLessThan(size.cells * (FORKS * 500 + 12_000));
  }

  @Test
  void reportGrowsNoFasterThanWhatItReports() {
    Size one = size(20);
    Size two = size(40);

    assertThat(two.elements).isLessThan(one.elements * 21 / 10);
    assertThat(two.bytes).isLessThan(one.bytes * 22 / 10);
  }
}
