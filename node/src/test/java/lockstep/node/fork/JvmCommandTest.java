package lockstep.node.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class JvmCommandTest {

  @TempDir Path folder;

  @AfterEach
  void forgetTheArchive() {
    System.clearProperty("lockstep.aot");
  }

  @Test
  void startsTheSameJavaWithTheSameClassPath() {
    List<String> command = JvmCommand.of(ForkMain.class, Optional.empty());

    assertThat(Path.of(command.getFirst())).isExecutable().startsWith(Path.of(System.getProperty("java.home")));
    assertThat(command).containsAll(JvmCommand.flags());
    assertThat(command.subList(command.size() - 3, command.size()))
        .containsExactly("-cp", System.getProperty("java.class.path"), "lockstep.node.fork.ForkMain");
    assertThat(command).noneMatch(argument -> argument.contains("AOTCache"));
  }

  @Test
  void takesClassesButNoTrainingFromAnArchive() throws IOException {
    Path archive = Files.createFile(folder.resolve("classes.aot"));
    System.setProperty("lockstep.aot", archive.toString());

    assertThat(JvmCommand.of(ForkMain.class, Optional.empty())).contains("-XX:AOTCache=" + archive, "-XX:-AOTReplayTraining");
  }

  @Test
  void countsOnTheCoresThatItIsGiven() {
    assertThat(JvmCommand.of(ForkMain.class, Optional.of(2))).contains("-XX:ActiveProcessorCount=2");
    assertThat(JvmCommand.of(ForkMain.class, Optional.empty())).noneMatch(argument -> argument.contains("ProcessorCount"));
  }

  @Test
  void doesWithoutAnArchiveThatIsGone() {
    System.setProperty("lockstep.aot", folder.resolve("gone").toString());

    assertThat(JvmCommand.of(ForkMain.class, Optional.empty())).noneMatch(argument -> argument.contains("AOT"));
  }
}
