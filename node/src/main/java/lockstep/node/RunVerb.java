package lockstep.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lockstep.cluster.node.NodeSettings;
import lockstep.engine.instrument.MachineState;
import lockstep.engine.instrument.Noise;
import lockstep.node.fork.Engines;
import lockstep.node.fork.Json;
import lockstep.node.fork.RunningCluster;
import lockstep.node.report.Report;
import lockstep.node.result.Environment;
import lockstep.node.result.ExitCode;
import lockstep.node.result.InterruptedRun;
import lockstep.node.run.Refusal;
import lockstep.node.run.ScenarioRun;
import lockstep.node.run.StandingNodes;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Forks;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioOverride;
import lockstep.node.scenario.ScenarioReader;
import lockstep.node.terminal.Progress;
import lockstep.node.terminal.RecordedView;
import lockstep.node.terminal.ResultTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: performs a scenario, shows what came out, and keeps it. */
@Command(
    name = "run",
    description = "Run a scenario: perform the same work on several engines, compare, and keep the results.",
    footer = {
      "",
      "Examples:",
      "  ./lockstep run config/scenarios/bank.conf",
      "  ./lockstep run config/scenarios/bank.conf --engines sequential,threads --workers 1,2,4 --set params.skew=0.99",
      "  ./lockstep run config/scenarios/bank.conf --forks 5",
      "  ./lockstep run config/scenarios/bank.conf --forks 5 --resume"
    })
final class RunVerb implements Callable<Integer> {

  /** Starting a JVM, and beginning in it. */
  private static final Duration START = Duration.ofSeconds(1);

  private static final long KEEP_SECONDS = 5;

  @Parameters(paramLabel = "SCENARIO", description = "The scenario file.")
  private @Nullable Path scenario;

  @Option(names = "--engines", paramLabel = "NAME,…", description = "Engines to compare, instead of the scenario's.")
  private @Nullable String engines;

  @Option(names = "--policies", paramLabel = "NAME,…", description = "Policies to compare, instead of the scenario's.")
  private @Nullable String policies;

  @Option(names = "--workers", paramLabel = "N,…", description = "Numbers of workers, instead of the scenario's.")
  private @Nullable String workers;

  @Option(
      names = "--nodes",
      paramLabel = "N,…",
      description = "Numbers of nodes of a cluster on this machine, compared with the baseline.")
  private @Nullable String nodes;

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      description = "Nodes that run already, for cells on nodes to use instead of starting their own; \"up\": those of \"cluster up\".")
  private Optional<String> cluster = Optional.empty();

  @Option(
      names = "--listen",
      paramLabel = "HOST",
      defaultValue = NodeSettings.LOOPBACK,
      description = "With --cluster: the interface at which the nodes reach this run (default: ${DEFAULT-VALUE}).")
  private String listen = NodeSettings.LOOPBACK;

  @Option(
      names = "--tls",
      paramLabel = "FOLDER",
      description = "With --cluster: talk by TLS with its nodes; FOLDER has tls.key, tls.crt and ca.crt.")
  private Optional<String> tls = Optional.empty();

  @Option(names = "--seed", paramLabel = "N,…", description = "Seeds of the random numbers, instead of the scenario's.")
  private @Nullable String seed;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any other value of the scenario, such as params.accounts=[10,100]. May be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "results",
      description = "Where results are kept (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("results");

  @Option(names = "--json", description = "Print the result document on standard output, and nothing else there.")
  private boolean json;

  @Option(names = "--quiet", description = "Print the verdict only.")
  private boolean quiet;

  @Option(
      names = "--resume",
      description = "Continue the newest interrupted run of the scenario: perform only the forks that it has not.")
  private boolean resume;

  @Option(
      names = "--strict",
      description = "Forks that do not settle, or measure on a noisy machine, make the run inconclusive.")
  private boolean strict;

  @Option(names = "--forks", paramLabel = "N", description = "So many forks of each cell, no fewer and no more.")
  private @Nullable Integer forks;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--dry-run", description = "Show what would be run, and run nothing.")
  private boolean dryRun;

  private final Terminal terminal;

  RunVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path file = Objects.requireNonNull(scenario);
    Scenario read = new ScenarioReader(Engines.ALL, Engines.EVENTS).read(file, overrides());
    List<Cell> cells = read.cells(Engines.ALL, Engines.EVENTS);
    if (dryRun) {
      show(read, cells);
      return 0;
    }
    Duration each = START.plus(read.method().leastTime());
    Progress.Where where = quiet ? Progress.Where.NOWHERE : terminal.progress();
    Progress progress = new Progress(terminal.err(), where, ScenarioRun.forks(read, cells), each, read.events().isPresent() ? "events" : "tasks");
    Environment environment = Environment.read(Version.program(), Main.home());
    ScenarioRun run = new ScenarioRun(read, cells, out, environment, progress, strict, running(cells));
    tellOfInterrupted(run);
    tellOfNoise(read, environment);
    CountDownLatch kept = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(run, kept)));
    try {
      ScenarioRun.Ended ended = resume ? run.resume() : run.run();
      show(ended);
      return ended.document().verdict().exitCode();
    } finally {
      terminal.out().flush();
      kept.countDown();
    }
  }

  private Optional<RunningCluster> running(List<Cell> cells) {
    if (cluster.isPresent() && cells.stream().allMatch(cell -> cell.nodes().isEmpty())) {
      throw new ParameterException(spec.commandLine(), "nothing is run on nodes: --cluster needs --nodes N, or a scenario with nodes");
    }
    return cluster.map(address -> running(address.equals("up") ? standing() : address));
  }

  private static String standing() {
    return StandingNodes.up(StandingNodes.folder(Main.home()))
        .orElseThrow(() -> new Refusal(ExitCode.UNAVAILABLE, "no cluster is up; \"cluster up --nodes 3\" starts one", null))
        .address();
  }

  private RunningCluster running(String address) {
    int colon = address.lastIndexOf(':');
    try {
      return new RunningCluster(address.substring(0, Math.max(0, colon)), Integer.parseInt(address.substring(colon + 1)), listen, tls);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--cluster must be HOST:PORT, with a port in [1, 65535], got " + address, e);
    }
  }

  private void tellOfInterrupted(ScenarioRun run) {
    Optional<InterruptedRun> interrupted = quiet || resume ? Optional.empty() : run.interrupted();
    interrupted.ifPresent(
        before -> terminal.err().println("lockstep: run " + before.id() + " was interrupted and is kept; --resume continues it"));
  }

  /** Who asks for a steady state wants figures. */
  private void tellOfNoise(Scenario read, Environment environment) {
    Noise noise = Noise.before(MachineState.now(), environment.cores());
    if (!quiet && read.method().iteration().isPresent() && noise.state() == Noise.State.NOISY) {
      terminal
          .err()
          .println("lockstep: the machine is not quiet: " + String.join(", ", noise.reasons()) + "; end what else runs, or trust no figure");
    }
  }

  /** On Ctrl-C and the like: ends the fork that runs, and waits until what is finished is kept. */
  private static void interrupt(ScenarioRun run, CountDownLatch kept) {
    run.interrupt();
    try {
      kept.await(KEEP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ScenarioOverride> overrides() {
    List<ScenarioOverride> overrides = new ArrayList<>();
    list(overrides, "--engines", "engines", engines);
    list(overrides, "--policies", "policies", policies);
    list(overrides, "--workers", "workers", workers);
    list(overrides, "--nodes", "nodes", nodes);
    list(overrides, "--seed", "seed", seed);
    forks(overrides);
    assignments.forEach(assignment -> overrides.add(ScenarioOverride.set(assignment)));
    return overrides;
  }

  private void forks(List<ScenarioOverride> overrides) {
    if (forks == null) {
      return;
    }
    if (forks < 1 || forks > Forks.MOST) {
      throw new ParameterException(spec.commandLine(), "--forks must be in [1, " + Forks.MOST + "], got " + forks);
    }
    String option = "--forks " + forks;
    overrides.add(new ScenarioOverride(option, "forks.min", forks.toString()));
    overrides.add(new ScenarioOverride(option, "forks.max", forks.toString()));
  }

  private static void list(
      List<ScenarioOverride> overrides, String option, String key, @Nullable String values) {
    if (values != null) {
      overrides.add(new ScenarioOverride(option + " " + values, key, "[" + values + "]"));
    }
  }

  private void show(Scenario scenario, List<Cell> cells) {
    for (Cell cell : cells) {
      String refusal = cell.refusal().map(reason -> " n/a: " + reason).orElse("");
      terminal.out().println(cell.text() + ", seed " + cell.seed() + " " + cell.parameters() + refusal);
    }
    int least = ScenarioRun.forks(scenario, cells);
    int most = least / scenario.method().forks().min() * scenario.method().forks().max();
    Duration each = START.plus(scenario.method().leastTime());
    String time = range(Math.max(1, each.multipliedBy(least).toSeconds()), Math.max(1, each.multipliedBy(most).toSeconds()));
    terminal.out().println(range(least, most) + " forks would be run, in about " + time + " s.");
  }

  private static String range(long least, long most) {
    return least == most ? Long.toString(least) : least + " to " + most;
  }

  private void show(ScenarioRun.Ended ended) {
    if (json) {
      terminal.out().print(Json.pretty(ended.document()));
      return;
    }
    if (!quiet) {
      new ResultTable(ended.comparison(), ended.judgement()).lines().forEach(terminal.out()::println);
      new RecordedView(ended.comparison(), ended.document().estimates()).lines().forEach(terminal.out()::println);
      terminal.out().println();
    }
    String sentence = ended.document().verdict().sentence();
    terminal.out().println(terminal.colours() ? coloured(sentence, ended.document().verdict().isPass()) : sentence);
    if (!quiet) {
      terminal.out().println("Results: " + ended.folder());
      terminal.out().println("Report: " + ended.folder().resolve(Report.FILE));
    }
  }

  private static String coloured(String sentence, boolean good) {
    return (good ? "\u001b[32m" : "\u001b[31m") + sentence + "\u001b[0m";
  }
}
