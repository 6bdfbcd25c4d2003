package lockstep.node;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: of the program and of what it runs on. */
@Command(
    name = "version",
    description = "Show the version of the program, of Java and of Pekko.",
    footer = {"", "Example:", "  ./lockstep version"})
final class VersionVerb implements Callable<Integer> {

  private final Terminal terminal;

  VersionVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal
        .out()
        .println("lockstep " + Version.program() + " (Java " + Runtime.version() + ", Pekko " + Version.pekko() + ")");
    return 0;
  }
}
