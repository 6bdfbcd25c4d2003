package lockstep.node;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import lockstep.node.result.ExitCode;
import lockstep.node.run.Refusal;
import lockstep.node.scenario.Problem;
import lockstep.node.scenario.ScenarioException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine;

/** The command line. Every way in which it ends has an {@link ExitCode}; a user's mistake is told in one line. */
@Command(
    name = "lockstep",
    description = {
      "Runs one simulation on several concurrency engines, proves that they did the same work, and measures what differs.", ""
    },
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footer = {
      "",
      "Example:",
      "  ./lockstep run config/scenarios/bank.conf",
      "",
      "Exit codes: 0 pass, 10 expectation failed, 11 inconclusive, 12 different work or broken invariant,",
      "  64 usage, 65 bad scenario, 69 unavailable, 70 internal, 74 cannot write, 130/143 signals."
    },
    subcommands = {
      RunVerb.class,
      ReportVerb.class,
      ValidateVerb.class,
      CompareVerb.class,
      BisectVerb.class,
      CalibrateVerb.class,
      ProveVerb.class,
      ListVerb.class,
      DescribeVerb.class,
      NewVerb.class,
      ClusterVerb.class,
      NodeVerb.class,
      VersionVerb.class,
      TrainVerb.class
    })
public final class Main {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // Read by the parser, which shows the help by itself.
  private boolean help;

  @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "With an error, show where in the program it arose.")
  private boolean verbose;

  private final Terminal terminal;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Ends the JVM with an {@link ExitCode}. */
  public static void main(String[] arguments) {
    // What is printed and parsed depends on no one's locale.
    Locale.setDefault(Locale.ROOT);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    // What a simulation prints while it is loaded is no result.
    System.setOut(System.err);
    int code = run(new Terminal(out, err, System.getenv()), arguments);
    out.flush();
    System.exit(code);
  }

  /** Runs a command line and returns the exit code. */
  static int run(Terminal terminal, String... arguments) {
    Main main = new Main(terminal);
    CommandLine line =
        new CommandLine(main, new VerbFactory(terminal))
            .setOut(terminal.outWriter())
            .setErr(terminal.errWriter())
            .setColorScheme(Help.defaultColorScheme(terminal.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler((e, args) -> main.usage(e))
            .setExecutionExceptionHandler((e, command, parsed) -> main.failed(e));
    line.setExecutionStrategy(parsed -> main.execute(parsed));
    return line.execute(arguments);
  }

  private int execute(ParseResult parsed) {
    if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
      throw new ParameterException(parsed.commandSpec().commandLine(), "a verb is missing");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private int usage(ParameterException e) {
    String verb = e.getCommandLine().getCommandName();
    String help = verb.equals("lockstep") ? "lockstep --help" : "lockstep " + verb + " --help";
    String suggested = String.join(", ", suggestions(e));
    terminal
        .err()
        .println(
            "lockstep: " + oneLine(e) + (suggested.isEmpty() ? "" : "; did you mean " + suggested + "?") + " (see " + help + ")");
    trace(e);
    return ExitCode.USAGE.code();
  }

  private static List<String> suggestions(ParameterException e) {
    return e instanceof CommandLine.UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
  }

  private int failed(Exception e) {
    return switch (e) {
      case ScenarioException bad -> {
        for (Problem problem : bad.problems()) {
          terminal.err().println("lockstep: " + problem);
        }
        trace(e);
        yield ExitCode.BAD_SCENARIO.code();
      }
      case Refusal refusal -> {
        terminal.err().println("lockstep: " + oneLine(refusal));
        trace(e);
        yield refusal.code().code();
      }
      default -> {
        terminal.err().println("lockstep: internal error: " + e + (verbose ? "" : " (--verbose shows where)"));
        trace(e);
        yield ExitCode.INTERNAL.code();
      }
    };
  }

  private void trace(Exception e) {
    if (verbose) {
      e.printStackTrace(terminal.err());
    }
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
  }

  /** The folder of the program's sources, as the launcher says; the working folder when nobody says. */
  static Path home() {
    return Path.of(System.getProperty("lockstep.home", "."));
  }

  /** Builds verbs, with the terminal that they write to. */
  private record VerbFactory(Terminal terminal) implements CommandLine.IFactory {

    private static final Map<Class<?>, Function<Terminal, Object>> VERBS =
        Map.ofEntries(
            Map.entry(RunVerb.class, RunVerb::new),
            Map.entry(ReportVerb.class, ReportVerb::new),
            Map.entry(ValidateVerb.class, ValidateVerb::new),
            Map.entry(CompareVerb.class, CompareVerb::new),
            Map.entry(BisectVerb.class, BisectVerb::new),
            Map.entry(CalibrateVerb.class, CalibrateVerb::new),
            Map.entry(ProveVerb.class, ProveVerb::new),
            Map.entry(ListVerb.class, ListVerb::new),
            Map.entry(DescribeVerb.class, DescribeVerb::new),
            Map.entry(NewVerb.class, NewVerb::new),
            Map.entry(ClusterVerb.class, ClusterVerb::new),
            Map.entry(NodeVerb.class, NodeVerb::new),
            Map.entry(VersionVerb.class, VersionVerb::new),
            Map.entry(TrainVerb.class, TrainVerb::new));

    @Override
    public <K> K create(Class<K> type) throws Exception {
      var verb = VERBS.get(type);
      return verb == null ? CommandLine.defaultFactory().create(type) : type.cast(verb.apply(terminal));
    }
  }
}
