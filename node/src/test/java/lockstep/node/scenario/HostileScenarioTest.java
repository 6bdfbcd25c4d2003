package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostileScenarioTest {

  /** Generous: all of it takes a fraction of a second. */
  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  @Test
  void missingFileIsNamed() {
    assertThat(scenarios.problemsOf(folder.resolve("none.conf"))).containsExactly("none.conf: there is no such file");
  }

  @Test
  void folderIsNoScenario() {
    assertThat(scenarios.problemsOf(folder.resolve("."))).containsExactly(".: is a folder, must be a scenario file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t\r\n", "# only\n// comments", "\uFEFF"})
  void emptyFileIsNoScenario(String text) {
    assertThat(scenarios.problems(text))
        .containsExactly("case.conf: is empty, must give at least lockstep.schema and simulation");
  }

  @Test
  void unreadableFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("secret.conf"), Fixture.LEAST);
    assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "this user reads everything");

    assertThat(scenarios.problemsOf(file)).containsExactly("secret.conf: cannot be read: permission denied");
  }

  @Test
  void fileThatIsNotUtf8IsRefusedWithTheByte() {
    byte[] content = (Fixture.LEAST + "title = x").getBytes(StandardCharsets.UTF_8);
    content[content.length - 1] = (byte) 0xE9;

    assertThat(scenarios.problemsOf(scenarios.file(content)))
        .containsExactly("case.conf:3: is not UTF-8 at byte " + (content.length - 1));
  }

  @Test
  void utf16IsNotUtf8() {
    assertThat(scenarios.problemsOf(scenarios.file(Fixture.LEAST.getBytes(StandardCharsets.UTF_16))))
        .containsExactly("case.conf:1: is not UTF-8 at byte 0");
  }

  @Test
  void byteOrderMarkIsTolerated() {
    assertThat(scenarios.read("\uFEFF" + Fixture.LEAST).simulation()).isEqualTo("bank");
  }

  @Test
  void fileLargerThanAMebibyteIsRefused() {
    assertThat(scenarios.problemsOf(scenarios.file(new byte[(1 << 20) + 1])))
        .containsExactly("case.conf: is larger than a scenario may be, 1 MiB");
  }

  @Test
  void wordIncludeIsNoInclude() {
    assertThat(scenarios.read(Fixture.LEAST + "title = include me # ${x} include \"x\"\n// include").title())
        .contains("include me");
    assertThat(scenarios.read(Fixture.LEAST + "title = \"include ${x} += [\"").title()).contains("include ${x} += [");
    assertThat(scenarios.read(Fixture.LEAST + "title = \"\"\"${x} \"a\" += {\"\"\"").title()).contains("${x} \"a\" += {");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name = ${USER}", "name = ${?USER}", "name = a${user.home}", "name = [${PATH}]", "name = ${java.version}"})
  void substitutionsAreRefused(String line) {
    assertThat(scenarios.problems(Fixture.LEAST + line))
        .singleElement()
        .asString()
        .startsWith("case.conf:3: name")
        .endsWith(": substitutions are not supported, write the value out");
  }

  @Test
  void appendingIsRefused() {
    assertThat(scenarios.problems(Fixture.LEAST + "workers += 3"))
        .containsExactly("case.conf:3: workers: += is not supported, write the whole list out");
  }

  @Test
  void syntaxErrorsAreOneLineWithThePlace() {
    assertThat(scenarios.problems(Fixture.LEAST + "workers = [1, 2"))
        .singleElement()
        .asString()
        .startsWith("case.conf:3: is not HOCON: ");
    assertThat(scenarios.problems(Fixture.LEAST + "\nname = `x`"))
        .singleElement()
        .asString()
        .startsWith("case.conf:4: is not HOCON: ");
  }

  @Test
  void echoedValuesAreCutAndEscaped() {
    assertThat(scenarios.problems(Fixture.LEAST + "seed = \"\\u001b[31m\\n\\u202e" + "x".repeat(1000) + "\""))
        .singleElement()
        .asString()
        .contains("got \\u001b[31m\\n\\u202ex")
        .endsWith("x…")
        .hasSizeLessThan(200);
  }

  @Test
  void problemsWithoutEndAreCounted() {
    String keys = IntStream.range(0, 900).mapToObj(i -> "x" + i + " = 1").collect(Collectors.joining("\n"));

    assertThat(scenarios.problems(Fixture.LEAST + keys)).hasSize(101).endsWith("case.conf: has 800 more problems");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void bombsAreDefusedInAMoment(String name, String text) {
    List<String> problems = assertTimeoutPreemptively(BOUND, () -> scenarios.problems(text));

    assertThat(problems).isNotEmpty().allSatisfy(line -> assertThat(line).startsWith("case.conf").hasSizeLessThan(600));
  }

  static Stream<Arguments> bombsAreDefusedInAMoment() {
    int most = ScenarioFile.LARGEST_BYTES - Fixture.LEAST.length() - 20;
    return Stream.of(
            Arguments.of("brackets", "workers = " + "[".repeat(100_000)),
            Arguments.of("brackets at the root", "[".repeat(100_000)),
            Arguments.of("braces", "{".repeat(100_000)),
            Arguments.of("objects in objects", "a {".repeat(100_000)),
            Arguments.of("dotted key", "a." .repeat(500_000) + "a = 1"),
            Arguments.of("dotted keys in objects", "a.a.a.a.a.a.a.a.a {".repeat(4)),
            Arguments.of(
                "doubling",
                "a0 = 10\n" + IntStream.range(1, 40).mapToObj(i -> "a" + i + " = ${a" + (i - 1) + "}${a" + (i - 1) + "}\n").collect(Collectors.joining())),
            Arguments.of("many keys", IntStream.range(0, 80_000).mapToObj(i -> "p.k" + i + "=1\n").collect(Collectors.joining())),
            Arguments.of("one key again and again", "seed=1\n".repeat(140_000)),
            Arguments.of("joined words", "name = " + "a ".repeat(most / 2)),
            Arguments.of("joined truths", "name = " + "true".repeat(most / 4)),
            Arguments.of("joined lists", "workers = " + "[1] ".repeat(most / 4)),
            Arguments.of("joined strings", "name = " + "\"\" ".repeat(most / 3)),
            Arguments.of("joined words of a key", "a ".repeat(most / 2) + "= 1"),
            Arguments.of("joined strings of a key", "\"\" ".repeat(most / 3) + "= 1"),
            Arguments.of("long list", "workers = [" + "1,".repeat(most / 2) + "]"),
            Arguments.of("list of lists", "workers = [" + "[],".repeat(most / 3) + "]"),
            Arguments.of("list of objects", "workers = [" + "{},".repeat(most / 3) + "]"),
            Arguments.of("long number", "seed = " + "9".repeat(most)),
            Arguments.of("long quoted number", "seed = \"" + "9".repeat(most) + "\""),
            Arguments.of("long fraction", "seed = 0." + "9".repeat(900)),
            Arguments.of("long name", "name = \"" + "a".repeat(most) + "\""),
            Arguments.of("long title", "title = \"\"\"" + "a\n".repeat(most / 2) + "\"\"\""),
            Arguments.of("quotes", "\"".repeat(most)),
            Arguments.of("escapes", "name = \"" + "\\\\".repeat(most / 2) + "\""),
            Arguments.of("comments", "#\n".repeat(most / 2) + "seed = x"),
            Arguments.of("comments in a list", "workers = [\n" + "#\n".repeat(most / 2) + "x]"),
            Arguments.of("lines", "\n".repeat(most) + "seed = x"),
            Arguments.of("blanks", " ".repeat(most) + "seed = x"),
            Arguments.of("commas", ",".repeat(most)),
            Arguments.of("closing", "}".repeat(most)),
            Arguments.of("zero bytes", "\0".repeat(most)),
            Arguments.of("dollars", "name = " + "$".repeat(most)),
            Arguments.of("slashes", "name = " + "/ ".repeat(most / 2)),
            Arguments.of("unknown long key", "\"" + "a".repeat(most) + "\" = 1"),
            Arguments.of("huge exponent", "seed = 1e2147483647"),
            Arguments.of("huge negative exponent", "params.skew = 1e-2147483647"),
            Arguments.of("huge exponent of zero", "workers = 0e2147483647"),
            Arguments.of("huge exponent of a time", "measure = 1e2147483647s"))
        .map(bomb -> Arguments.of(bomb.get()[0], Fixture.LEAST + bomb.get()[1]));
  }
}
