package lockstep.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One parameter of a simulation, as its record declares it: what a scenario may set, in which range, and what it means.
 * Values are read from the text that a scenario would contain.
 *
 * @param name as scenario files write it, such as {@code per-transfer}
 * @param type the component's type
 * @param about one sentence
 * @param byDefault the text of the default value
 * @param min the least value; nanoseconds for durations
 * @param max the greatest value; nanoseconds for durations
 * @param unit what it counts; empty when it counts nothing
 */
public record ParameterSpec(
    String name, Class<?> type, String about, String byDefault, double min, double max, String unit) {

  /** The parameters of a record, in the order of its components. */
  public static List<ParameterSpec> of(Class<? extends Record> parameters) {
    return Arrays.stream(parameters.getRecordComponents()).map(ParameterSpec::of).toList();
  }

  private static ParameterSpec of(RecordComponent component) {
    Parameter declared = component.getAnnotation(Parameter.class);
    if (declared == null) {
      throw new IllegalArgumentException(
          component.getDeclaringRecord().getName() + "." + component.getName() + " must carry @Parameter");
    }
    Class<?> type = component.getType();
    double greatest =
        type == int.class ? Integer.MAX_VALUE : type == double.class ? Double.MAX_VALUE : Long.MAX_VALUE;
    return new ParameterSpec(
        kebab(component.getName()),
        type,
        declared.about(),
        declared.byDefault(),
        declared.min(),
        Math.min(declared.max(), greatest),
        declared.unit());
  }

  /**
   * Builds the record from texts; what is missing takes its default.
   *
   * @param values from parameter names to texts
   * @throws IllegalArgumentException for an unknown name, a text that is no value, or values that do not fit together
   */
  public static <P extends Record> P bind(Class<P> parameters, Map<String, String> values) {
    return bind(
        parameters,
        values,
        name -> {
          throw new IllegalArgumentException("no file can be read here, got " + name);
        });
  }

  /**
   * Builds the record from texts and files; see {@link #bind(Class, Map)}.
   *
   * @param files from the name of a file to what is in it
   */
  public static <P extends Record> P bind(Class<P> parameters, Map<String, String> values, UnaryOperator<String> files) {
    List<ParameterSpec> specs = of(parameters);
    for (String name : values.keySet()) {
      if (specs.stream().noneMatch(spec -> spec.name.equals(name))) {
        throw new IllegalArgumentException("no parameter is called " + name);
      }
    }
    Object[] arguments =
        specs.stream().map(spec -> spec.named(values.getOrDefault(spec.name, spec.byDefault), files)).toArray();
    Class<?>[] types = specs.stream().map(ParameterSpec::type).toArray(Class<?>[]::new);
    try {
      Constructor<P> constructor = parameters.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      throw new IllegalStateException("cannot build " + parameters.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + parameters.getName(), e);
    }
  }

  private Object named(String text, UnaryOperator<String> files) {
    try {
      Object value = parse(text);
      return value instanceof InputFile file && file.isGiven() ? new InputFile(file.name(), files.apply(file.name())) : value;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a value.
   *
   * @return an Integer, Long, Double, Boolean, Duration, constant of the enum or InputFile, which is not read
   * @throws IllegalArgumentException with the rule and the value: {@code must be a whole number in [2, 64], got 1}
   */
  public Object parse(String text) {
    try {
      return switch (type) {
        case Class<?> t when t == int.class -> within(new BigDecimal(text), text).intValueExact();
        case Class<?> t when t == long.class -> within(new BigDecimal(text), text).longValueExact();
        case Class<?> t when t == double.class -> within(new BigDecimal(text), text).doubleValue();
        case Class<?> t when t == boolean.class -> truth(text);
        case Class<?> t when t == Duration.class -> {
          Duration duration = duration(text);
          within(BigDecimal.valueOf(duration.toNanos()), text);
          yield duration;
        }
        case Class<?> t when t.isEnum() -> constant(text);
        case Class<?> t when t == InputFile.class -> file(text);
        default -> throw new IllegalStateException(name + " has a type that parameters cannot have: " + type);
      };
    } catch (ArithmeticException | NumberFormatException e) {
      throw broken(text);
    }
  }

  /** What a value must be: {@code a whole number in [2, 64] (accounts)}. */
  public String rule() {
    String range = "[" + bound(min) + ", " + bound(max) + "]";
    String counted = unit.isEmpty() ? "" : " (" + unit + ")";
    return switch (type) {
      case Class<?> t when t == double.class -> "a number in " + range + counted;
      case Class<?> t when t == boolean.class -> "true or false";
      case Class<?> t when t == Duration.class -> "a time in " + range + ", such as 10us, 5ms or 2s";
      case Class<?> t when t.isEnum() -> "one of " + constants().collect(Collectors.joining(", "));
      case Class<?> t when t == InputFile.class -> "the name of a file below the scenario's folder";
      default -> "a whole number in " + range + counted;
    };
  }

  private IllegalArgumentException broken(String text) {
    return new IllegalArgumentException("must be " + rule() + ", got " + text);
  }

  private BigDecimal within(BigDecimal value, String text) {
    if (value.precision() - value.scale() > 40
        || value.scale() > 400
        || value.doubleValue() < min
        || value.doubleValue() > max) {
      throw broken(text);
    }
    return value;
  }

  private boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw broken(text);
    };
  }

  private Object file(String text) {
    if (!InputFile.isName(text)) {
      throw broken(text);
    }
    return new InputFile(text, "");
  }

  private Object constant(String text) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return constant;
      }
    }
    throw broken(text);
  }

  private Stream<String> constants() {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private Duration duration(String text) {
    String unit = text.replaceFirst("^[^a-z]*", "");
    BigDecimal number = new BigDecimal(text.substring(0, text.length() - unit.length()).strip());
    long unitNanos = unitNanos(unit);
    if (unitNanos == 0 || number.precision() - number.scale() > 20 || number.scale() > 30) {
      throw broken(text);
    }
    return Duration.ofNanos(number.multiply(BigDecimal.valueOf(unitNanos)).longValueExact());
  }

  /** 0 for a text that is no unit. */
  private static long unitNanos(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 0L;
    };
  }

  private String bound(double bound) {
    if (type == Duration.class) {
      return readable((long) bound);
    }
    if (bound == Long.MAX_VALUE) {
      return "2^63 - 1";
    }
    return Math.abs(bound) > 1e15 || bound != Math.rint(bound)
        ? Double.toString(bound)
        : Long.toString((long) bound);
  }

  private static String readable(long nanos) {
    for (String unit : List.of("h", "m", "s", "ms", "us")) {
      if (nanos != 0 && nanos % unitNanos(unit) == 0) {
        return nanos / unitNanos(unit) + unit;
      }
    }
    return nanos == 0 ? "0s" : nanos + "ns";
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
