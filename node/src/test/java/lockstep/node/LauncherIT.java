package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lockstep.node.StandInClone.Result;
import lockstep.node.StandInClone.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the launcher becomes the program, and the cache that makes this quick. */
@Timeout(120)
final class LauncherIT extends EquippedClone {

  @Test
  void handsArgumentsOnAsTheyAre() throws Exception {
    List<String> arguments = List.of("run", "two words", "", "*", "$HOME", "-x=\"q\"");

    Result result = clone.run(arguments.toArray(String[]::new));

    assertThat(result.status()).isZero();
    List<String> all = result.arguments();
    assertThat(all.subList(all.indexOf("lockstep.node.Main") + 1, all.size())).isEqualTo(arguments);
  }

  @Test
  void passesInputOutputAndStatusThrough() throws Exception {
    clone.run();
    clone.input = Files.writeString(clone.note("input"), "from the user\n");
    clone.environment.put("STATUS", "3");

    Result result = clone.run();

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).endsWith("from the user");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void keepsTheInputForTheProgramWhileItBuilds() throws Exception {
    clone.input = Files.writeString(clone.note("input"), "from the user\n");

    assertThat(clone.run().out()).endsWith("from the user");
  }

  @Test
  void leavesStandardOutputToTheProgram() throws Exception {
    assertThat(clone.run().out()).first().asString().startsWith("pid ");
  }

  @Test
  void becomesTheJvmSoThatSignalsReachIt() throws Exception {
    Start start = clone.start();

    assertThat(start.end().out()).contains("pid " + start.process().pid());
  }

  @Test
  void runsAClassPathOfAllJarsInOrder() throws Exception {
    List<String> arguments = clone.run().arguments();

    Path lib = clone.program.resolveSibling("");
    assertThat(arguments.get(arguments.indexOf("-cp") + 1))
        .isEqualTo(lib.resolve("library.jar") + ":" + lib.resolve("node.jar"));
    assertThat(arguments).contains("-Dlockstep.home=" + clone.root);
  }

  @Test
  void staysInTheFolderOfTheUser() throws Exception {
    clone.directory = Files.createDirectories(clone.home.resolve("else where"));

    assertThat(clone.run().out()).contains("in " + clone.directory);
  }

  @Test
  void startsByARelativePath() throws Exception {
    clone.directory = clone.root.resolve("node");

    assertThat(clone.runBy("../lockstep").arguments()).contains("-Dlockstep.home=" + clone.root);
  }

  @Test
  void startsThroughChainsOfSymbolicLinks() throws Exception {
    Path absolute = Files.createSymbolicLink(clone.home.resolve("absolute"), clone.root.resolve("lockstep"));
    Path folder = Files.createSymbolicLink(clone.home.resolve("folder"), clone.bin);
    Path relative = Files.createSymbolicLink(clone.bin.resolve("relative"), Path.of("../home/absolute"));

    for (Path link : List.of(absolute, relative, folder.resolve("relative"))) {
      assertThat(clone.runBy(link.toString()).arguments()).contains("-Dlockstep.home=" + clone.root);
    }
  }

  @Test
  void refusesAFolderThatNoClassPathCanName() throws Exception {
    Path moved = Files.move(clone.root, temporary.resolve("a:b"));

    Result result = clone.runBy(moved.resolve("lockstep").toString());

    assertThat(result.status()).isEqualTo(69);
    assertThat(result.err()).singleElement().asString().contains("colon", "a:b");
  }

  @Test
  void makesACacheOnceAndHandsItToTheJvmAndToTheProgram() throws Exception {
    List<String> first = clone.run().arguments();
    List<String> second = clone.run().arguments();

    assertThat(second).isEqualTo(first);
    assertThat(clone.notes("trainings"))
        .singleElement()
        .asString()
        .contains("-cp " + first.get(first.indexOf("-cp") + 1))
        .endsWith("lockstep.node.Main train");
    String cache = value(first, "-XX:AOTCache=");
    assertThat(value(first, "-Dlockstep.aot=")).isEqualTo(cache);
    assertThat(Path.of(cache)).hasContent("cache\n");
  }

  @Test
  void makesTheCacheAnewAfterABuild() throws Exception {
    clone.run();
    Files.writeString(clone.program, "built by hand");
    StandInClone.setAge(clone.program, Duration.ofSeconds(-1));

    Result result = clone.run();

    assertThat(result.err()).singleElement().asString().contains("preparing faster starts");
    assertThat(clone.notes("trainings")).hasSize(2);
    assertThat(clone.notes("builds")).hasSize(1);
  }

  @Test
  void keepsACacheForEachJdk() throws Exception {
    String one = value(clone.run().arguments(), "-XX:AOTCache=");
    clone.environment.put("LOCKSTEP_JAVA_HOME", clone.jdk(clone.note("other jdk"), "26").toString());
    String two = value(clone.run().arguments(), "-XX:AOTCache=");
    clone.environment.remove("LOCKSTEP_JAVA_HOME");

    assertThat(value(clone.run().arguments(), "-XX:AOTCache=")).isEqualTo(one).isNotEqualTo(two);
    assertThat(clone.notes("trainings")).hasSize(2);
  }

  @Test
  void startsWithoutACacheThatCannotBeMadeAndTriesOnlyOnce() throws Exception {
    Files.createFile(clone.note("untrainable"));

    for (int i = 0; i < 2; i++) {
      Result result = clone.run();
      assertThat(result.status()).isZero();
      assertThat(result.arguments()).noneMatch(argument -> argument.contains("aot") || argument.contains("AOT"));
    }
    assertThat(clone.notes("trainings")).hasSize(1);
  }

  private static String value(List<String> arguments, String option) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(option))
        .map(argument -> argument.substring(option.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + option + " in " + arguments));
  }
}
