package lockstep.node.bisect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.Horizon;
import lockstep.engine.event.Partitioning;
import lockstep.node.expectation.Coordinates;
import lockstep.node.fork.Engines;
import lockstep.node.fork.EventModels;
import lockstep.node.result.ExitCode;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.StoredRuns;
import lockstep.node.run.Refusal;
import lockstep.node.scenario.EventSettings;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioReader;
import lockstep.node.source.SimulationFile;
import org.jspecify.annotations.Nullable;

/** The folder of a run of events, with what is needed to execute its forks again. */
public final class KeptRun {

  private final Path folder;
  private final Scenario scenario;
  private final EventSettings settings;
  private final List<ForkResult> forks;

  private KeptRun(Path folder, Scenario scenario, EventSettings settings, List<ForkResult> forks) {
    this.folder = folder;
    this.scenario = scenario;
    this.settings = settings;
    this.forks = forks;
  }

  /**
   * Reads a folder.
   *
   * @throws Refusal when it is none of a run of events
   * @throws lockstep.node.scenario.ScenarioException when its scenario is no longer valid
   */
  public static KeptRun read(Path folder) {
    try {
      ResultDocument document = StoredRuns.read(folder);
      Scenario scenario = new ScenarioReader(Engines.TASKS, Engines.EVENTS).read(folder.resolve("scenario.conf"), List.of());
      EventSettings settings =
          scenario.events().orElseThrow(() -> refused(folder + " is a run of tasks; only runs of events can be bisected", null));
      return new KeptRun(folder, scenario, settings, document.forks());
    } catch (IOException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * One of its forks.
   *
   * @param number from 1, in the order of {@code result.json}
   * @throws Refusal when there is none, or none with a digest
   */
  public ForkResult fork(int number) {
    if (number < 1 || number > forks.size()) {
      throw refused("--fork must be in [1, " + forks.size() + "] in " + folder + ", got " + number, null);
    }
    ForkResult fork = forks.get(number - 1);
    if (!fork.isMeasured()) {
      throw refused("fork " + number + " of " + folder + " has no digest: it is " + fork.status().text(), null);
    }
    return fork;
  }

  /** The numbers of the first measured fork, and of one that was to do its work: the first that did not, or just the next one. */
  public List<Integer> suggestion() {
    for (int one = 1; one <= forks.size(); one++) {
      for (int other = one + 1; other <= forks.size(); other++) {
        if (differ(forks.get(one - 1), forks.get(other - 1))) {
          return List.of(one, other);
        }
      }
    }
    for (int one = 1; one <= forks.size(); one++) {
      for (int other = one + 1; other <= forks.size(); other++) {
        if (comparable(forks.get(one - 1), forks.get(other - 1))) {
          return List.of(one, other);
        }
      }
    }
    throw refused(folder + " has no two measured forks that were to do the same work; give another folder, or --fork", null);
  }

  private static boolean comparable(ForkResult one, ForkResult other) {
    return one.isMeasured() && other.isMeasured() && one.hasWorkOf(other);
  }

  private static boolean differ(ForkResult one, ForkResult other) {
    return comparable(one, other) && !one.didWorkOf(other);
  }

  /** How to execute a fork again. */
  public Execution execution(ForkResult fork) {
    EventEngineKind kind = Engines.ofEvents(fork.engine()).orElseThrow(() -> refused("there is no engine " + fork.engine(), null));
    EventModels models = new EventModels(fork.simulation(), scenario.file().map(SimulationFile::classes), fork.cell(), scenario.inputs());
    Horizon horizon = settings.time().horizon(models.build().ticksPerUnit());
    int partitions = Integer.parseInt(fork.settings().getOrDefault(Coordinates.PARTITIONS, "1"));
    Partitioning partitioning =
        Partitioning.named(fork.settings().getOrDefault(Coordinates.PARTITIONING, "")).orElse(Partitioning.BLOCK);
    return new Execution(models::build, kind, fork.seed(), horizon, fork.workers(), partitions, partitioning);
  }

  /** How far its runs go. */
  public EventSettings settings() {
    return settings;
  }

  private static Refusal refused(String message, @Nullable Throwable cause) {
    return new Refusal(ExitCode.USAGE, message, cause);
  }
}
