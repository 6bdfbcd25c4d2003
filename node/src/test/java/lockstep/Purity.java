package lockstep;

import com.tngtech.archunit.core.domain.JavaAccess;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;

/** What a simulation may not use of packages that it may use otherwise. */
final class Purity {

  /** Types whose every use makes a model depend on more than its arguments. */
  static final List<Class<?>> IMPURE =
      List.of(
          Thread.class,
          ThreadLocal.class,
          Process.class,
          ProcessBuilder.class,
          ProcessHandle.class,
          Runtime.class,
          Clock.class,
          Random.class,
          Scanner.class,
          SplittableRandom.class,
          Timer.class,
          UUID.class);

  /** Their last digits may differ from machine to machine; those of {@code StrictMath} may not. */
  private static final Set<String> INEXACT =
      Set.of(
          "acos", "asin", "atan", "atan2", "cbrt", "cos", "cosh", "exp", "expm1", "hypot", "log", "log10", "log1p", "pow", "random",
          "sin", "sinh", "tan", "tanh");

  private Purity() {}

  static boolean isImpure(JavaAccess<?> access) {
    String name = access.getTarget().getName();
    return switch (access.getTargetOwner().getName()) {
      case "java.lang.Math" -> INEXACT.contains(name);
      case "java.lang.StrictMath" -> name.equals("random");
      case "java.lang.System" -> !name.equals("arraycopy");
      default -> access.getTargetOwner().getPackageName().equals("java.time") && name.equals("now");
    };
  }
}
