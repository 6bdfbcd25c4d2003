package lockstep.node.source;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a simulation from a file, as they are sent to forks.
 *
 * @param main the one that is the simulation
 * @param files class files in base 64, by the binary name of their class
 */
public record SimulationClasses(String main, Map<String, String> files) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  public SimulationClasses {
    files = new TreeMap<>(files);
  }

  /** Finds the one class among the files that is a simulation. */
  static SimulationClasses of(Map<String, String> files) {
    ClassLoader loader = new SimulationClassLoader(files);
    List<String> found = new TreeMap<>(files).keySet().stream().filter(name -> isSimulation(name, loader)).toList();
    if (found.size() != 1) {
      throw new SimulationFileException(
          "must have one class of its own that implements lockstep.simulation.Simulation, has "
              + (found.isEmpty() ? "none" : String.join(" and ", found)));
    }
    return new SimulationClasses(found.getFirst(), files);
  }

  private static boolean isSimulation(String name, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      return Simulation.class.isAssignableFrom(type)
          && type.getEnclosingClass() == null
          && !Modifier.isAbstract(type.getModifiers());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SimulationFileException("its class " + name + " cannot be loaded: " + e);
    }
  }

  /**
   * Loads the simulation, in a class loader of its own, and checks what it says about itself.
   *
   * @throws SimulationFileException when it cannot be built, or says what it may not
   */
  public Simulation<?> load() {
    Simulation<?> simulation = built();
    try {
      check(simulation);
    } catch (SimulationFileException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new SimulationFileException(main + " cannot be asked about itself: " + told(e));
    }
    return simulation;
  }

  private Simulation<?> built() {
    try {
      Class<?> type = Class.forName(main, false, new SimulationClassLoader(files));
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Simulation<?>) constructor.newInstance();
    } catch (NoSuchMethodException e) {
      throw new SimulationFileException(main + " must have a constructor without arguments");
    } catch (InvocationTargetException e) {
      throw new SimulationFileException("the constructor of " + main + " failed: " + told(e.getCause()));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new SimulationFileException(main + " cannot be loaded: " + told(e));
    }
  }

  /** The signatures promise that nothing is null; code that was not checked may break them. */
  private void check(Simulation<?> simulation) {
    @Nullable String name = simulation.name();
    if (name == null || !NAME.matcher(name).matches()) {
      throw new SimulationFileException("name() of " + main + " must be 1 to 64 of a-z, 0-9 and -, got " + name);
    }
    @Nullable String summary = simulation.summary();
    if (summary == null || summary.isBlank() || summary.lines().count() > 1) {
      throw new SimulationFileException("summary() of " + main + " must be one line, got " + summary);
    }
    @Nullable Class<? extends Record> parameters = simulation.parameters();
    if (parameters == null || !parameters.isRecord()) {
      throw new SimulationFileException("parameters() of " + main + " must be a record's class, got " + parameters);
    }
    for (ParameterSpec spec : ParameterSpec.of(parameters)) {
      try {
        spec.parse(spec.byDefault());
      } catch (IllegalArgumentException e) {
        throw new SimulationFileException("the default of the parameter " + spec.name() + " " + e.getMessage());
      }
    }
  }

  /** What was thrown, and where in the file. */
  private static String told(@Nullable Throwable thrown) {
    if (thrown instanceof ExceptionInInitializerError && thrown.getCause() != null) {
      return told(thrown.getCause());
    }
    return thrown
        + (thrown == null
            ? ""
            : Arrays.stream(thrown.getStackTrace())
                .filter(frame -> SimulationClassLoader.NAME.equals(frame.getClassLoaderName()))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse(""));
  }
}
