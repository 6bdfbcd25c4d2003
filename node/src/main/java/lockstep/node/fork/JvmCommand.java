package lockstep.node.fork;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How JVMs of this program are started: with the Java, the class path and the archive of this one. */
public final class JvmCommand {

  /**
   * What every JVM of this program needs: Pekko's and Netty's use of memory and native code, and compiler threads that do not take
   * their CPU time away with them when they are idle.
   */
  private static final List<String> FLAGS =
      List.of(
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:-UseDynamicNumberOfCompilerThreads",
          "-Xlog:aot=off",
          "-Xlog:cds=off");

  private JvmCommand() {}

  /** The command line, as a class that this one may not know. */
  private static final String PROGRAM = "lockstep.node.Main";

  /** The flags of a fork's JVM, without those that only make it start faster. */
  public static List<String> flags() {
    return FLAGS;
  }

  /**
   * The command that starts a main class.
   *
   * @param cores how many cores its JVM is to count on; empty: those of the machine
   */
  public static List<String> of(Class<?> main, Optional<Integer> cores) {
    return of(main.getName(), cores, List.of(), List.of());
  }

  /** The command that starts the program, with more flags for its JVM, and with arguments. */
  static List<String> ofProgram(Optional<Integer> cores, List<String> flags, List<String> arguments) {
    return of(PROGRAM, cores, flags, arguments);
  }

  private static List<String> of(String main, Optional<Integer> cores, List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    String archive = System.getProperty("lockstep.aot", "");
    if (!archive.isEmpty() && Files.exists(Path.of(archive))) {
      // The archive was trained by a JVM that compiles quickly instead of well. Its classes are welcome, its record of what to
      // compile is not: with it, a fork never compiles its hot loops with C2, and runs at a third of its speed.
      command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTReplayTraining", "-XX:AOTCache=" + archive, "-Dlockstep.aot=" + archive));
    }
    cores.ifPresent(number -> command.add("-XX:ActiveProcessorCount=" + number));
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(arguments);
    return command;
  }
}
