package lockstep.node.result;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lockstep.node.fork.JvmCommand;

/**
 * The machine and the program that a run was made with. What a system does not tell is absent.
 *
 * @param version of this program
 * @param git the commit of its sources, with {@code +changes} when they were changed
 * @param jvm name, version and vendor of the Java virtual machine
 * @param flags of the forks' JVMs
 * @param os name, version and architecture
 * @param cpu the processor's name
 * @param cores that this program may use
 * @param memoryBytes of the machine
 * @param limits of the control group, by file name, as the kernel writes them: {@code cpu.max}, {@code memory.max}
 * @param load the load averages of 1, 5 and 15 minutes
 * @param pressure the shares of the last 10, 60 and 300 seconds in which some thread of the machine waited for a core, in per cent
 */
public record Environment(
    String version,
    Optional<String> git,
    String jvm,
    List<String> flags,
    String os,
    Optional<String> cpu,
    int cores,
    Optional<Long> memoryBytes,
    Map<String, String> limits,
    Around load,
    Around pressure) {

  /** What was read before and after a run; absent where the system does not tell. */
  public record Around(Optional<String> before, Optional<String> after) {

    private Around then(Optional<String> now) {
      return new Around(before, now);
    }
  }

  /**
   * Reads the environment. What is read after the run is filled in by {@link #after}.
   *
   * @param version of this program
   * @param home the folder of its sources
   */
  public static Environment read(String version, Path home) {
    Runtime runtime = Runtime.getRuntime();
    return new Environment(
        version,
        git(home),
        property("java.vm.name") + " " + property("java.runtime.version") + " (" + property("java.vendor") + ")",
        JvmCommand.flags(),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        line("/proc/cpuinfo", "model name").map(name -> name.substring(name.indexOf(':') + 1).strip()),
        runtime.availableProcessors(),
        memory(),
        groupLimits(),
        new Around(loadNow(), Optional.empty()),
        new Around(pressureNow(), Optional.empty()));
  }

  /** The same, with load and pressure of now. */
  public Environment after() {
    return new Environment(
        version, git, jvm, flags, os, cpu, cores, memoryBytes, limits, load.then(loadNow()), pressure.then(pressureNow()));
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static Optional<Long> memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? Optional.of(system.getTotalMemorySize())
        : Optional.empty();
  }

  private static Map<String, String> groupLimits() {
    Map<String, String> limits = new TreeMap<>();
    for (String name : List.of("cpu.max", "memory.max", "pids.max")) {
      read(Path.of("/sys/fs/cgroup", name)).ifPresent(limit -> limits.put(name, limit));
    }
    return limits;
  }

  private static Optional<String> loadNow() {
    return read(Path.of("/proc/loadavg")).map(load -> load.replaceFirst("^(\\S+ \\S+ \\S+).*", "$1"));
  }

  private static Optional<String> pressureNow() {
    return line("/proc/pressure/cpu", "some ").map(line -> line.replaceFirst("^some avg10=(\\S+) avg60=(\\S+) avg300=(\\S+).*", "$1 $2 $3"));
  }

  private static Optional<String> line(String file, String start) {
    return read(Path.of(file)).flatMap(text -> text.lines().filter(line -> line.startsWith(start)).findFirst());
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> git(Path home) {
    return command(home, "git", "rev-parse", "HEAD")
        .map(commit -> commit + (command(home, "git", "status", "--porcelain").orElse("").isEmpty() ? "" : "+changes"));
  }

  private static Optional<String> command(Path folder, String... command) {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? Optional.of(out) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
