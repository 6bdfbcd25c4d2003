package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.node.StandInClone.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JDK the launcher takes. */
@Timeout(120)
final class LauncherJdkIT {

  @TempDir
  Path temporary;

  StandInClone clone;

  @BeforeEach
  void equip() throws IOException {
    clone = new StandInClone(temporary);
    clone.maven(clone.bin.resolve("mvn"));
  }

  @AfterEach
  void endWhatIsLeft() {
    clone.close();
  }

  @Test
  void saysInOneLineHowToGetAJdk() throws Exception {
    Result result = clone.run();

    assertThat(result.status()).isEqualTo(69);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .containsExactly("lockstep: needs a JDK 25 or newer: install one (https://adoptium.net) or set LOCKSTEP_JAVA_HOME");
    assertThat(clone.notes("builds")).isEmpty();
  }

  @Test
  void prefersItsOwnVariableThenJavaHomeThenThePathThenTheFoldersOfTheMachine() throws Exception {
    Path installed = clone.jdk(clone.machine.resolve("usr/lib/jvm/jdk-25"), "25");
    assertTaken(installed);
    Path onThePath = clone.jdk(clone.note("on the path"), "25.0.1");
    Files.createSymbolicLink(clone.bin.resolve("java"), Path.of("../alternative"));
    Files.createSymbolicLink(clone.note("alternative"), onThePath.resolve("bin/java"));
    assertTaken(onThePath);
    Path javaHome = clone.jdk(clone.note("by java home"), "26-ea");
    clone.environment.put("JAVA_HOME", javaHome.toString());
    assertTaken(javaHome);
    Path own = clone.jdk(clone.note("by its own"), "25.0.3");
    clone.environment.put("LOCKSTEP_JAVA_HOME", own.toString());
    assertTaken(own);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "machine/usr/lib/jvm/temurin-25",
        "machine/usr/lib64/jvm/java-25",
        "machine/usr/java/jdk-25",
        "machine/opt/jdk-25.0.3",
        "machine/opt/java/openjdk",
        "machine/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
        "machine/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
        "machine/usr/local/opt/openjdk/libexec/openjdk.jdk/Contents/Home",
        "machine/home/linuxbrew/.linuxbrew/opt/openjdk/libexec",
        "home/.sdkman/candidates/java/25.0.3-tem",
        "home/.jdks/temurin-25.0.3",
        "home/.asdf/installs/java/temurin-25",
        "home/.local/share/mise/installs/java/25",
        "home/.gradle/jdks/25",
        "home/Library/Java/JavaVirtualMachines/openjdk-25/Contents/Home"
      })
  void findsAJdkIn(String folder) throws Exception {
    clone.jdk(clone.machine.resolve("usr/lib/jvm/a-jdk-17"), "17.0.15");

    assertTaken(clone.jdk(clone.note(folder), "25.0.3"));
  }

  @ParameterizedTest
  @CsvSource({"25,true", "25.0.3,true", "26-ea,true", "100,true", "24.0.2,false", "1.8.0_492,false", "9,false", "'',false"})
  void judgesTheVersion(String version, boolean newEnough) throws Exception {
    clone.jdk(clone.machine.resolve("usr/lib/jvm/jdk"), version);

    assertThat(clone.run().status()).isEqualTo(newEnough ? 0 : 69);
  }

  @Test
  void passesOverAJavaHomeThatIsTooOld() throws Exception {
    clone.environment.put("JAVA_HOME", clone.jdk(clone.note("old"), "21.0.9").toString());

    assertTaken(clone.jdk(clone.machine.resolve("usr/lib/jvm/jdk-25"), "25"));
  }

  @Test
  void refusesItsOwnVariableWhenThatNamesNoJdkNewEnough() throws Exception {
    clone.jdk(clone.machine.resolve("usr/lib/jvm/jdk-25"), "25");
    Path absent = clone.note("absent");
    Path old = clone.jdk(clone.note("old"), "21.0.9");
    Path runtime = clone.jdk(clone.note("runtime"), "25");
    Files.delete(runtime.resolve("bin/javac"));

    assertRefused(absent, "no release file in it");
    assertRefused(old, "its version is 21.0.9");
    assertRefused(runtime, "no bin/javac in it");
  }

  @Test
  void takesARelativeFolderFromWhereTheUserIs() throws Exception {
    Path jdk = clone.jdk(clone.home.resolve("my jdk"), "25");
    clone.environment.put("LOCKSTEP_JAVA_HOME", "my jdk");

    assertTaken(jdk);
  }

  private void assertTaken(Path jdk) throws Exception {
    assertThat(clone.run().out()).contains("java " + jdk.resolve("bin/java"));
  }

  private void assertRefused(Path named, String reason) throws Exception {
    clone.environment.put("LOCKSTEP_JAVA_HOME", named.toString());
    Result result = clone.run();
    assertThat(result.status()).isEqualTo(69);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .containsExactly("lockstep: LOCKSTEP_JAVA_HOME must name a JDK 25 or newer, got " + named + " (" + reason + ")");
  }
}
