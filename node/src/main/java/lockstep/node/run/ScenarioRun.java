package lockstep.node.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.node.fork.Fork;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.RunningCluster;
import lockstep.node.network.PrivateNetwork;
import lockstep.node.result.Comparison;
import lockstep.node.result.Environment;
import lockstep.node.result.ExitCode;
import lockstep.node.result.ForkResult;
import lockstep.node.result.InterruptedRun;
import lockstep.node.result.Judgement;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.RunFolder;
import lockstep.node.run.Schedule.Turn;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Forks;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioText;
import lockstep.node.terminal.Progress;
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

  private static final ForkReport NOT_YET = ForkReport.without(Status.INTERRUPTED, "it has not been performed");

  private final Scenario scenario;
  private final List<Cell> cells;
  private final Path results;
  private final Environment environment;
  private final boolean strict;
  private final Orders orders;
  private final Progress progress;
  private final Naming naming;
  private final Proving proving;
  private volatile boolean interrupted;
  private volatile @Nullable Fork running;

  /**
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
    this.orders = new Orders(scenario, environment.version(), cluster);
    this.scenario = scenario;
    this.cells = List.copyOf(cells);
    this.results = results;
    this.environment = environment;
    this.progress = progress;
    this.proving = new Proving(progress);
    this.naming = Naming.of(scenario);
  }

  /** Ends the fork that runs, and begins no other. */
  public void interrupt() {
    interrupted = true;
    proving.end();
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
      Schedule performed = perform(folder, kept);
      progress.close();
      List<ForkResult> forks = performed.results();
      Comparison comparison = new Comparison(forks, scenario.baseline(), performed.control());
      Judgement judgement = new Judgement(comparison, scenario.expectations(), strict);
      ResultDocument document =
          ResultDocument.of(
              new ResultDocument.RunId(
                  folder.id(), scenario.name(), scenario.seeds().getFirst(), continued.map(InterruptedRun::id)),
              environment.after(),
              comparison,
              judgement,
              proving.proofs(scenario, cells, comparison));
      ResultFiles.write(document, folder);
      boolean complete = !interrupted;
      for (ForkResult fork : performed.all()) {
        complete &= !folder.forks().isToGoOn(fork);
      }
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
  private Schedule perform(RunFolder folder, SortedMap<Integer, ForkResult> kept) throws InterruptedException, IOException {
    Schedule schedule = schedule(scenario, cells, scenario.method().forks());
    int position = 0;
    for (Optional<Turn> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      Turn turn = next.get();
      Cell cell = cells.get(turn.cell());
      position++;
      ForkResult before = kept.get(position);
      if (before != null && before.fork() == turn.fork() && before.isOfCellOf(naming.result(cell, turn.fork(), position, NOT_YET))) {
        schedule.ended(turn, before);
        continue;
      }
      if (interrupted && turn.fork() > 1) {
        break;
      }
      progress.left(schedule.left());
      Optional<Path> disk = orders.keepsOnDisk(cell) ? Optional.of(folder.forks().snapshots(position)) : Optional.empty();
      ForkResult result = naming.result(cell, turn.fork(), position, report(cell, turn.control(), folder.log(position), disk));
      folder.forks().add(result);
      schedule.ended(turn, result);
    }
    return schedule;
  }

  private static String told(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }

  private ForkReport report(Cell cell, boolean control, Path log, Optional<Path> disk) throws InterruptedException {
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
    if (cell.isFaulty() && orders.running().isPresent()) {
      return ForkReport.without(Status.NOT_AVAILABLE, "faults are done to nodes that a run has started itself, not to those of --cluster");
    }
    Optional<String> missing = cell.dividesNetwork() ? PrivateNetwork.missing() : Optional.empty();
    if (missing.isPresent()) {
      return ForkReport.without(Status.NOT_AVAILABLE, "the network of nodes cannot be divided here: " + missing.get());
    }
    progress.begins((control ? "control, " : "") + cell.text());
    try (Fork fork = start(cell, log, disk)) {
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

  private Fork start(Cell cell, Path log, Optional<Path> disk) {
    try {
      return new Fork(orders.of(cell, log, disk), log);
    } catch (IOException e) {
      throw new Refusal(ExitCode.UNAVAILABLE, "a fork cannot be started: " + e.getMessage(), e);
    }
  }

  /** How many forks will be performed, at least; the control included. */
  public static int forks(Scenario scenario, List<Cell> cells) {
    return schedule(scenario, cells, scenario.method().forks()).left();
  }

  /** How many forks will be performed, at most; the control included. */
  public static int mostForks(Scenario scenario, List<Cell> cells) {
    Forks forks = scenario.method().forks();
    return schedule(scenario, cells, new Forks(forks.max(), forks.max(), forks.precision())).left();
  }

  /** With a control, unless there is a single fork of each cell, which has no spread to judge a control by. */
  private static Schedule schedule(Scenario scenario, List<Cell> cells, Forks forks) {
    return new Schedule(
        cells, forks, scenario.seeds().getFirst(), forks.max() > 1 ? Optional.of(scenario.baseline()) : Optional.empty());
  }
}
