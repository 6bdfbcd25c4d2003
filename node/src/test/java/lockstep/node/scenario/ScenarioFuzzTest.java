package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScenarioFuzzTest {

  private static final int ROUNDS = 400;

  private static final List<String> FRAGMENTS =
      List.of("{", "}", "[", "]", "=", ":", "+=", ",", "\n", "\"", "\"\"\"", "#", "//", "${", "$", "include ", ".", "\\", "0", "1e9", "-", " ", "a", "x\"}", "\"b.conf\"");

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 20260101})
  void mutatedScenarioIsReadOrRefusedInOneLinePerProblem(long seed) throws IOException {
    byte[] original = Files.readAllBytes(ScenarioFilesTest.SCENARIOS.resolve("bank.conf"));
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutated(original, random);
      Path file = Files.write(folder.resolve("fuzz.conf"), mutated);
      String told = "seed " + seed + ", round " + round + ":\n" + new String(mutated, StandardCharsets.ISO_8859_1);
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readOrRefuse(file, told), told);
    }
  }

  /** The parser's own refusals are a second line of defence: should they ever speak, the guard has misread the text. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {3, 4})
  void guardLetsNothingPastItThatTheParserMustRefuse(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 10 * ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(1, 12); length > 0; length--) {
        text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
      }
      Source file = Source.file("fuzz.conf");
      Problems problems = new Problems(file);
      HoconText.parseFile(text.toString(), file, false, problems);
      try {
        problems.throwIfAny();
      } catch (ScenarioException e) {
        assertThat(e)
            .as("seed " + seed + ", round " + round + ": " + text)
            .message()
            .doesNotContain("HOCON: include is", "fuzz.conf: substitutions", "fuzz.conf: nests");
      }
    }
  }

  private static void readOrRefuse(Path file, String told) {
    try {
      Fixture.read(file, List.of()).cells(Fixture.ENGINES, Fixture.EVENT_ENGINES);
    } catch (ScenarioException e) {
      assertThat(e.problems())
          .as(told)
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem.toString().lines()).hasSize(1));
    } catch (RuntimeException e) {
      throw new AssertionError(told, e);
    }
  }

  private static byte[] mutated(byte[] original, SplittableRandom random) {
    byte[] bytes = original;
    int mutations = 1 + random.nextInt(4);
    for (int i = 0; i < mutations; i++) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + random.nextInt(1, 20));
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> spliced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> spliced(bytes, at, end, new byte[0]);
            case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            default -> spliced(bytes, at, at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8));
          };
    }
    return bytes;
  }

  /** The bytes with those from {@code start} to {@code end} replaced. */
  private static byte[] spliced(byte[] bytes, int start, int end, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, start);
    out.write(by, 0, by.length);
    out.write(bytes, end, bytes.length - end);
    return out.toByteArray();
  }
}
