package lockstep.node.calibrate;

import java.util.ArrayList;
import java.util.List;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.simulation.Draw;
import lockstep.simulation.Plan;
import lockstep.simulation.TaskModel;

/**
 * One worker that is an actor, and owners that it asks for two resources. Nobody else asks, so all is granted at once, and how many
 * messages a task takes is known.
 *
 * @param kind the engine
 */
record KnownMessages(EngineKind kind) implements Experiment {

  static final long TASKS = 10_000;

  /** How the two resources are asked for. */
  enum Asking {
    /** The task is sent to the owner of both, and comes back. */
    SHIPPED("shipped", Policy.ORDERED, 1, 2),
    /** Of each owner a request, its answer, and the resource given back. */
    EACH("each owner asked", Policy.ORDERED, 2, 6),
    /** As before, and the same at the gate. */
    GATE("behind a gate", Policy.ARBITER, 2, 9),
    /** One request for both, its answer, and both given back. */
    TOGETHER("all at once", Policy.ALL_AT_ONCE, 2, 3);

    private final String figure;
    private final Policy policy;
    private final int owners;
    private final int messages;

    Asking(String figure, Policy policy, int owners, int messages) {
      this.figure = figure;
      this.policy = policy;
      this.owners = owners;
      this.messages = messages;
    }

    /** How many messages all tasks take. */
    long known() {
      return messages * TASKS;
    }

    /** Sets a figure beside the truth. */
    Check judge(long counted) {
      return Check.within(figure, Unit.COUNT, (double) counted, (double) known(), 0);
    }
  }

  private record Pairs(long tasks) implements TaskModel {
    @Override
    public int resources() {
      return 2;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      plan.exclusive((int) (i % 2)).exclusive((int) ((i + 1) % 2));
    }
  }

  @Override
  public String name() {
    return "known messages, " + kind.name();
  }

  @Override
  public String about() {
    return "a worker that takes two resources, " + TASKS + " times in each of four ways";
  }

  @Override
  public List<Check> perform() throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    for (Asking asking : Asking.values()) {
      checks.add(asking.judge(counted(asking)));
    }
    return checks;
  }

  private long counted(Asking asking) throws InterruptedException {
    Coordination coordination = Coordination.of(asking.policy).withOwners(asking.owners);
    return Completion.of(kind, Assignment.of(new Pairs(TASKS), 1, 1, coordination)).account().messages();
  }
}
