package lockstep.engine.proof;

/** A workload or a state that the machine has no room for: nothing can be concluded. The message says of what there is too much. */
public final class OutOfBounds extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutOfBounds(String message) {
    super(message);
  }
}
