package lockstep.node;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.node.fork.JvmCommand;
import lockstep.node.fork.Json;
import lockstep.node.fork.Trouble;
import lockstep.node.result.ResultDocument;

/** The built program as a process of its own, in a working folder of a test. Closing it ends the process and its forks. */
final class StartedProgram implements AutoCloseable {

  /**
   * Of JVMs that live for a second: forks and nodes compile quickly instead of well, as the program itself does, which takes a third of the CPU time.
   */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /** The environment variable whose flags every Java takes, and tells of on standard error. */
  static final String FLAGS = "JDK_JAVA_OPTIONS";

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Path TESTS = Path.of("target", "test-classes").toAbsolutePath();

  private final Path folder;
  private final Path out;
  private final Path err;
  private final Process process;
  private final List<ProcessHandle> forks = new ArrayList<>();

  /** What a process left behind. */
  record Ended(int code, String out, String err) {}

  private StartedProgram(Path folder, Class<?> main, Map<String, String> environment, List<String> arguments) throws IOException {
    this.folder = folder;
    this.out = Files.createTempFile(folder, "program", ".out");
    this.err = Files.createTempFile(folder, "program", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher starts it: the program waits for its forks most of the time.
    command.addAll(JvmCommand.flags());
    command.addAll(ProgramArchive.flags());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath(folder), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().merge(FLAGS, SHORT_LIVED, (more, flags) -> more + " " + flags);
    this.process = builder.start();
  }

  /** Starts it with the simulation {@link Trouble} known, beside its own. */
  static StartedProgram start(Path folder, String... arguments) throws IOException {
    return new StartedProgram(folder, Main.class, Map.of(), List.of(arguments));
  }

  /** Starts it with more in its environment, and waits for its end. */
  static Ended run(Path folder, Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
    return run(folder, Main.class, environment, arguments);
  }

  /** Starts a class that becomes it, and waits for its end. */
  static Ended run(Path folder, Class<?> main, String... arguments) throws IOException, InterruptedException {
    return run(folder, main, Map.of(), arguments);
  }

  private static Ended run(Path folder, Class<?> main, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    try (StartedProgram program = new StartedProgram(folder, main, environment, List.of(arguments))) {
      return program.end();
    }
  }

  /** Starts it and waits for its end. */
  static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
    return run(folder, Map.of(), arguments);
  }

  private static String classPath(Path folder) throws IOException {
    Trouble.announce(folder.resolve("services"));
    return Stream.concat(ProgramArchive.jars().stream(), Stream.of(folder.resolve("services"), TESTS))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  Process process() {
    return process;
  }

  /** Waits for its end. */
  Ended end() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the program did not end; it wrote " + Files.readString(out) + Files.readString(err));
    }
    return new Ended(process.exitValue(), Files.readString(out), withoutFlags(Files.readString(err)));
  }

  private static String withoutFlags(String told) {
    return told.replaceAll("(?m)^NOTE: Picked up " + FLAGS + ".*\\R", "");
  }

  /** Waits until fork {@code n} performs work that never ends ({@link Trouble}), and finds that fork's process. */
  ProcessHandle endlessFork(int n) throws IOException, InterruptedException {
    StandInClone.await("fork " + n, () -> begun(n) || !process.isAlive());
    String told = Files.readString(err);
    ProcessHandle fork = child().orElseThrow(() -> new AssertionError("the program ended; it wrote " + told));
    forks.add(fork);
    return fork;
  }

  private boolean begun(int n) {
    String log = "fork-%03d.log".formatted(n);
    try (Stream<Path> files = Files.find(folder.resolve("results"), 3, (file, attributes) -> file.endsWith(log))) {
      return files.anyMatch(file -> StandInClone.contains(file, Trouble.BEGUN));
    } catch (IOException | UncheckedIOException e) {
      return false; // Folders come and go.
    }
  }

  private Optional<ProcessHandle> child() {
    return process.descendants().filter(ProcessHandle::isAlive).findFirst();
  }

  /** Sends a signal to processes, in this order. */
  static void signal(String name, ProcessHandle... processes) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    Arrays.stream(processes).map(handle -> Long.toString(handle.pid())).forEach(command::add);
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new AssertionError("not sent: " + command);
    }
  }

  /** The text of the newest result of a scenario. */
  static String resultText(Path folder, String scenario) throws IOException {
    return Files.readString(folder.resolve("results").resolve(scenario).resolve("latest/result.json"));
  }

  /** The newest result of a scenario. */
  static ResultDocument result(Path folder, String scenario) throws IOException {
    return Json.read(resultText(folder, scenario), ResultDocument.class);
  }

  /** Writes a scenario that measures once, and gives its file's name. */
  static String scenario(Path folder, String name, String... lines) throws IOException {
    String text = "lockstep.schema = 1\nwarm-up = 0s\nmeasure = 0s\nname = " + name + "\n" + String.join("\n", lines) + "\n";
    Files.writeString(folder.resolve(name + ".conf"), text);
    return name + ".conf";
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    forks.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
