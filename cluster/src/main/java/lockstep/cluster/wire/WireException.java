package lockstep.cluster.wire;

/** Bytes that are no message of this program. Has no stack trace: what came from outside may come again and again. */
public final class WireException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WireException(String message) {
    super(message, null, false, false);
  }
}
