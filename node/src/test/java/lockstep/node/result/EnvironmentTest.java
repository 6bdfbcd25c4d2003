package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.node.result.Environment.Around;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentTest {

  private static final String THREE_NUMBERS = "[0-9.]+ [0-9.]+ [0-9.]+";

  @TempDir Path folder;

  /** Files of the kernel may be there and refuse to be read. */
  private static boolean tells(String file) {
    try {
      return !Files.readString(Path.of(file)).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static void assertReadTwice(Around before, Around after, String file) {
    boolean known = tells(file);
    assertThat(before.before().isPresent()).as(file).isEqualTo(known);
    assertThat(before.after()).isEmpty();
    assertThat(after.before()).isEqualTo(before.before());
    assertThat(after.after().isPresent()).isEqualTo(known);
    assertThat(before.before().stream()).allSatisfy(text -> assertThat(text).matches(THREE_NUMBERS));
    assertThat(after.after().stream()).allSatisfy(text -> assertThat(text).matches(THREE_NUMBERS));
  }

  @Test
  void loadAndPressureAreReadBeforeAndAfterWhereTheSystemTells() {
    Environment before = Environment.read("1", folder);
    Environment after = before.after();

    assertReadTwice(before.load(), after.load(), "/proc/loadavg");
    assertReadTwice(before.pressure(), after.pressure(), "/proc/pressure/cpu");
  }

  @Test
  void whatOthersDoIsNoOtherEnvironment() {
    Environment before = Environment.read("1", folder);

    assertThat(EnvironmentDifference.first(before, before.after(), true)).isEmpty();
  }
}
