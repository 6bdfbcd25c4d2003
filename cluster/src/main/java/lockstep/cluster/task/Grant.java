package lockstep.cluster.task;

import java.util.Arrays;
import lockstep.engine.CellStore;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;

/**
 * The right to use a resource, and its state: sent by the owner to a worker, and back. The grant of a resource held exclusively
 * exists once; whoever received it last may read and write its state, and nobody else has it. A grant of a resource held shared
 * is for reading; a permit has no state.
 *
 * <p>It is a message, though its state changes: it is only ever changed by the one actor that has it, and sending it orders the
 * changes before the receiver's reads.
 */
final class Grant implements TaskWorker.Command, ResourceOwner.Command {

  private static final long[] NO_STATE = new long[0];

  private final int resource;
  private final Mode mode;
  private final int permits;
  private final long[] cells;

  private Grant(int resource, Mode mode, int permits, long[] cells) {
    this.resource = resource;
    this.mode = mode;
    this.permits = permits;
    this.cells = cells;
  }

  /** The grants of resources that nobody holds yet: {@code size} of them, from {@code first} on. */
  static Grant[] first(TaskModel model, CellStore start, int first, int size) {
    Grant[] grants = new Grant[size];
    Arrays.setAll(
        grants,
        local ->
            model.counted(first + local)
                ? permit(first + local)
                : exclusive(first + local, start.copyOf(first + local)));
    return grants;
  }

  /** The one grant of a resource with state: its words, then its version. */
  static Grant exclusive(int resource, long[] wordsAndVersion) {
    return new Grant(resource, Mode.EXCLUSIVE, 1, wordsAndVersion);
  }

  /** One that came from another node. */
  static Grant of(int resource, Mode mode, int permits, long[] cells) {
    return new Grant(resource, mode, permits, cells);
  }

  /** A grant of the same resource in the mode in which it was asked for: itself, to read, or to use up. */
  Grant in(Mode asked, int permitsAsked) {
    return asked == mode && permitsAsked == permits ? this : new Grant(resource, asked, permitsAsked, cells);
  }

  /** One permit of a counted resource. */
  static Grant permit(int resource) {
    return new Grant(resource, Mode.PERMIT, 1, NO_STATE);
  }

  int resource() {
    return resource;
  }

  Mode mode() {
    return mode;
  }

  /** How many permits of a counted resource it stands for. */
  int permits() {
    return permits;
  }

  /** The words and the version. */
  long[] cells() {
    return cells;
  }

  /** Hands it to the task that asked for it. */
  void giveTo(TaskMachine machine) {
    if (mode.isCounted()) {
      machine.grantedPermit();
    } else {
      machine.granted(cells, 0);
    }
  }
}
