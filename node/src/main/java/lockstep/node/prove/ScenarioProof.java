package lockstep.node.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import lockstep.engine.Assignment;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.TaskNeeds;
import lockstep.engine.proof.Limits;
import lockstep.engine.proof.LockOrder;
import lockstep.engine.proof.Medium;
import lockstep.engine.proof.Proof;
import lockstep.engine.proof.Prover;
import lockstep.engine.proof.Workload;
import lockstep.node.fork.Engines;
import lockstep.node.fork.Models;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.node.source.SimulationFile;
import lockstep.simulation.TaskModel;

/** Proves what it can of the cells of a scenario. Cells that are the same to the machine are proved once. */
public final class ScenarioProof {

  /** So many tasks of a cell are planned to see what they need. */
  private static final long LOOKED_AT = 2048;

  private final Scenario scenario;
  private final Limits limits;
  private final int mostTasks;
  private final int traces;
  private final OptionalInt gate;

  /** What was planned for a cell. */
  private record Planned(Assignment assignment, LockOrder order, Workload workload) {}

  /** What cells have in common that are the same to the machine. */
  private record Key(Workload workload, List<LockOrder.Cycle> cycles, boolean ordered, Medium medium, long seed, int workers) {}

  /**
   * A proof of a scenario of tasks.
   *
   * @param traces how many traces of each engine are held against the machine, in each case
   * @param gate how many tasks the gate of the policy {@code arbiter} lets in, when not as many as the model says
   */
  public ScenarioProof(Scenario scenario, Limits limits, int traces, OptionalInt gate) {
    this(scenario, limits, LockOrder.MOST_TASKS, traces, gate);
  }

  /** The same with so many tasks in each lock order at most. */
  ScenarioProof(Scenario scenario, Limits limits, int mostTasks, int traces, OptionalInt gate) {
    this.scenario = scenario;
    this.limits = limits;
    this.mostTasks = mostTasks;
    this.traces = traces;
    this.gate = gate;
  }

  /** Whether something is coordinated in a cell that can be proved. */
  public static boolean isProvable(Cell cell) {
    return cell.refusal().isEmpty() && cell.policy().filter(policy -> policy != Policy.UNGUARDED).isPresent();
  }

  /** Proves the cells that can be. */
  public List<ProvedCase> prove(List<Cell> cells) throws InterruptedException {
    Map<Object, Planned> planned = new LinkedHashMap<>();
    Map<Key, List<Cell>> same = new LinkedHashMap<>();
    Map<Key, Planned> first = new LinkedHashMap<>();
    for (Cell cell : cells) {
      if (isProvable(cell)) {
        List<Object> work = List.of(cell.parameters(), cell.seed(), cell.workers(), cell.policy());
        Planned plan = planned.computeIfAbsent(work, w -> plan(cell));
        boolean ordered = plan.order().isComplete();
        Key key = new Key(plan.workload(), plan.order().cycles(), ordered, medium(cell), cell.seed(), cell.workers());
        same.computeIfAbsent(key, k -> new ArrayList<>()).add(cell);
        first.putIfAbsent(key, plan);
      }
    }
    List<ProvedCase> cases = new ArrayList<>();
    for (Map.Entry<Key, List<Cell>> entry : same.entrySet()) {
      cases.add(prove(entry.getKey(), Objects.requireNonNull(first.get(entry.getKey())), entry.getValue()));
    }
    return cases;
  }

  /** Whether some task of a cell needs several resources at once, of the first ones. */
  boolean needsSeveral(Cell cell) {
    Assignment assignment = assignment(cell);
    TaskModel model = assignment.model();
    return LongStream.range(0, Math.min(model.tasks(), LOOKED_AT))
        .anyMatch(i -> TaskNeeds.of(model, cell.seed(), i, assignment.policy()).needs().size() > 1);
  }

  private Assignment assignment(Cell cell) {
    TaskModel model =
        Models.tasks(cell.simulation(), scenario.file().map(SimulationFile::classes), cell.parameters(), scenario.inputs());
    return Assignment.of(model, cell.seed(), cell.workers(), cell.coordination(scenario));
  }

  private Planned plan(Cell cell) {
    Assignment assignment = assignment(cell);
    LockOrder order = LockOrder.of(assignment, mostTasks);
    Workload workload = Workload.of(assignment, order);
    return new Planned(assignment, order, gate.isPresent() ? workload.letsIn(gate.getAsInt()) : workload);
  }

  /** By what means the engine of a cell gets at resources. */
  static Medium medium(Cell cell) {
    return switch (cell.engine()) {
      case "actors" -> Medium.MESSAGES;
      case "cluster" -> Medium.REMOTE_MESSAGES;
      case "event-loop" -> Medium.FAIR_LOCKS;
      default -> cell.queues().filter(Queues.FAIR::equals).isPresent() ? Medium.FAIR_LOCKS : Medium.BARGING_LOCKS;
    };
  }

  private ProvedCase prove(Key key, Planned plan, List<Cell> cells) throws InterruptedException {
    Proof proof = Prover.prove(key.workload(), plan.order(), key.medium(), limits);
    List<String> engines = cells.stream().map(Cell::engine).distinct().toList();
    return new ProvedCase(
        cells,
        common(cells),
        key.seed(),
        cells.getFirst().workers(),
        engines,
        proof,
        plan.order(),
        ProvedCase.label(plan.order(), proof),
        conformance(key, cells));
  }

  /** The parameters in which cells do not differ. */
  private static Map<String, String> common(List<Cell> cells) {
    Map<String, String> common = new LinkedHashMap<>(cells.getFirst().parameters());
    cells.forEach(cell -> common.entrySet().retainAll(cell.parameters().entrySet()));
    return common;
  }

  /** Traces of the first cell of each engine; none where the machine does other tasks than the engine, or has another gate. */
  private Conformance conformance(Key key, List<Cell> cells) throws InterruptedException {
    Conformance all = Conformance.none();
    if (!key.workload().complete() || gate.isPresent() || traces == 0) {
      return all;
    }
    for (EngineKind kind : Engines.ALL) {
      for (Cell cell : cells.stream().filter(each -> each.engine().equals(kind.name())).limit(1).toList()) {
        all = all.plus(Conformance.of(kind, assignment(cell), key.workload(), key.medium(), traces));
      }
    }
    return all;
  }
}
