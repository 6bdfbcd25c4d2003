package lockstep.simulation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a simulation's record of parameters. Components are {@code int}, {@code long}, {@code double},
 * {@code boolean}, {@link java.time.Duration}, an enum or an {@link InputFile}; in scenario files {@code perTransfer} is written
 * {@code per-transfer}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {

  /** One sentence, without a full stop, that says what it is. */
  String about();

  /** The value when a scenario gives none, as a scenario would write it: {@code "1000"}, {@code "0.5"}, {@code "333ms"}. */
  String byDefault();

  /** The least value; for durations, in nanoseconds. */
  double min() default 0;

  /** The greatest value; for durations, in nanoseconds. Unless given, the greatest of the component's type. */
  double max() default Double.POSITIVE_INFINITY;

  /** What it counts, in the plural: {@code "accounts"}. Durations have units of their own. */
  String unit() default "";
}
