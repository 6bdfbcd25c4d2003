package lockstep.simulation.philosophers;

import java.time.Duration;
import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/**
 * Dining philosophers (Dijkstra, EWD 310, 1971). Philosopher {@code p} thinks, asks for the fork on the left ({@code p}), waits
 * the gap, asks for the fork on the right ({@code p + 1}), and eats. With the policy {@code unordered} all of them can hold a
 * left fork and wait for the right one for ever.
 */
public final class Philosophers implements Simulation<Philosophers.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "20", min = 2, max = 100_000, unit = "seats", about = "How many philosophers, and forks") int seats,
      @Parameter(byDefault = "10000", min = 1, max = 1e9, unit = "meals", about = "How often each philosopher eats") long meals,
      @Parameter(byDefault = "0s", max = 1e9, about = "How long a philosopher thinks before each meal") Duration think,
      @Parameter(byDefault = "0s", max = 1e9, about = "Pause between the left fork and the right one") Duration gap,
      @Parameter(byDefault = "0s", max = 1e9, about = "How long a meal takes") Duration eat,
      @Parameter(byDefault = "spin", about = "Whether pauses keep the core busy or wait for a timer (2ms or more)") Pause pause) {

    public Parameters {
      if (pause == Pause.TIMER) {
        timed("think", think);
        timed("gap", gap);
        timed("eat", eat);
      }
    }

    private static void timed(String name, Duration length) {
      if (length.isPositive() && length.toNanos() < Plan.SHORTEST_TIMER_NANOS) {
        throw new IllegalArgumentException(
            name + " must be 0s or at least 2ms when pause is timer, got " + length.toNanos() + "ns");
      }
    }
  }

  @Override
  public String name() {
    return "philosophers";
  }

  @Override
  public String summary() {
    return "Philosophers around a table think, take two forks and eat; no two neighbours eat at once";
  }

  @Override
  public Pattern pattern() {
    return Pattern.SEVERAL_AT_ONCE;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Table(
        p.seats(), p.meals(), p.pause(), p.think().toNanos(), p.gap().toNanos(), p.eat().toNanos());
  }

  private record Table(int seats, long meals, Pause pause, long thinkNanos, long gapNanos, long eatNanos)
      implements TaskModel {

    @Override
    public long tasks() {
      return seats * meals;
    }

    @Override
    public int resources() {
      return seats;
    }

    @Override
    public int agents() {
      return seats;
    }

    /** A cycle of waits goes all around the table and needs every philosopher in it, each asking while holding a fork. */
    @Override
    public int safeAtOnce() {
      return seats - 1;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      int left = (int) (i % seats);
      plan.think(pause, thinkNanos)
          .exclusive(left)
          .gap(pause, gapNanos)
          .exclusive((left + 1) % seats)
          .hold(pause, eatNanos);
    }

    @Override
    public void update(Task task, Held held) {
      held.add(0, 0, 1);
      held.add(1, 0, 1);
    }

    @Override
    public void verify(Cells end, long tasks, Findings out) {
      for (int fork = 0; fork < seats; fork++) {
        out.equal("meals eaten with fork " + fork, 2 * meals, end.get(fork, 0));
      }
    }
  }
}
