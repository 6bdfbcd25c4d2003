package lockstep.node.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lockstep.engine.Policy;
import lockstep.engine.proof.Conclusion;
import lockstep.engine.proof.Conclusion.Property;
import lockstep.engine.proof.Conclusion.Status;
import lockstep.engine.proof.Limits;
import lockstep.engine.proof.LockOrder;
import lockstep.engine.proof.Proof;
import lockstep.engine.proof.Story;
import lockstep.node.fork.ForkReport;
import lockstep.node.result.Comparison;
import lockstep.node.result.DeadlockProof;
import lockstep.node.result.DeadlockProof.Concluded;
import lockstep.node.result.DeadlockProof.Move;
import lockstep.node.result.DeadlockProof.Seen;
import lockstep.node.result.DeadlockProof.StoryStep;
import lockstep.node.result.DeadlockProof.Waiting;
import lockstep.node.result.ForkResult;
import lockstep.node.result.PredictedCycle;
import lockstep.node.result.PredictedCycle.Prediction;
import lockstep.node.result.SeenCycle;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;

/**
 * Proves what it can of the cells of a run, and joins it with what their forks did. Only of cells whose tasks need several resources
 * at once, for which several workers contend, and of which a fork performed or deadlocked; not under open load, where tasks are not
 * dealt to workers beforehand. No engine is traced.
 *
 * <p>Bounded by states and tasks, which cells share alike, so that a run proves the same whenever it is repeated.
 */
public final class RunProofs {

  /** How many tasks are planned for all lock orders together, as far as a cell does not have fewer than the least. */
  private static final int TASKS_IN_ALL = 1_500_000;

  private static final int LEAST_TASKS = 2_000;

  /** How many states are explored for all cells together, as far as a cell does not have fewer than the least. */
  private static final int STATES_IN_ALL = 2_000_000;

  private static final int LEAST_STATES = 2_000;
  private static final int MOST_STATES = 100_000;

  /** How many states are explored for the means of all cells that can deadlock and send messages, whose machines have the most of them. */
  private static final int STATES_FOR_MEANS_IN_ALL = 1_200_000;

  /** Five philosophers have 194 325. */
  private static final int MOST_STATES_FOR_MEAN = 300_000;

  private static final long MOST_BYTES = 64L << 20;
  private static final int WALKS = 20;
  private static final int STEPS_OF_A_WALK = 2_000;
  private static final long SEED_OF_WALKS = 42;

  /** Longer stories are left to {@code prove}. */
  static final int LONGEST_STORY = 200;

  private final Scenario scenario;
  private final Comparison comparison;
  private final int tasksInAll;
  private final int statesInAll;
  private final Map<Cell, Integer> places = new HashMap<>();

  private RunProofs(Scenario scenario, List<Cell> cells, Comparison comparison, int tasksInAll, int statesInAll) {
    this.scenario = scenario;
    this.tasksInAll = tasksInAll;
    this.statesInAll = statesInAll;
    this.comparison = comparison;
    for (Cell cell : cells) {
      IntStream.range(0, comparison.cells().size())
          .filter(place -> performs(comparison.cells().get(place).first(), cell))
          .findFirst()
          .ifPresent(place -> places.put(cell, place));
    }
  }

  /** Proves what it can. */
  public static List<DeadlockProof> of(Scenario scenario, List<Cell> cells, Comparison comparison) throws InterruptedException {
    return of(scenario, cells, comparison, TASKS_IN_ALL, STATES_IN_ALL);
  }

  static List<DeadlockProof> of(Scenario scenario, List<Cell> cells, Comparison comparison, int tasksInAll, int statesInAll)
      throws InterruptedException {
    return new RunProofs(scenario, cells, comparison, tasksInAll, statesInAll).proofs(cells);
  }

  private List<DeadlockProof> proofs(List<Cell> cells) throws InterruptedException {
    List<Cell> contended = contended(cells);
    if (contended.isEmpty()) {
      return List.of();
    }
    int tasks = Math.clamp(tasksInAll / contended.size(), LEAST_TASKS, LockOrder.MOST_TASKS);
    int states = Math.clamp(statesInAll / contended.size(), LEAST_STATES, MOST_STATES);
    long sending = contended.stream().filter(RunProofs::mayDeadlock).filter(cell -> ScenarioProof.medium(cell).sends()).count();
    int statesForMean = Math.clamp(STATES_FOR_MEANS_IN_ALL / Math.max(1, sending), LEAST_STATES, MOST_STATES_FOR_MEAN);
    Limits limits = new Limits(states, statesForMean, MOST_BYTES, WALKS, STEPS_OF_A_WALK, SEED_OF_WALKS);
    List<DeadlockProof> proofs = new ArrayList<>();
    for (ProvedCase proved : new ScenarioProof(scenario, limits, tasks, 0, OptionalInt.empty()).prove(contended)) {
      proofs.add(joined(proved));
    }
    return proofs;
  }

  private static boolean mayDeadlock(Cell cell) {
    return cell.policy().filter(Policy.UNORDERED::equals).isPresent();
  }

  private List<Cell> contended(List<Cell> cells) {
    ScenarioProof plans = new ScenarioProof(scenario, Limits.USUAL, 0, OptionalInt.empty());
    return cells.stream()
        .filter(ScenarioProof::isProvable)
        .filter(cell -> cell.workers() > 1 && cell.rate().isEmpty())
        .filter(cell -> forks(cell).stream().anyMatch(RunProofs::counts))
        .filter(plans::needsSeveral)
        .toList();
  }

  private List<ForkResult> forks(Cell cell) {
    Integer place = places.get(cell);
    return place == null ? List.of() : comparison.cells().get(place).all();
  }

  /** Whether a fork tells that a cell deadlocks, or that it does not. */
  private static boolean counts(ForkResult fork) {
    return fork.isMeasured() || fork.status() == ForkReport.Status.DEADLOCK;
  }

  private static boolean performs(ForkResult fork, Cell cell) {
    return fork.engine().equals(cell.engine())
        && fork.workers() == cell.workers()
        && fork.policy().equals(cell.policy().map(policy -> policy.id()))
        && fork.settings().equals(cell.settings())
        && fork.seed() == cell.seed()
        && fork.cell().entrySet().containsAll(cell.parameters().entrySet());
  }

  private DeadlockProof joined(ProvedCase proved) {
    Proof proof = proved.proof();
    Conclusion deadlock = proof.of(Property.DEADLOCK);
    List<ForkResult> forks = proved.cells().stream().flatMap(cell -> forks(cell).stream()).filter(RunProofs::counts).toList();
    return new DeadlockProof(
        proved.cells().stream().map(cell -> places.getOrDefault(cell, 0)).sorted().toList(),
        new TreeMap<>(proved.parameters()),
        proved.explored(),
        proved.tasksPlanned(),
        concluded(deadlock),
        concluded(proof.of(Property.LIVELOCK)),
        concluded(proof.of(Property.STARVATION)),
        deadlock.story().size() <= LONGEST_STORY ? deadlock.story().stream().map(RunProofs::step).toList() : List.of(),
        proof.waits().stream().map(wait -> new Waiting(wait.worker(), wait.holds(), wait.wants(), wait.heldBy())).toList(),
        proof.mean(),
        cycles(proved, forks),
        proved.engines().stream().map(engine -> seen(engine, forks)).toList());
  }

  /** Those of the lock order that are told, and those in which forks were seen. */
  private static List<PredictedCycle> cycles(ProvedCase proved, List<ForkResult> forks) {
    List<List<SeenCycle>> seen = forks.stream().map(SeenCycle::of).filter(circles -> !circles.isEmpty()).toList();
    List<Prediction> predictions = new ArrayList<>(proved.predicted().stream().map(RunProofs::prediction).toList());
    for (SeenCycle circle : seen.stream().flatMap(List::stream).toList()) {
      boolean told = predictions.stream().anyMatch(prediction -> prediction.resources().equals(circle.resources()));
      if (!told && proved.order().allows(new LockOrder.Cycle(circle.resources(), circle.workers(), circle.tasks()))) {
        predictions.add(new Prediction(circle.resources(), circle.workers(), circle.tasks(), false));
      }
    }
    return PredictedCycle.label(predictions, seen, proved.proof().of(Property.DEADLOCK).status() == Status.ABSENT);
  }

  private static Concluded concluded(Conclusion conclusion) {
    return new Concluded(conclusion.status().text(), conclusion.detail());
  }

  private static StoryStep step(Story.Line line) {
    return new StoryStep(
        line.worker(), line.text(), line.moves().stream().map(move -> new Move(move.kind().text(), move.resource().orElse(DeadlockProof.GATE))).toList());
  }

  private static Prediction prediction(ProvedCase.Predicted predicted) {
    return new Prediction(
        predicted.cycle().resources(),
        predicted.cycle().workers(),
        predicted.cycle().tasks(),
        predicted.fate() == ProvedCase.Fate.CONFIRMED);
  }

  private static Seen seen(String engine, List<ForkResult> forks) {
    List<ForkResult> own = forks.stream().filter(fork -> fork.engine().equals(engine)).toList();
    return new Seen(engine, own.size(), (int) own.stream().filter(fork -> !fork.isMeasured()).count());
  }
}
