package lockstep.cluster.task;

import java.util.Optional;
import lockstep.engine.Arrivals;
import lockstep.engine.Assignment;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.Coordination;
import lockstep.engine.FirstTasks;
import lockstep.engine.History;
import lockstep.simulation.TaskModel;

/**
 * An assignment and one node's share of it, without the model.
 *
 * @param tasks how many of the model's, from the first on
 * @param recorded whether there is a history
 * @param sampled whether some tasks have their times taken
 * @param arrivals of open load; empty when it is closed
 * @param node which of the nodes it is for
 */
public record TaskOrder(
    long seed,
    Coordination coordination,
    long tasks,
    boolean recorded,
    boolean sampled,
    Optional<Arriving> arrivals,
    int node,
    Placement placement) {

  public TaskOrder {
    if (node < 0 || node >= placement.nodes()) {
      throw new IllegalArgumentException("the node must be in [0, " + placement.nodes() + "), got " + node);
    }
  }

  /** When tasks arrive, told in few words. */
  sealed interface Arriving {

    static Arriving of(Arrivals arrivals) {
      if (arrivals.origin().isPresent()) {
        Arrivals.Poisson origin = arrivals.origin().get();
        return new Drawn(origin.perSecond(), arrivals.tasks(), origin.seed());
      }
      if (arrivals.tasks() > MOST_GIVEN) {
        throw new IllegalArgumentException("at most " + MOST_GIVEN + " tasks can arrive at given times, got " + arrivals.tasks());
      }
      long[] nanos = new long[arrivals.tasks()];
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = arrivals.nanos(i);
      }
      return new Given(new Words(nanos));
    }

    Arrivals arrivals();
  }

  private static final int MOST_GIVEN = 10_000;

  /** Drawn anew on each node. */
  record Drawn(double perSecond, long tasks, long seed) implements Arriving {
    @Override
    public Arrivals arrivals() {
      return Arrivals.poisson(perSecond, tasks, seed);
    }
  }

  /** One after the other. */
  record Given(Words nanos) implements Arriving {
    @Override
    public Arrivals arrivals() {
      return Arrivals.at(nanos.array());
    }
  }

  static TaskOrder of(Assignment assignment, int node, Placement placement) {
    return new TaskOrder(
        assignment.seed(),
        assignment.coordination(),
        assignment.model().tasks(),
        assignment.history() != null,
        assignment.sampled(),
        Optional.ofNullable(assignment.arrivals()).map(Arriving::of),
        node,
        placement);
  }

  /** The assignment, as this node sees it: with all its workers, but with a board that only those of this node write on. */
  Assignment assignment(TaskModel whole) {
    TaskModel model = FirstTasks.atMost(whole, tasks);
    return new Assignment(
        model,
        seed,
        placement.workers(),
        coordination,
        new Board(placement.workers()),
        new Cancellation(),
        recorded ? new History(model) : null,
        null,
        arrivals.map(Arriving::arrivals).orElse(null),
        sampled);
  }

  /** The blocks of the model's resources. */
  Blocks blocks(TaskModel model) {
    Blocks blocks = Blocks.atMost(coordination.owners(), model.resources());
    if (blocks.count() != placement.blocks()) {
      throw new IllegalArgumentException("the model has " + blocks.count() + " blocks of resources here, and " + placement.blocks() + " elsewhere");
    }
    return blocks;
  }
}
