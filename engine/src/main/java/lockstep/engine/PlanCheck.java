package lockstep.engine;

import lockstep.simulation.Draw;
import lockstep.simulation.Plan;

/**
 * Has a model plan a sample of its tasks twice, and compares: a model whose plans depend on anything but the task's index and its
 * random numbers would have every engine do other work. The second time the tasks are planned in the opposite order, so that a
 * model that remembers is found out as well as one that looks at a clock.
 */
public final class PlanCheck {

  /** How many tasks are planned twice; all of them where there are no more. */
  static final int SAMPLE = 1000;

  private static final long SALT = 0x504C414EL;
  private static final int WORKER = 0;

  private final Assignment assignment;

  private PlanCheck(Assignment assignment) {
    this.assignment = assignment;
  }

  /**
   * Checks the model of an assignment, as worker 0 of its board, on the calling thread. Returns early when the assignment is
   * cancelled.
   *
   * @throws ModelFailure when two plans of the same task differ, or the model throws
   */
  public static void perform(Assignment assignment) {
    new PlanCheck(assignment).perform();
  }

  private void perform() {
    int sample = (int) Math.min(SAMPLE, assignment.model().tasks());
    long[] first = new long[sample];
    for (int n = 0; n < sample && goesOn(); n++) {
      first[n] = planned(index(n));
    }
    for (int n = sample - 1; n >= 0 && goesOn(); n--) {
      long i = index(n);
      if (planned(i) != first[n]) {
        throw new ModelFailure(i, assignment.seed(), "plan", "two plans of the same task differ");
      }
    }
  }

  private boolean goesOn() {
    return !assignment.cancellation().requested();
  }

  /** One task of every stretch, at no fixed distance: a model may do something else in every tenth task. */
  private long index(int n) {
    long stretch = Math.max(1, assignment.model().tasks() / SAMPLE);
    return n * stretch + Math.floorMod(Draw.mix(n ^ SALT), stretch);
  }

  private long planned(long i) {
    assignment.board().plans(WORKER, i);
    PlannedTask task = new PlannedTask(assignment.model(), assignment.seed());
    task.plan(i, Policy.UNORDERED);
    assignment.board().planned(WORKER);
    return fingerprint(task);
  }

  private static long fingerprint(PlannedTask task) {
    long hash = Digest.of(task.needs());
    for (int need = 0; need < task.needs(); need++) {
      hash = Digest.with(hash, task.needWord(need));
    }
    for (int n = 0; n < task.puts(); n++) {
      hash = Digest.with(hash, task.putWord(n));
    }
    for (int argument = 0; argument < Plan.MOST_ARGUMENTS; argument++) {
      hash = Digest.with(hash, task.arg(argument));
    }
    hash = withPause(hash, task, Step.THINK, task.thinkNanos());
    hash = withPause(hash, task, Step.GAP, task.gapNanos());
    hash = withPause(hash, task, Step.HOLD, task.holdNanos());
    for (int number = 0; number < task.awaits(); number++) {
      hash = Digest.with(hash, task.awaitNanos(number));
    }
    return Digest.with(hash, task.units());
  }

  /** How a pause of no length would be passed is of no matter. */
  private static long withPause(long hash, PlannedTask task, Step step, long nanos) {
    return Digest.with(hash, nanos == 0 ? 0 : (nanos << 1) | task.pause(step).ordinal());
  }
}
