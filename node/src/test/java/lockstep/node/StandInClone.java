package lockstep.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * A clone of the project with the real launcher, in a folder with a space in its name, on a machine made up for it: JDKs and
 * Maven are shell scripts that note how they were called, the PATH holds just the tools the launcher may count on, and the
 * folders of the machine that the launcher looks into lie below {@link #machine}.
 */
final class StandInClone implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path LAUNCHER =
      Path.of(System.getProperty("basedir", "node")).resolveSibling("lockstep").toAbsolutePath();
  private static final List<String> TOOLS = List.of(
      "cat", "cksum", "find", "head", "ln", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "tail");
  private static final Pattern FOLDER_OF_THE_MACHINE = Pattern.compile("(?<= )/(?=(?:usr|opt|Library|home)/)");

  /** Notes the training, greedy for input and loud; or prints what it sees of its start and copies its input to its output. */
  private static final String JAVA = """
      #!/bin/sh
      for argument in "$@"; do
        case $argument in
          -XX:AOTCacheOutput=*)
            echo "$@" >>"$STAND_IN/trainings"
            cat
            echo noise
            [ -e "$STAND_IN/untrainable" ] && exit 1
            echo cache >"${argument#*=}"
            exit 0 ;;
        esac
      done
      printf '%s\\n' "pid $$" "java $0" "in $PWD"
      for argument in "$@"; do printf '<%s>\\n' "$argument"; done
      cat
      exit "${STATUS:-0}"
      """;

  /** Notes the build, greedy for input; stands still while the file `hold` is there; fails or lays out a program of two jars. */
  private static final String MAVEN = """
      #!/bin/sh
      echo $$ >"$STAND_IN/maven.pid"
      echo "$0 $* in $PWD by $JAVA_HOME" >>"$STAND_IN/builds"
      left=1200
      while [ -e "$STAND_IN/hold" ] && [ "$left" -gt 0 ]; do left=$((left - 1)); sleep 0.05; done
      cat
      echo '[INFO] Scanning for projects...'
      if [ -e "$STAND_IN/broken" ]; then
        echo "[ERROR] Main.java:[1,1] ';' expected"
        echo '[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.'
        exit 1
      fi
      rm -rf node/target/lockstep
      mkdir -p node/target/lockstep/lib
      echo jar >node/target/lockstep/lib/library.jar
      echo jar >node/target/lockstep/lib/node.jar
      """;

  /** What a start of the launcher left behind; `out` and `err` in lines. */
  record Result(int status, List<String> out, List<String> err) {

    /** The arguments of the JVM and of the program. */
    List<String> arguments() {
      return out.stream()
          .filter(line -> line.startsWith("<"))
          .map(line -> line.substring(1, line.length() - 1))
          .toList();
    }
  }

  /** A start of the launcher that goes on. */
  record Start(Process process, Path out, Path err) {

    Result end() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the launcher does not end; it said " + Files.readString(err));
      }
      return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }
  }

  final Path root;
  final Path machine;
  final Path home;
  final Path bin;
  final Path program;
  final Map<String, String> environment = new HashMap<>();
  Path directory;
  Path input;
  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  StandInClone(Path temporary) throws IOException {
    folder = temporary.toRealPath();
    root = folder.resolve("a clone");
    machine = folder.resolve("machine");
    home = Files.createDirectories(folder.resolve("home"));
    bin = Files.createDirectories(folder.resolve("bin"));
    directory = home;
    input = Files.createFile(folder.resolve("no-input"));
    program = root.resolve("node/target/lockstep/lib/node.jar");
    Path tools = folder.resolve("tools");
    for (String tool : TOOLS) {
      script(tools.resolve(tool), "#!/bin/sh\nexec '" + onThePath(tool) + "' \"$@\"\n");
    }
    environment.put("PATH", bin + ":" + tools);
    environment.put("HOME", home.toString());
    environment.put("STAND_IN", folder.toString());
    layOut();
  }

  private void layOut() throws IOException {
    String launcher = Files.readString(LAUNCHER);
    script(root.resolve("lockstep"), FOLDER_OF_THE_MACHINE.matcher(launcher).replaceAll("\"\\$STAND_IN/machine\"/"));
    for (String file : List.of(
        "pom.xml",
        "node/pom.xml",
        "node/src/main/java/Main.java",
        "node/src/main/java/Other.java",
        "config/reference.conf",
        "config/scenarios/bank.conf")) {
      Files.createDirectories(root.resolve(file).resolveSibling("."));
      Files.writeString(root.resolve(file), "as cloned\n");
    }
    try (var files = Files.walk(root)) {
      files.forEach(file -> setAge(file, Duration.ofHours(2)));
    }
  }

  /** A machine that has what it takes: a JDK by JAVA_HOME and Maven. */
  StandInClone equipped() throws IOException {
    environment.put("JAVA_HOME", jdk(folder.resolve("jdk"), "25.0.3").toString());
    maven(bin.resolve("mvn"));
    return this;
  }

  Path jdk(Path at, String version) throws IOException {
    Files.createDirectories(at);
    Files.writeString(at.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\nSOURCE=\"a=b\"\n");
    script(at.resolve("bin/javac"), "#!/bin/sh\n");
    script(at.resolve("bin/java"), JAVA);
    return at;
  }

  void maven(Path at) throws IOException {
    script(at, MAVEN);
  }

  private static void script(Path at, String text) throws IOException {
    Files.createDirectories(at.resolveSibling("."));
    Files.writeString(at, text);
    Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path onThePath(String tool) {
    for (String place : System.getenv("PATH").split(":", -1)) {
      Path candidate = Path.of(place, tool).toAbsolutePath();
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("no " + tool + " on the PATH");
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return runBy(root.resolve("lockstep").toString(), arguments);
  }

  Result runBy(String launcher, String... arguments) throws IOException, InterruptedException {
    return start(launcher, arguments).end();
  }

  Start start() throws IOException {
    return start(root.resolve("lockstep").toString());
  }

  private Start start(String launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "start", ".out");
    Path err = Files.createTempFile(folder, "start", ".err");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectInput(input.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return new Start(process, out, err);
  }

  /** What the stand-ins read and write: {@code hold}, {@code broken}, {@code untrainable}; {@code builds}, {@code trainings}. */
  Path note(String name) {
    return folder.resolve(name);
  }

  /** How the builds, or the trainings, were called so far. */
  List<String> notes(String name) throws IOException {
    return Files.exists(note(name)) ? Files.readAllLines(note(name)) : List.of();
  }

  static void setAge(Path file, Duration age) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("waited in vain: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  static boolean contains(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    started.forEach(process -> {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    });
  }
}
