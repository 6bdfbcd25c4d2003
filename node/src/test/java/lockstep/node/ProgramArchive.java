package lockstep.node;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.node.fork.JvmCommand;

/**
 * The classes of the built program, archived as the launcher does it: JVMs need a third less to start and run a little with it. Made by whoever needs
 * it first, and again after a build. Tests do without it where it cannot be made, as the program does.
 */
final class ProgramArchive {

  private static final Path LIBRARY = Path.of("target", "lockstep", "lib").toAbsolutePath();
  private static final Path FILE = Path.of("target", "tests.aot").toAbsolutePath();
  private static final Path LOCK = Path.of("target", "tests-aot.lock").toAbsolutePath();
  private static final Path LOG = Path.of("target", "tests-aot.log").toAbsolutePath();
  /** Well below the time that a test may take, since one of them waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(75);

  private ProgramArchive() {}

  /** The flags of a JVM whose class path begins with the program's jars, that uses it and hands it on to its forks; none when there is no archive. */
  static synchronized List<String> flags() throws IOException {
    List<Path> jars = jars();
    // Another JVM of the tests may want it, too.
    try (FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (!isFresh(jars)) {
        make(jars);
      }
      return Files.size(FILE) == 0 ? List.of() : List.of("-XX:AOTCache=" + FILE, "-Dlockstep.aot=" + FILE);
    }
  }

  /** The built program, in the order in which its launcher names them. */
  static List<Path> jars() throws IOException {
    try (Stream<Path> jars = Files.list(LIBRARY)) {
      return jars.sorted().toList();
    }
  }

  private static boolean isFresh(List<Path> jars) throws IOException {
    if (!Files.exists(FILE)) {
      return false;
    }
    for (Path jar : jars) {
      if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(FILE)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** An empty file says that it was tried. */
  private static void make(List<Path> jars) throws IOException {
    Path part = FILE.resolveSibling("tests.aot.part");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmCommand.flags());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:AOTCacheOutput=" + part));
    command.add("-Dlockstep.home=" + Path.of("..").toAbsolutePath().normalize());
    command.addAll(List.of("-cp", jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
    command.addAll(List.of(Main.class.getName(), "train"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
    try {
      boolean made = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0 && Files.exists(part);
      Files.move(made ? part : Files.createTempFile(FILE.getParent(), "tests", ".aot"), FILE, StandardCopyOption.REPLACE_EXISTING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the archive was made");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(part);
      Files.deleteIfExists(part.resolveSibling(part.getFileName() + ".config"));
    }
  }
}
