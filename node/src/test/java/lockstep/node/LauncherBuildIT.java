package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lockstep.node.StandInClone.Result;
import lockstep.node.StandInClone.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the launcher builds, and that only one does at a time. */
@Timeout(120)
final class LauncherBuildIT extends EquippedClone {

  @Test
  void buildsOnFirstUseAndSaysSoInOneLine() throws Exception {
    Result result = clone.run();

    assertThat(result.status()).isZero();
    assertThat(result.err()).containsExactly("lockstep: building (first use takes a minute or two)…");
    assertThat(clone.notes("builds"))
        .containsExactly(clone.bin.resolve("mvn") + " -B -ntp -DskipTests -pl node -am package in " + clone.root
            + " by " + clone.environment.get("JAVA_HOME"));
  }

  @Test
  void doesNotBuildWhatIsNew() throws Exception {
    clone.run();

    assertThat(clone.run().err()).isEmpty();
    assertThat(clone.notes("builds")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "node/pom.xml", "node/src/main/java/Main.java", "config/reference.conf"})
  void buildsAgainAfterAChangeOf(String file) throws Exception {
    buildAWhileAgo();
    Files.writeString(clone.root.resolve(file), "changed");

    assertThat(clone.run().status()).isZero();
    assertThat(clone.notes("builds")).hasSize(2);
  }

  @Test
  void buildsAgainWhenASourceIsDeleted() throws Exception {
    buildAWhileAgo();
    Files.delete(clone.root.resolve("node/src/main/java/Other.java"));

    clone.run();

    assertThat(clone.notes("builds")).hasSize(2);
  }

  @Test
  void takesAnEditedScenarioWithoutABuild() throws Exception {
    buildAWhileAgo();
    Files.writeString(clone.root.resolve("config/scenarios/bank.conf"), "changed");
    Files.writeString(clone.root.resolve("config/scenarios/new.conf"), "new");

    clone.run();

    assertThat(clone.notes("builds")).hasSize(1);
  }

  @Test
  void doesNotRunTheOldProgramWhenTheBuildBreaks() throws Exception {
    buildAWhileAgo();
    Files.writeString(clone.root.resolve("node/src/main/java/Main.java"), "changed");
    Files.createFile(clone.note("broken"));

    for (int i = 0; i < 2; i++) {
      Result result = clone.run();
      assertThat(result.status()).isEqualTo(70);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .containsExactly(
              "lockstep: building (first use takes a minute or two)…",
              "lockstep: the build failed; the end of "
                  + clone.root.resolve("node/target/lockstep-build.log") + ":",
              "[ERROR] Main.java:[1,1] ';' expected");
    }
    Files.delete(clone.note("broken"));
    assertThat(clone.run().status()).isZero();
  }

  @Test
  void namesMavenWhenThereIsNone() throws Exception {
    Files.delete(clone.bin.resolve("mvn"));

    Result result = clone.run();

    assertThat(result.status()).isEqualTo(69);
    assertThat(result.err()).singleElement().asString().startsWith("lockstep: needs Maven to build");
    assertThat(lock()).doesNotExist();
  }

  @Test
  void needsNoMavenForWhatIsBuilt() throws Exception {
    clone.run();
    Files.delete(clone.bin.resolve("mvn"));

    assertThat(clone.run().status()).isZero();
  }

  @Test
  void buildsByTheWrapperWhereThereIsNoMaven() throws Exception {
    Files.delete(clone.bin.resolve("mvn"));
    clone.maven(clone.root.resolve("mvnw"));

    assertThat(clone.run().status()).isZero();
    assertThat(clone.notes("builds")).singleElement().asString().startsWith(clone.root.resolve("mvnw") + " -B");
  }

  @Test
  void neverBuildsNorTrainsWhenToldSo() throws Exception {
    clone.environment.put("LOCKSTEP_BUILD", "never");
    Result unbuilt = clone.run();
    assertThat(unbuilt.status()).isEqualTo(69);
    assertThat(unbuilt.err()).singleElement().asString().contains("is not built", clone.program.toString());

    Files.createDirectories(clone.program.resolveSibling(""));
    Files.writeString(clone.program, "jar");
    StandInClone.setAge(clone.program, Duration.ofHours(3));

    assertThat(clone.run().status()).isZero();
    assertThat(clone.notes("builds")).isEmpty();
    assertThat(clone.notes("trainings")).isEmpty();
  }

  @Test
  void buildsOnceWhenStartedTwiceAtOnce() throws Exception {
    Files.createFile(clone.note("hold"));
    Start first = clone.start();
    StandInClone.await("the build", () -> Files.exists(clone.note("builds")));
    Start second = clone.start();
    StandInClone.await(
        "the second launcher waits",
        () -> StandInClone.contains(second.err(), "waiting for process " + first.process().pid()));
    Files.delete(clone.note("hold"));

    assertThat(first.end().status()).isZero();
    assertThat(second.end().status()).isZero();
    assertThat(clone.notes("builds")).hasSize(1);
    assertThat(clone.notes("trainings")).hasSize(1);
    assertThat(lock()).doesNotExist();
  }

  @Test
  void oneOfManyTakesOverALockWhoseOwnerIsGone() throws Exception {
    Process gone = new ProcessBuilder("sh", "-c", "exit 0").start();
    gone.waitFor();
    Files.createDirectories(lock().resolveSibling("."));
    Files.createSymbolicLink(lock(), Path.of(Long.toString(gone.pid())));

    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      starts.add(clone.start());
    }

    for (Start start : starts) {
      assertThat(start.end().status()).isZero();
    }
    assertThat(clone.notes("builds")).hasSize(1);
    assertThat(Files.exists(lock(), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void endsTheBuildWhenEnded() throws Exception {
    Files.createFile(clone.note("hold"));
    Start start = clone.start();
    StandInClone.await("the build", () -> Files.exists(clone.note("builds")));
    long maven = Long.parseLong(clone.notes("maven.pid").getFirst());

    start.process().destroy();

    assertThat(start.end().status()).isEqualTo(143);
    assertThat(ProcessHandle.of(maven)).isEmpty();
    assertThat(Files.exists(lock(), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private void buildAWhileAgo() throws Exception {
    clone.run();
    StandInClone.setAge(clone.program, Duration.ofHours(1));
  }

  private Path lock() {
    return clone.root.resolve("node/target/lockstep.lock");
  }
}
