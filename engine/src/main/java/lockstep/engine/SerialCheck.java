package lockstep.engine;

import lockstep.simulation.TaskModel;

/**
 * Shows that an engine performed tasks as if one after the other, when the final state cannot be compared with that of another
 * engine since it depends on their order. The tasks of an assignment with a {@link History} are put into an order that agrees with
 * the versions that each one saw, and are performed again, one after the other in that order, from the first state on. Each must see
 * the very words that it saw before, and the final state, the tasks and the ledger must be the same.
 *
 * <p>Such an order exists for every correct engine: a task that holds all its resources from its update to its end comes, on each
 * of them, before or after every other task that needs it (Eswaran, Gray, Lorie and Traiger, "The notions of consistency and
 * predicate locks in a database system", CACM 19(11), 1976).
 */
public final class SerialCheck {

  private static final int WORKER = 0;

  private final Assignment checked;
  private final History history;

  private SerialCheck(Assignment checked, History history) {
    this.checked = checked;
    this.history = history;
  }

  /** The model itself, or its first {@link History#MOST_TASKS} tasks when it has more. */
  public static TaskModel part(TaskModel model) {
    return first(model, History.MOST_TASKS);
  }

  /** So many tasks of a model, the first ones; it need not have more. */
  public static TaskModel first(TaskModel model, long tasks) {
    return model.tasks() > tasks ? new FirstTasks(model, tasks) : model;
  }

  /**
   * Checks what was done, on the calling thread, as worker 0 of the assignment's board. Returns early when the assignment is
   * cancelled.
   *
   * @param checked has a history
   * @param completed how it ended
   * @throws NotSerialisable when there is no such order
   * @throws ModelFailure when the model throws
   */
  public static void perform(Assignment checked, Outcome.Completed completed) throws NotSerialisable {
    History history = checked.history();
    if (history == null) {
      throw new IllegalArgumentException("an assignment without a history cannot be checked");
    }
    new SerialCheck(checked, history).perform(completed);
  }

  private void perform(Outcome.Completed completed) throws NotSerialisable {
    checkComplete();
    int[] order = new Precedence(history, checked.model().resources(), checked.model().agents()).order();
    History again = new History(checked.model());
    CellStore cells = CellStore.first(checked.model(), checked.seed());
    TaskMachine machine =
        new TaskMachine(
            new Assignment(
                checked.model(), checked.seed(), 1, Coordination.of(Policy.UNORDERED), checked.board(), checked.cancellation(), again),
            WORKER);
    for (int task : order) {
      if (checked.cancellation().requested()) {
        return;
      }
      perform(task, machine, cells);
      if (!again.sameAs(history, task)) {
        throw new NotSerialisable(1, "task " + task + " saw other values than those of the versions that it saw");
      }
    }
    checkState(completed.cells(), cells);
    checkWork(completed.account(), machine.account());
  }

  private void checkComplete() throws NotSerialisable {
    if (history.repeated() >= 0) {
      throw new NotSerialisable(1, "task " + history.repeated() + " was performed twice");
    }
    for (int task = 0; task < history.tasks(); task++) {
      if (!history.has(task)) {
        throw new NotSerialisable(1, "task " + task + " was not performed");
      }
    }
  }

  private static void perform(long i, TaskMachine machine, CellStore cells) {
    machine.begin(i);
    for (Step step = machine.next(); step != Step.DONE; step = machine.next()) {
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

  private static void checkState(CellStore end, CellStore again) throws NotSerialisable {
    int different = 0;
    int first = 0;
    for (int r = end.resources() - 1; r >= 0; r--) {
      if (!end.sameAs(again, r)) {
        different++;
        first = r;
      }
    }
    if (different > 0) {
      throw new NotSerialisable(
          different,
          "one after the other, the tasks leave other values in " + different + " of " + end.resources()
              + " resources, the first of them " + first);
    }
  }

  private static void checkWork(Account done, Account again) throws NotSerialisable {
    if (done.tasksDigest() != again.tasksDigest() || !done.ledger().equals(again.ledger())) {
      throw new NotSerialisable(again.ledger().commits(), "one after the other, the tasks do other work");
    }
  }
}
