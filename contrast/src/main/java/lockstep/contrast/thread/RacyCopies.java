package lockstep.contrast.thread;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import lockstep.engine.CellStore;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;

/**
 * The deliberate race: a task copies the state that it asks for, works on the copy, and writes it back, whatever others did
 * meanwhile. What a program does that reads a balance, reckons, and stores it without a lock. The version of a resource takes
 * part in the race, so that the updates which were lost can be counted.
 *
 * <p>Reads and writes are opaque, not plain: a compiler that may merge plain accesses merges the race away.
 */
final class RacyCopies implements Guards {

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  private final CellStore cells;

  RacyCopies(CellStore cells) {
    this.cells = cells;
  }

  @Override
  public boolean acquire(TaskMachine machine) {
    if (machine.askedMode().isCounted()) {
      machine.grantedPermit();
      return true;
    }
    int base = cells.base(machine.asked());
    long[] copy = new long[cells.words() + 1];
    for (int word = 0; word < copy.length; word++) {
      copy[word] = (long) WORDS.getOpaque(cells.array(), base + word);
    }
    machine.granted(copy, 0);
    return true;
  }

  @Override
  public void release(TaskMachine machine) {
    for (int n = 0; n < machine.grants(); n++) {
      if (machine.neededMode(n) == Mode.EXCLUSIVE) {
        long[] copy = machine.grantedCells(n);
        int base = cells.base(machine.neededResource(n));
        for (int word = 0; word < copy.length; word++) {
          WORDS.setOpaque(cells.array(), base + word, copy[word]);
        }
      }
    }
  }
}
