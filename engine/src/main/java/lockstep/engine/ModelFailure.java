package lockstep.engine;

import java.util.Arrays;

/** A model that threw, or planned what it may not: the author's mistake, told with what is needed to repeat it. */
public final class ModelFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** In task {@code i}, during {@code step}. */
  ModelFailure(long i, long seed, String step, Throwable cause) {
    super("task " + i + " (seed " + seed + ") failed in " + step + ": " + told(cause), cause);
  }

  /** Outside any task, during {@code step}. */
  public ModelFailure(long seed, String step, Throwable cause) {
    super("the model (seed " + seed + ") failed in " + step + ": " + told(cause), cause);
  }

  private static String told(Throwable cause) {
    String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return Arrays.stream(cause.getStackTrace())
        .filter(frame -> !frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("lockstep.engine."))
        .findFirst()
        .map(frame -> what + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
        .orElse(what);
  }
}
