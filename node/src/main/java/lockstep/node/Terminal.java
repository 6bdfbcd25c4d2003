package lockstep.node;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import lockstep.node.terminal.Progress;

/**
 * Where the program writes to, and what that can show. The launcher tells by system properties whether standard output and
 * standard error are terminals.
 */
record Terminal(PrintStream out, PrintStream err, Map<String, String> environment) {

  /** Results go here. */
  PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** Progress and errors go here. */
  PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  /** Whether results may be coloured. See no-color.org. */
  boolean colours() {
    return Boolean.getBoolean("lockstep.stdout.terminal")
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !isDumb();
  }

  /** How progress is shown, unless the user wants none. */
  Progress.Where progress() {
    return Boolean.getBoolean("lockstep.stderr.terminal") && !isDumb() ? Progress.Where.TERMINAL : Progress.Where.LINES;
  }

  private boolean isDumb() {
    return environment.getOrDefault("TERM", "dumb").equals("dumb");
  }
}
