package lockstep.node.source;

import java.util.Base64;
import java.util.Map;
import lockstep.simulation.Simulation;

/**
 * Loads the classes of one file. They come before classes of the same name in the program, so that a changed copy of a built-in
 * simulation is what it says it is.
 */
final class SimulationClassLoader extends ClassLoader {

  /** As stack traces show it. */
  static final String NAME = "simulation";

  private final Map<String, String> files;

  /**
   * @param files class files in base 64, by the binary name of their class
   */
  SimulationClassLoader(Map<String, String> files) {
    super(NAME, Simulation.class.getClassLoader());
    this.files = Map.copyOf(files);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return files.containsKey(name) ? findClass(name) : super.loadClass(name, resolve);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String file = files.get(name);
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] bytes = Base64.getDecoder().decode(file);
    return defineClass(name, bytes, 0, bytes.length);
  }
}
