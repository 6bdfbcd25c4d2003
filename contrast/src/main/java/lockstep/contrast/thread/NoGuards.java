package lockstep.contrast.thread;

import lockstep.engine.CellStore;
import lockstep.engine.TaskMachine;

/** For a worker that is alone: everything is free at any time. */
final class NoGuards implements Guards {

  private final CellStore cells;

  NoGuards(CellStore cells) {
    this.cells = cells;
  }

  @Override
  public boolean acquire(TaskMachine machine) {
    if (machine.askedMode().isCounted()) {
      machine.grantedPermit();
    } else {
      machine.granted(cells.array(), cells.base(machine.asked()));
    }
    return true;
  }

  @Override
  public void release(TaskMachine machine) {}
}
