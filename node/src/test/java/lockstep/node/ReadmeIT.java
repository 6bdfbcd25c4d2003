package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of the README that starts the program ends as the README says: lines {@code $ ./lockstep …} in blocks fenced as
 * {@code console}, which say {@code # exits 12} unless they exit with 0. The shell runs them with the launcher, on what is built. Runs do
 * their work once; for as long as they are meant to measure only in the soak lane.
 */
@Timeout(300)
final class ReadmeIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("^```console\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern EXITS = Pattern.compile("\\s#.*\\bexits (\\d+)\\b");
  private static final List<String> LINKS = List.of("lockstep", "config");
  private static final Pattern RUN = Pattern.compile("^\\./lockstep run \\S+");
  private static final String ONCE = " --set warm-up=0s --set measure=0s";
  private static final String PROMPT = "$ ";
  private static final long PATIENCE_SECONDS = 240;

  /** Looks like the clone, but for what runs leave in it. */
  @TempDir Path folder;

  @BeforeEach
  void linkToTheClone() throws IOException {
    for (String name : LINKS) {
      Files.createSymbolicLink(folder.resolve(name), ROOT.resolve(name));
    }
  }

  @AfterEach
  void removeTheLinks() throws IOException {
    for (String name : LINKS) {
      Files.delete(folder.resolve(name));
    }
  }

  /** The commands of each block, which may build on each other. */
  static List<List<String>> blocks() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    return BLOCK.matcher(readme).results()
        .map(
            block ->
                block.group(1).lines()
                    .filter(line -> line.startsWith(PROMPT + "./lockstep "))
                    .map(line -> line.substring(PROMPT.length()))
                    .toList())
        .filter(commands -> !commands.isEmpty())
        .toList();
  }

  private static int promised(String command) {
    Matcher exits = EXITS.matcher(command);
    return exits.find() ? Integer.parseInt(exits.group(1)) : 0;
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void commandsExitAsTheReadmeSays(List<String> commands) throws IOException, InterruptedException {
    for (String command : commands) {
      Matcher run = RUN.matcher(command);
      assertExitsAsPromised(run.find() ? run.group() + ONCE + command.substring(run.end()) : command, StartedProgram.SHORT_LIVED);
    }
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("blocks")
  void commandsThatTakeTheirTimeExitAsTheReadmeSays(List<String> commands) throws IOException, InterruptedException {
    for (String command : commands) {
      assertExitsAsPromised(command, "");
    }
  }

  private void assertExitsAsPromised(String command, String flags) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("LOCKSTEP_BUILD", "never");
    builder.environment().put("LOCKSTEP_JAVA_HOME", System.getProperty("java.home"));
    String archive = ProgramArchive.flags().stream().map(flag -> "\"" + flag + "\" ").collect(Collectors.joining());
    builder.environment().put(StartedProgram.FLAGS, archive + flags);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      assertThat(process.exitValue()).as("%s: %s", command, Files.readString(output)).isEqualTo(promised(command));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
