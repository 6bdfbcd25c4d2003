package lockstep.engine;

/** An engine that could not do its part, through no fault of the model: the system allows no more threads, say. */
public final class EngineFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineFailure(String message) {
    super(message);
  }

  public EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
