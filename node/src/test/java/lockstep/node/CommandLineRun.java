package lockstep.node;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Runs command lines in this JVM, and keeps what the last one wrote. */
final class CommandLineRun {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** How one ended. */
  record Ended(int code, String out, String err) {}

  static Ended ended(String... arguments) {
    CommandLineRun line = new CommandLineRun();
    int code = line.run(arguments);
    return new Ended(code, line.out(), line.err());
  }

  int run(String... arguments) {
    out.reset();
    err.reset();
    PrintStream toOut = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream toErr = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Main.run(new Terminal(toOut, toErr, Map.of()), arguments);
  }

  /** With {@code --out}, after the verb. */
  int run(Path folder, String... arguments) {
    Stream<String> rest = Stream.of(arguments).skip(1);
    return run(Stream.concat(Stream.of(arguments[0], "--out", folder.toString()), rest).toArray(String[]::new));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
