package lockstep.engine;

import java.util.List;
import lockstep.simulation.Mode;

/**
 * Performs tasks in pairs on one thread, the second of a pair first, and does one thing wrong. What it does is the same each time.
 *
 * @param fault what it does wrong
 */
record InterleavingEngine(Fault fault) implements Engine {

  /** What an engine can do wrong. */
  enum Fault {
    /** Nothing. */
    NONE,
    /** Both of a pair copy what they need, work on their copies, and write them back. */
    STALE_COPIES,
    /** The same, but the copies are given the versions of the moment in which they are used. */
    STALE_WORDS,
    /** Only what is read is copied before. */
    STALE_READS,
    /** One task's changes are not written back. */
    DROPPED_WRITE,
    /** The last task's changes are not written back, and nobody comes to see it. */
    DROPPED_LAST_WRITE,
    /** One task's changes are written back twice. */
    COUNTED_TWICE,
    /** One task is left out. */
    LEFT_OUT,
    /** One task is performed twice. */
    REPEATED
  }

  private static final int WRONG = 36;
  private static final int LAST = 98;
  private static final int NOTHING_TO_SEE = 0;

  @Override
  public Outcome perform(Assignment assignment) {
    CellStore cells = CellStore.first(assignment.model(), assignment.seed());
    List<TaskMachine> pair = List.of(new TaskMachine(assignment, 0), new TaskMachine(assignment, 1));
    for (long i = 0; i < assignment.model().tasks(); i += 2) {
      long[][][] copies = new long[2][][];
      for (int m = 0; m < 2; m++) {
        pair.get(m).begin(i + m);
        copies[m] = copies(pair.get(m), cells);
      }
      finish(pair.get(1), copies[1], cells);
      if (fault != Fault.LEFT_OUT || i != WRONG) {
        finish(pair.get(0), copies[0], cells);
      }
      if (fault == Fault.REPEATED && i == WRONG) {
        pair.get(0).begin(i);
        finish(pair.get(0), copies[0], cells);
      }
    }
    Account together = new Account();
    pair.forEach(machine -> together.add(machine.account()));
    return new Outcome.Completed(cells, together, NOTHING_TO_SEE);
  }

  private static long[][] copies(TaskMachine machine, CellStore cells) {
    long[][] copies = new long[machine.needs()][];
    for (int n = 0; n < copies.length; n++) {
      copies[n] = cells.copyOf(machine.neededResource(n));
    }
    return copies;
  }

  private void finish(TaskMachine machine, long[][] copies, CellStore cells) {
    for (Step step = machine.next(); step != Step.DONE; step = machine.next()) {
      switch (step) {
        case THINK, AWAIT, GAP, HOLD -> machine.paused(0);
        case COMPUTE -> machine.compute();
        case ASK -> machine.granted(copy(machine, copies, cells), 0);
        case UPDATE -> machine.update();
        case RELEASE -> {
          writeBack(machine, cells);
          machine.released();
        }
        case DONE -> throw new AssertionError("a task that is done has no steps");
      }
    }
  }

  private long[] copy(TaskMachine machine, long[][] copies, CellStore cells) {
    int resource = machine.asked();
    long[] early = copies[machine.grants()];
    return switch (fault) {
      case STALE_COPIES -> early;
      case STALE_WORDS -> {
        early[cells.words()] = cells.version(resource);
        yield early;
      }
      case STALE_READS -> machine.askedMode() == Mode.SHARED ? early : cells.copyOf(resource);
      default -> cells.copyOf(resource);
    };
  }

  private void writeBack(TaskMachine machine, CellStore cells) {
    boolean wrong = machine.index() == WRONG;
    if ((fault == Fault.DROPPED_WRITE && wrong) || (fault == Fault.DROPPED_LAST_WRITE && machine.index() == LAST)) {
      return;
    }
    for (int n = 0; n < machine.grants(); n++) {
      if (machine.neededMode(n) == Mode.EXCLUSIVE) {
        long[] copy = machine.grantedCells(n);
        copy[cells.words()] += fault == Fault.COUNTED_TWICE && wrong ? 1 : 0;
        cells.put(machine.neededResource(n), copy);
      }
    }
  }

  @Override
  public void close() {}
}
