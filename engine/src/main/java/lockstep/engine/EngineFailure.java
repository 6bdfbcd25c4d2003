package lockstep.engine;

/** An engine that could not do its part, through no fault of the model: the system allows no more threads, say. */
public sealed class EngineFailure extends RuntimeException permits NodeLost {

  private static final long serialVersionUID = 1L;

  public EngineFailure(String message) {
    super(message);
  }

  public EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
