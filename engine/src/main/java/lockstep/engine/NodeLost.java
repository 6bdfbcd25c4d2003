package lockstep.engine;

/** A node went away while it had a part in an assignment: nothing is known of the work, and nobody is to blame for it. */
public final class NodeLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NodeLost(String message) {
    super(message);
  }
}
