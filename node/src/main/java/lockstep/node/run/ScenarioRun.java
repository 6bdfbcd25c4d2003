package lockstep.node.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.engine.Policy;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.ClusterOrder;
import lockstep.node.fork.EventOrder;
import lockstep.node.fork.Fork;
import lockstep.node.fork.ForkOrder;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Json;
import lockstep.node.fork.Measuring;
import lockstep.node.fork.RunningCluster;
import lockstep.node.report.Report;
import lockstep.node.result.Comparison;
import lockstep.node.result.Environment;
import lockstep.node.result.ExitCode;
import lockstep.node.result.FigureFiles;
import lockstep.node.result.ForkResult;
import lockstep.node.result.InterruptedRun;
import lockstep.node.result.Judgement;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.RecordedFiles;
import lockstep.node.result.RunFolder;
import lockstep.node.run.Schedule.Turn;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioText;
import lockstep.node.terminal.Progress;
import lockstep.node.source.SimulationFile;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import org.jspecify.annotations.Nullable;

/**
 * Runs the forks of a scenario's cells, one after the other, and keeps the results. {@link #interrupt} may be called by
 * any thread: the forks that have ended are kept, the others are said to be interrupted.
 */
public final class ScenarioRun {

  /**
   * A run that has ended.
   *
   * @param folder where its results are
   */
  public record Ended(ResultDocument document, Comparison comparison, Judgement judgement, Path folder) {}

  /** How long nodes may take, at the least, to notice that one of them stands still. */
  private static final long NOTICING_NANOS = 60_000_000_000L;

  private final Scenario scenario;
  private final List<Cell> cells;
  private final Path results;
  private final Environment environment;
  private final boolean strict;
  private final Optional<RunningCluster> cluster;
  private final Progress progress;
  private final List<ParameterSpec> parameters;
  private volatile boolean interrupted;
  private volatile @Nullable Fork running;

  public ScenarioRun(
      Scenario scenario, List<Cell> cells, Path results, Environment environment, Progress progress) {
    this(scenario, cells, results, environment, progress, false, Optional.empty());
  }

  /**
   * The same.
   *
   * @param strict whether figures that may not be compared, or were measured on a noisy machine, prove nothing
   * @param cluster the nodes that run already; empty when forks that need nodes start their own
   */
  public ScenarioRun(
      Scenario scenario,
      List<Cell> cells,
      Path results,
      Environment environment,
      Progress progress,
      boolean strict,
      Optional<RunningCluster> cluster) {
    this.strict = strict;
    this.cluster = cluster;
    this.scenario = scenario;
    this.cells = List.copyOf(cells);
    this.results = results;
    this.environment = environment;
    this.progress = progress;
    this.parameters =
        scenario
            .file()
            .<Simulation<?>>map(file -> file.classes().load())
            .or(() -> Simulations.named(scenario.simulation()))
            .map(simulation -> ParameterSpec.of(simulation.parameters()))
            .orElse(List.of());
  }

  /** Ends the fork that runs, and begins no other. */
  public void interrupt() {
    interrupted = true;
    Fork fork = running;
    if (fork != null) {
      fork.end();
    }
  }

  /**
   * Runs all cells.
   *
   * @throws Refusal when no JVM can be started, or the results cannot be written
   */
  public Ended run() throws InterruptedException {
    return run(Optional.empty());
  }

  /**
   * Continues the newest interrupted run of the scenario: performs the forks that it has not.
   *
   * @throws Refusal also when there is none, or when its forks would not have been performed like that here and now
   */
  public Ended resume() throws InterruptedException {
    return run(Optional.of(new Resumption(results, scenario.name()).of(files(), environment)));
  }

  /** The newest interrupted run of the scenario; empty when there is none. */
  public Optional<InterruptedRun> interrupted() {
    return new Resumption(results, scenario.name()).newest();
  }

  private Ended run(Optional<InterruptedRun> continued) throws InterruptedException {
    try (RunFolder folder = new RunFolder(results, scenario.name())) {
      for (Map.Entry<String, String> file : files().entrySet()) {
        folder.write(file.getKey(), file.getValue());
      }
      SortedMap<Integer, ForkResult> kept = new TreeMap<>();
      if (continued.isPresent()) {
        kept.putAll(continued.get().continueIn(folder));
      }
      folder.forks().begin(environment);
      List<ForkResult> forks = forks(folder, kept);
      progress.close();
      Comparison comparison = new Comparison(forks, scenario.baseline());
      Judgement judgement = new Judgement(comparison, scenario.expectations(), strict);
      Environment around = environment.after();
      ResultDocument document =
          ResultDocument.of(
              new ResultDocument.RunId(
                  folder.id(), scenario.name(), scenario.seeds().getFirst(), continued.map(InterruptedRun::id)),
              around,
              comparison,
              judgement);
      folder.write("environment.json", Json.pretty(around));
      folder.write("result.json", Json.pretty(document));
      folder.write(Report.FILE, Report.html(document));
      Map<String, String> tables = new LinkedHashMap<>(FigureFiles.of(document));
      tables.putAll(RecordedFiles.of(forks));
      for (Map.Entry<String, String> file : tables.entrySet()) {
        folder.write(file.getKey(), file.getValue());
      }
      boolean complete = forks.stream().noneMatch(fork -> fork.status() == Status.INTERRUPTED) && !interrupted;
      Path shown = folder.publish(complete);
      if (continued.isPresent()) {
        continued.get().isContinued();
      }
      return new Ended(document, comparison, judgement, shown);
    } catch (IOException e) {
      progress.close();
      throw new Refusal(ExitCode.CANNOT_WRITE, "results cannot be written to " + results + ": " + told(e), e);
    }
  }

  /** What the run is made of, from names to texts. */
  private Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("scenario.conf", ScenarioText.of(scenario));
    scenario.file().ifPresent(file -> files.put(file.name(), file.text()));
    files.putAll(scenario.inputs());
    return files;
  }

  /**
   * Runs the forks of all cells, but for those that are kept; of a run that is ended from outside those that were begun, and one of
   * each cell to say so.
   */
  private List<ForkResult> forks(RunFolder folder, SortedMap<Integer, ForkResult> kept) throws InterruptedException, IOException {
    Schedule schedule = new Schedule(cells, scenario.method().forks(), scenario.seeds().getFirst());
    int position = 0;
    for (Optional<Turn> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      Turn turn = next.get();
      Cell cell = cells.get(turn.cell());
      position++;
      ForkResult before = kept.get(position);
      if (before != null) {
        schedule.ended(turn, before);
        continue;
      }
      if (interrupted && turn.fork() > 1) {
        break;
      }
      progress.left(schedule.left());
      ForkResult result = result(cell, turn.fork(), position, report(cell, folder.log(position)));
      folder.forks().add(result);
      schedule.ended(turn, result);
    }
    return schedule.results();
  }

  private static String told(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }

  private ForkReport report(Cell cell, Path log) throws InterruptedException {
    if (cell.refusal().isPresent()) {
      return ForkReport.without(Status.NOT_AVAILABLE, cell.refusal().get());
    }
    int available = environment.cores();
    if (cell.cores().orElse(1) > available) {
      return ForkReport.without(
          Status.NOT_AVAILABLE, "cores must be at most " + available + " on this machine, got " + cell.cores().orElseThrow());
    }
    if (interrupted) {
      return ForkReport.without(Status.INTERRUPTED, "the run was ended");
    }
    if (cluster.isPresent() && isFaulty(cell)) {
      return ForkReport.without(Status.NOT_AVAILABLE, "faults are done to nodes that a run has started itself, not to those of --cluster");
    }
    progress.begins(cell.text());
    try (Fork fork = start(cell, log)) {
      running = fork;
      if (interrupted) {
        fork.end();
      }
      return fork.perform(progress::at);
    } finally {
      running = null;
      progress.ended();
    }
  }

  private static boolean isFaulty(Cell cell) {
    return cell.faults().filter(faults -> !faults.isEmpty()).isPresent();
  }

  private Fork start(Cell cell, Path log) {
    boolean faulty = isFaulty(cell);
    ForkOrder order =
        new ForkOrder(
            cell.simulation(),
            cell.parameters(),
            cell.seed(),
            cell.engine(),
            cell.workers(),
            cell.coordination(scenario),
            cell.rate(),
            cell.cores(),
            faulty ? Measuring.once() : scenario.method().measuring(),
            Math.max(scenario.watchdog().noProgress().toNanos(), faulty ? NOTICING_NANOS : 0),
            scenario.watchdog().limit().toNanos(),
            scenario.file().map(SimulationFile::classes),
            scenario.inputs(),
            scenario
                .events()
                .map(
                    settings ->
                        new EventOrder(
                            settings.time(),
                            cell.partitions().orElse(1),
                            cell.partitioning().orElse(Partitioning.BLOCK),
                            cell.nodes()
                                .map(
                                    nodes ->
                                        new ClusterOrder(
                                            nodes,
                                            nodeLogs(log),
                                            environment.version(),
                                            cluster,
                                            settings.snapshots(),
                                            cell.faults().orElse(List.of()))))));
    try {
      return new Fork(order, log);
    } catch (IOException e) {
      throw new Refusal(ExitCode.UNAVAILABLE, "a fork cannot be started: " + e.getMessage(), e);
    }
  }

  /** What the names of the nodes' logs begin with: that of their fork's, without its ending. */
  private static String nodeLogs(Path log) {
    return log.toAbsolutePath().toString().replaceFirst("\\.log$", "");
  }

  private ForkResult result(Cell cell, int fork, int position, ForkReport report) {
    return ForkResult.of(
        cell.simulation(),
        cell.engine(),
        cell.workers(),
        cell.policy().map(Policy::id),
        cell.settings(),
        complete(cell),
        cell.seed(),
        fork,
        position,
        report);
  }

  /** The value of every parameter, with the defaults of those that the scenario does not set. */
  private Map<String, String> complete(Cell cell) {
    Map<String, String> complete = new LinkedHashMap<>();
    parameters.forEach(spec -> complete.put(spec.name(), cell.parameters().getOrDefault(spec.name(), spec.byDefault())));
    return complete;
  }

  /** How many forks will be performed, at least. */
  public static int forks(Scenario scenario, List<Cell> cells) {
    return new Schedule(cells, scenario.method().forks(), 0).left();
  }
}
