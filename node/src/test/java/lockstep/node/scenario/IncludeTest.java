package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IncludeTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  private static final String RULE =
      "include: must be followed by a quoted file name alone on its line, such as include \"common.conf\"";

  @TempDir Path outside;
  private Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() throws IOException {
    folder = Files.createDirectory(outside.resolve("scenario"));
    scenarios = new Fixture(folder);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void includedKeysAreReadAndOverriddenByTheIncludingFileWhereverItIncludes() throws IOException {
    write("common.conf", "seed = 7\nworkers = 3\nparams { accounts = 10, skew = 1 }");

    for (String text : List.of("workers = 8\nparams.skew = 0\ninclude \"common.conf\"", "include \"common.conf\"\nworkers = 8, params.skew = 0")) {
      Scenario scenario = scenarios.read(Fixture.LEAST + text);

      assertThat(scenario.seeds()).containsExactly(7L);
      assertThat(scenario.workers()).containsExactly(8);
      assertThat(scenario.parameters()).hasToString("{accounts=[10], skew=[0]}");
    }
  }

  @Test
  void schemaAndSimulationMayBeIncluded() throws IOException {
    write("all.conf", Fixture.LEAST);

    assertThat(scenarios.read("{ include \"all.conf\", seed = 1 }").seeds()).containsExactly(1L);
  }

  @Test
  void includesAreRelativeToTheFileThatIncludes() throws IOException {
    write("sub/a.conf", "include \"b.conf\"\ninclude \"../c.conf\"");
    write("sub/b.conf", "seed = 5");
    write("c.conf", "workers = 6\n# and nothing else");
    write("blank.conf", "# nothing");

    Scenario scenario = scenarios.read(Fixture.LEAST + "include \"sub/../sub/a.conf\"\ninclude \"blank.conf\"");

    assertThat(scenario.seeds()).containsExactly(5L);
    assertThat(scenario.workers()).containsExactly(6);
  }

  @Test
  void problemsNameTheIncludedFileAndLineAfterThoseOfTheScenario() throws IOException {
    write("sub/a.conf", "\nworkers = 0\nsed = 1");

    assertThat(scenarios.problems(Fixture.LEAST + "include \"sub/a.conf\"\n\n\nseed = x"))
        .containsExactly(
            "case.conf:6: seed: must be a whole number in [0, 2^63 - 1], got x",
            "sub/a.conf:2: workers: must be a whole number in [1, 100000] (workers), got 0",
            "sub/a.conf:3: sed: there is no such key (did you mean seed?)");
  }

  @Test
  void keyOfTwoIncludedFilesIsRefusedUntilTheIncludingFileDecides() throws IOException {
    write("a.conf", "seed = 1");
    write("b.conf", "seed = 2");
    String both = Fixture.LEAST + "include \"a.conf\"\ninclude \"b.conf\"";

    assertThat(scenarios.problems(both))
        .singleElement()
        .asString()
        .startsWith("b.conf:1: seed: must be given once, is also given by ")
        .endsWith("a.conf:1; the file that includes both may decide");
    assertThat(scenarios.read(both + "\nseed = 3").seeds()).containsExactly(3L);
  }

  @Test
  void fileIncludedOnTwoWaysIsNoRepetition() throws IOException {
    write("a.conf", "include \"c.conf\"");
    write("b.conf", "include \"c.conf\"");
    write("c.conf", "seed = 1");

    assertThat(scenarios.read(Fixture.LEAST + "include \"a.conf\"\ninclude \"b.conf\"").seeds()).containsExactly(1L);
  }

  @Test
  void keyGivenTwiceWithinAnIncludedFileIsRefused() throws IOException {
    write("a.conf", "seed = 1\nseed = 2");

    assertThat(scenarios.problems(Fixture.LEAST + "include \"a.conf\"\nseed = 3"))
        .containsExactly("a.conf:2: seed: must be given once, is given on lines 1 and 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "include file(\"a.conf\") | file(…) is not supported",
        "include url(\"http://localhost:1/x\") | url(…) is not supported",
        "include classpath(\"reference.conf\") | classpath(…) is not supported",
        "include required(file(\"a.conf\")) | required(…) is not supported",
        "include required(\"a.conf\") | required(…) is not supported",
        "include \"/etc/hosts\" | must be relative to the file that includes it, got /etc/hosts",
        "include \"../a.conf\" | must stay in the scenario's folder, got ../a.conf",
        "include \"sub/../../a.conf\" | must stay in the scenario's folder, got sub/../../a.conf",
        "include \"http://localhost:1/x\" | must be a file below the scenario's folder, not a URL, got http://localhost:1/x",
        "include \"a\\u002econf\" | must be a file name of 1 to 200 characters without backslashes, got a\\u002econf",
        "include \"\" | must be a file name of 1 to 200 characters without backslashes, got \"\"",
        "include \"none.conf\" | must be a file that is there, got none.conf",
        "params { include \"a.conf\" } | must stand at the top level of a file, not inside an object",
        "include = 5 | must be followed by a quoted file name",
        "include a.conf | must be followed by a quoted file name",
        "include \"a.conf\" \"b.conf\" | must be followed by a quoted file name",
        "include \"a.conf\" = 5 | must be followed by a quoted file name",
        "include \"a.conf\" { } | must be followed by a quoted file name",
        "include | must be followed by a quoted file name"
      })
  void otherIncludesAreRefusedWithTheirRule(String line, String rule) throws IOException {
    write("a.conf", "seed = 7");
    Files.writeString(outside.resolve("a.conf"), "seed = 8");

    assertThat(scenarios.problems(Fixture.LEAST + line)).first().asString().startsWith("case.conf:3: include: " + rule);
  }

  @Test
  void nameOnTheNextLineIsRefused() {
    assertThat(scenarios.problems(Fixture.LEAST + "include\n\"a.conf\"")).contains("case.conf:3: " + RULE);
  }

  @Test
  void optionsIncludeNothing() throws IOException {
    write("a.conf", "seed = 7");

    assertThat(scenarios.problems(Fixture.LEAST, "workers=1\ninclude \"a.conf\""))
        .singleElement()
        .asString()
        .endsWith(": workers: stands in files only");
  }

  @Test
  void symbolicLinksMustNotLeadOutOfTheFolder() throws IOException {
    Path secret = Files.writeString(outside.resolve("secret.conf"), "seed = 8");
    Files.createSymbolicLink(folder.resolve("link.conf"), secret);
    Files.createSymbolicLink(folder.resolve("away"), outside);
    write("real.conf", "seed = 7");
    Files.createSymbolicLink(folder.resolve("inside.conf"), Path.of("real.conf"));

    for (String name : List.of("link.conf", "away/secret.conf")) {
      assertThat(scenarios.problems(Fixture.LEAST + "include \"" + name + "\""))
          .containsExactly("case.conf:3: include: must stay in the scenario's folder, also after symbolic links, got " + name);
    }
    assertThat(scenarios.read(Fixture.LEAST + "include \"inside.conf\"").seeds()).containsExactly(7L);
  }

  @Test
  void cyclesAreRefused() throws IOException {
    write("a.conf", "include \"b.conf\"");
    write("b.conf", "\ninclude \"a.conf\"");

    assertThat(scenarios.problems(Fixture.LEAST + "include \"a.conf\""))
        .containsExactly("b.conf:2: include: must not lead back to a file that is being read, got a.conf");
    assertThat(scenarios.problems(Fixture.LEAST + "include \"case.conf\""))
        .containsExactly("case.conf:3: include: must not lead back to a file that is being read, got case.conf");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void filesNestEightDeep(int deep) throws IOException {
    for (int i = 1; i < deep; i++) {
      write("f" + i + ".conf", "include \"f" + (i + 1) + ".conf\"");
    }
    write("f" + deep + ".conf", "seed = 7");
    String text = Fixture.LEAST + "include \"f1.conf\"";

    if (deep == 8) {
      assertThat(scenarios.read(text).seeds()).containsExactly(7L);
    } else {
      assertThat(scenarios.problems(text)).containsExactly("f8.conf:1: include: must not nest deeper than 8 files, got f9.conf");
    }
  }

  @Test
  void depthIsCountedOnEveryWayToAFile() throws IOException {
    for (int i = 1; i < 8; i++) {
      write("f" + i + ".conf", "include \"f" + (i + 1) + ".conf\"");
    }
    write("f8.conf", "seed = 7");
    write("late.conf", "include \"f1.conf\"");

    assertThat(scenarios.problems(Fixture.LEAST + "include \"f1.conf\"\ninclude \"late.conf\""))
        .containsExactly("late.conf:1: include: must not nest deeper than 8 files, got f1.conf");
  }

  @Test
  void filesAreCounted() throws IOException {
    for (int i = 0; i < 100; i++) {
      write("f" + i + ".conf", "");
    }
    String hundred = IntStream.range(0, 100).mapToObj(i -> "include \"f" + i + ".conf\"\n").collect(Collectors.joining());
    assertThat(scenarios.problems(Fixture.LEAST + hundred)).containsExactly("case.conf:34: has more than 31 includes");

    write("a.conf", IntStream.range(0, 20).mapToObj(i -> "include \"f" + i + ".conf\"\n").collect(Collectors.joining()));
    write("b.conf", IntStream.range(20, 40).mapToObj(i -> "include \"f" + i + ".conf\"\n").collect(Collectors.joining()));
    assertThat(scenarios.problems(Fixture.LEAST + "include \"a.conf\"\ninclude \"b.conf\""))
        .first()
        .isEqualTo("b.conf:10: include: must be one of at most 32 files of a scenario, got f29.conf");
  }

  @Test
  void allFilesTogetherAreBounded() throws IOException {
    write("a.conf", "# " + "x".repeat(600_000));
    write("b.conf", "# " + "x".repeat(600_000));

    assertThat(scenarios.problems(Fixture.LEAST + "include \"a.conf\"\ninclude \"b.conf\""))
        .containsExactly("b.conf: is larger than a scenario may be with all that it includes, 1 MiB");
  }

  @Test
  void includedFilesAreLookedAtAsTheScenarioIs() throws IOException {
    Files.write(folder.resolve("binary.conf"), new byte[] {'a', (byte) 0xFF, 0, 1});
    Files.createDirectory(folder.resolve("folder.conf"));
    write("bomb.conf", "workers = " + "[".repeat(100_000));
    write("environment.conf", "\nname = ${USER}");
    String text =
        Fixture.LEAST + "include \"binary.conf\"\ninclude \"folder.conf\"\ninclude \"bomb.conf\"\ninclude \"environment.conf\"";

    List<String> problems = assertTimeoutPreemptively(BOUND, () -> scenarios.problems(text));

    assertThat(problems)
        .containsExactly(
            "binary.conf:1: is not UTF-8 at byte 1",
            "folder.conf: is a folder, must be a scenario file",
            "bomb.conf:1: nests deeper than 32 levels",
            "environment.conf:2: name: substitutions are not supported, write the value out");
  }

  @Test
  void scenarioAsRunContainsWhatItIncluded() throws IOException {
    write("common.conf", "expect = [{ name = some, that = work > 0, where { workers = 2 } }]\nworkers = 2");
    Scenario scenario = scenarios.read(Fixture.LEAST + "include \"common.conf\"");
    String written = ScenarioText.of(scenario);

    assertThat(written).doesNotContain("include");
    assertThat(scenarios.read(written)).isEqualTo(scenario);
  }
}
