package lockstep.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import lockstep.engine.Digest;
import lockstep.engine.ModelFailure;
import lockstep.node.bisect.Bisection;
import lockstep.node.bisect.Difference;
import lockstep.node.bisect.KeptRun;
import lockstep.node.result.ExitCode;
import lockstep.node.result.ForkResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bisect}: executes two forks of events again, and tells where they differ first. */
@Command(
    name = "bisect",
    description = {
      "Execute two runs of an event model again that should agree, and tell the first window and entity in which they differ.",
      "Ends with 0 when they agree, 12 when they differ, 11 when they do here not what was recorded."
    },
    footer = {
      "",
      "Examples:",
      "  ./lockstep bisect results/phold/latest                     the first two forks that differ",
      "  ./lockstep bisect results/phold/latest --fork 1 --fork 3   two forks of a run, by their order in result.json",
      "  ./lockstep bisect results/phold/RUN results/phold/OTHER    the first forks of two runs; --fork: others"
    })
final class BisectVerb implements Callable<Integer> {

  private static final int BOTH = 2;

  @Parameters(arity = "1..2", paramLabel = "RUN", description = "The folder of a run, or two.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--fork", paramLabel = "N", description = "A fork, from 1 on; given twice, and for each run in turn.")
  private List<Integer> numbers = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  BisectVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!numbers.isEmpty() && numbers.size() != BOTH) {
      throw usage("--fork must be given twice or not at all, got " + numbers);
    }
    KeptRun one = KeptRun.read(folders.getFirst());
    KeptRun other = folders.size() == BOTH ? KeptRun.read(folders.getLast()) : one;
    List<Integer> chosen = numbers.isEmpty() ? (other == one ? one.suggestion() : List.of(1, 1)) : numbers;
    ForkResult left = one.fork(chosen.getFirst());
    ForkResult right = other.fork(chosen.getLast());
    if (!left.hasWorkOf(right) || !one.settings().time().equals(other.settings().time())) {
      throw usage("the forks were not to do the same work: simulation, parameters, seed and end must be the same");
    }
    try {
      return tell(left, right, new Bisection(one.execution(left), other.execution(right)).find());
    } catch (ModelFailure e) {
      terminal.out().println("The model fails when it is executed again: " + e.getMessage() + ".");
      return ExitCode.INCONCLUSIVE.code();
    }
  }

  private int tell(ForkResult left, ForkResult right, Bisection.Found found) {
    boolean firstReproduced = reproduced("first", left, found.leftDigest());
    boolean secondReproduced = reproduced("second", right, found.rightDigest());
    terminal.out().println(sentence(found));
    ExitCode code =
        !(found.difference() instanceof Difference.None)
            ? ExitCode.DIFFERENT_WORK
            : firstReproduced && secondReproduced ? ExitCode.PASS : ExitCode.INCONCLUSIVE;
    return code.code();
  }

  private boolean reproduced(String which, ForkResult fork, long digest) {
    String recorded = fork.digest().orElse("");
    boolean same = recorded.equals(Digest.text(digest));
    if (!same) {
      terminal
          .out()
          .println(
              "The " + which + " fork, " + fork.text() + ", is not reproducible here: it has the digest " + Digest.text(digest)
                  + ", and had " + recorded + ".");
    }
    return same;
  }

  private static String sentence(Bisection.Found found) {
    return switch (found.difference()) {
      case Difference.None _ -> "They agree in every window and at the end: digest " + Digest.text(found.leftDigest()) + ".";
      case Difference.InWindow window ->
          "They differ first in window " + window.window() + ", time " + window.from() + " to " + window.to() + ", "
              + entity(window.entity(), "but executed until there once more, no entity differs: the model is not pure.");
      case Difference.AtTheEnd end ->
          "They handle the same events and differ at the end, "
              + entity(end.entity(), "in what they recorded only.");
    };
  }

  private static String entity(OptionalInt entity, String none) {
    return entity.isPresent() ? "in entity " + entity.getAsInt() + "." : none;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
