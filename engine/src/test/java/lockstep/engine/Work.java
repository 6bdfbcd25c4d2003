package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.simulation.TaskModel;

/**
 * What must be equal when two engines have done the same work.
 *
 * @param state the fingerprint of all words and versions
 * @param tasks the fingerprint of all committed tasks
 * @param versions how many updates all resources saw
 */
public record Work(String state, String tasks, long versions, Ledger ledger, long brokenHolds) {

  /** What a completed assignment did; fails when it is not completed. */
  public static Work of(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return outcome instanceof Outcome.Completed completed
        ? of(completed.cells(), completed.account())
        : throwNotCompleted();
  }

  private static Work throwNotCompleted() {
    throw new AssertionError("not completed");
  }

  /** What is to be seen of work in the state and the account that it left. */
  public static Work of(CellStore cells, Account account) {
    return new Work(
        Digest.text(cells.digest()),
        Digest.text(account.tasksDigest()),
        cells.versions(),
        account.ledger(),
        account.brokenHolds());
  }

  /** What a plain loop over the tasks does: one worker, nothing to wait for, and every pause takes no time. */
  public static Work reference(TaskModel model, long seed) {
    CellStore cells = CellStore.first(model, seed);
    TaskMachine machine = new TaskMachine(Assignment.of(model, seed, 1, Policy.UNORDERED), 0);
    for (long i = 0; i < model.tasks(); i++) {
      machine.begin(i);
      for (Step step = machine.next(); step != Step.DONE; step = machine.next()) {
        take(step, machine, cells);
      }
    }
    return of(cells, machine.account());
  }

  private static void take(Step step, TaskMachine machine, CellStore cells) {
    switch (step) {
      case THINK, AWAIT, GAP, HOLD -> machine.paused(0);
      case COMPUTE -> machine.compute();
      case ASK -> {
        if (machine.askedMode().isCounted()) {
          machine.grantedPermit();
        } else {
          machine.granted(cells.array(), cells.base(machine.asked()));
        }
      }
      case UPDATE -> machine.update();
      case RELEASE -> machine.released();
      case DONE -> throw new AssertionError("a task that is done has no steps");
    }
  }
}
