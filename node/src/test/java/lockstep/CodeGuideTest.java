package lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The way through the code in {@code docs/code.md} leads to classes that are there, along calls that are made. */
final class CodeGuideTest {

  private static final Pattern QUOTED = Pattern.compile("`([A-Z][a-z]\\w*)`s?");
  private static final Pattern ARROW = Pattern.compile("^([A-Z]\\w*) → ([A-Z]\\w*)\\b", Pattern.MULTILINE);

  private final String guide;
  private final Map<String, String> sources = new TreeMap<>();

  CodeGuideTest() throws IOException {
    Path home = Path.of("..");
    guide = Files.readString(home.resolve("docs").resolve("code.md"));
    for (String module : List.of("simulations", "engine", "contrast", "cluster", "node")) {
      try (Stream<Path> files = Files.walk(home.resolve(module).resolve("src"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          sources.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
        }
      }
    }
  }

  @Test
  void everyClassThatIsNamedIsThere() {
    assertThat(QUOTED.matcher(guide).results().map(found -> found.group(1))).isNotEmpty().isSubsetOf(sources.keySet());
    assertThat(ARROW.matcher(guide).results().flatMap(arrow -> Stream.of(arrow.group(1), arrow.group(2)))).hasSizeGreaterThan(60).isSubsetOf(sources.keySet());
  }

  @Test
  void whoAnArrowStartsFromNamesTheOneItLeadsTo() {
    assertThat(ARROW.matcher(guide).results().toList())
        .allSatisfy(arrow -> assertThat(sources.get(arrow.group(1))).as(arrow.group()).containsPattern("\\b" + arrow.group(2) + "\\b"));
  }
}
