import lockstep.simulation.Cell;
import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/** Movers carry items from one box to another. No item may be lost, whoever carries it and whatever the order is. */
public final class MyThing implements Simulation<MyThing.Parameters> {

  /** What a scenario can set under params. Here a component may be an int, long, double, boolean, Duration or enum. */
  public record Parameters(
      @Parameter(byDefault = "100", min = 2, max = 1e6, unit = "boxes", about = "Boxes that items are in") int boxes,
      @Parameter(byDefault = "50000", min = 1, max = 1e9, unit = "moves", about = "Moves from one box to another") long moves,
      @Parameter(byDefault = "200", min = 0, max = 1e6, unit = "rounds", about = "Arithmetic to do before each move") int rounds) {}

  @Override
  public String name() {
    return "my-thing";
  }

  @Override
  public String summary() {
    return "Items are carried from one box to another";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  /** May refuse values that do not fit together: throw new IllegalArgumentException("boxes must be ..., got ..."). */
  @Override
  public TaskModel model(Parameters p) {
    return new Boxes(p.boxes(), p.moves(), p.rounds());
  }

  /**
   * What the engines perform. It holds parameters only: all that changes is in words that the engine keeps, a few for each resource.
   * No threads, no locks, no clock, and no random numbers but those of Draw.
   */
  private record Boxes(int boxes, long tasks, int rounds) implements TaskModel {

    private static final long ITEMS_AT_FIRST = 1000;

    /** Words of a resource's state: this box's items, and how often something was put in or taken out. */
    private static final int ITEMS = 0;

    private static final int MOVES = 1;

    /** Each box is a resource, which tasks contend for. */
    @Override
    public int resources() {
      return boxes;
    }

    @Override
    public int words() {
      return 2;
    }

    @Override
    public void initialise(int box, Cell cell) {
      cell.set(ITEMS, ITEMS_AT_FIRST);
    }

    /** What task i will do. Depends on i and draw only: every engine asks anew, and must be told the same. */
    @Override
    public void plan(long i, Draw draw, Plan plan) {
      int from = draw.below(boxes);
      int to = draw.otherThan(from, boxes);
      plan.exclusive(from).exclusive(to); // need 0 and need 1, to be held alone
      plan.arg(0, 1 + draw.below(10)); // how many items to carry
      plan.hold(Pause.SPIN, 0); // how long to keep both boxes, in nanoseconds
      if (rounds > 0) {
        plan.compute(rounds);
      }
    }

    /** Real work, done while nothing is held; its result enters the digest. */
    @Override
    public long compute(Task task) {
      long x = task.index();
      for (long round = 0; round < task.units(); round++) {
        x = Draw.mix(x);
      }
      return x;
    }

    /** Runs while both boxes are held. Updates of different tasks come in any order, so add to a word; do not assign. */
    @Override
    public void update(Task task, Held held) {
      held.add(0, ITEMS, -task.arg(0));
      held.add(1, ITEMS, task.arg(0));
      held.add(0, MOVES, 1);
      held.add(1, MOVES, 1);
    }

    /** What must hold in the end, whatever the order of the tasks was. */
    @Override
    public void verify(Cells end, long tasks, Findings out) {
      out.equal("no item is lost", ITEMS_AT_FIRST * boxes, end.sum(ITEMS));
      out.equal("every move is counted twice", 2 * tasks, end.sum(MOVES));
    }
  }
}
