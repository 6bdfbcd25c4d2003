package lockstep.simulation.compute;

import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/**
 * The queens problem: in how many ways {@code n} queens stand on a board without attacking each other. Each task has the
 * queens of the first two rows placed and counts how the others can stand; the counts are added up in one cell.
 */
public final class Queens implements Simulation<Queens.Parameters> {

  /** The numbers of solutions, from a board of 4 on: sequence A000170 of the OEIS. */
  private static final long[] SOLUTIONS = {
    2, 10, 4, 40, 92, 352, 724, 2680, 14_200, 73_712, 365_596, 2_279_184, 14_772_512
  };

  private static final int SMALLEST = 4;

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "12", min = SMALLEST, max = 16, unit = "queens", about = "How many queens, and rows of the board")
          int queens) {}

  @Override
  public String name() {
    return "compute";
  }

  @Override
  public String summary() {
    return "Counts the ways to place queens on a board: work for every core, next to nothing shared";
  }

  @Override
  public Pattern pattern() {
    return Pattern.NO_COORDINATION;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters parameters) {
    return new Board(parameters.queens());
  }

  private record Board(int size) implements TaskModel {

    @Override
    public long tasks() {
      return (long) size * size;
    }

    @Override
    public int resources() {
      return 1;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      plan.compute(1).exclusive(0);
    }

    @Override
    public long compute(Task task) {
      int first = (int) (task.index() / size);
      int second = (int) (task.index() % size);
      if (Math.abs(first - second) <= 1) {
        return 0;
      }
      int one = 1 << first;
      int two = 1 << second;
      // The diagonals of the first queen have gone two columns aside in the third row, those of the second one.
      return complete(one | two, (one << 2) | (two << 1), (one >>> 2) | (two >>> 1));
    }

    /**
     * How many ways there are to fill the remaining rows.
     *
     * @param columns that have a queen, as bits
     * @param right columns of the next row that are attacked by a diagonal to the right
     * @param left the same to the left
     */
    private long complete(int columns, int right, int left) {
      int all = (1 << size) - 1;
      if (columns == all) {
        return 1;
      }
      long ways = 0;
      for (int free = all & ~(columns | right | left); free != 0; free &= free - 1) {
        int queen = free & -free;
        ways += complete(columns | queen, (right | queen) << 1, (left | queen) >>> 1);
      }
      return ways;
    }

    @Override
    public void update(Task task, Held held) {
      held.add(0, 0, task.result());
    }

    @Override
    public void verify(Cells end, long tasks, Findings out) {
      out.equal("number of solutions", SOLUTIONS[size - SMALLEST], end.get(0, 0));
    }
  }
}
