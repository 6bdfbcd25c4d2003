package lockstep.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model that threw, or planned what it may not: the author's mistake, told with what is needed to repeat it. */
public final class ModelFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final List<String> NOT_THE_MODELS = List.of("java.", "jdk.", "lockstep.engine.");

  /** In task {@code i}, during {@code step}. */
  ModelFailure(long i, long seed, String step, Throwable cause) {
    super("task " + i + " (seed " + seed + ") failed in " + step + ": " + told(cause), cause);
  }

  /** In task {@code i}, during {@code step}, where the model broke a rule without throwing. */
  ModelFailure(long i, long seed, String step, String reason) {
    super("task " + i + " (seed " + seed + ") failed in " + step + ": " + reason);
  }

  /** Outside any task, during {@code step}. */
  public ModelFailure(long seed, String step, Throwable cause) {
    super("the model (seed " + seed + ") failed in " + step + ": " + told(cause), cause);
  }

  /**
   * While an entity had its turn, during {@code step}.
   *
   * @param where which entity, event and virtual time
   */
  public static ModelFailure ofEvent(String where, long seed, String step, Throwable cause) {
    return new ModelFailure(where + " (seed " + seed + ") failed in " + step + ": " + told(cause), cause);
  }

  /** One that happened in another JVM, as that told it. */
  public static ModelFailure elsewhere(String message) {
    return new ModelFailure(message, null);
  }

  private ModelFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  private static String told(Throwable thrown) {
    Throwable cause =
        thrown instanceof ExceptionInInitializerError error && error.getCause() != null ? error.getCause() : thrown;
    String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return Arrays.stream(cause.getStackTrace())
        .filter(frame -> NOT_THE_MODELS.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .map(frame -> what + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
        .orElse(what);
  }
}
