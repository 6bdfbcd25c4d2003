package lockstep.node.scenario;

/**
 * Where HOCON text came from.
 *
 * @param name how the user named it
 * @param key the only key that an option gives; empty for a file, which gives many and has lines to tell them by
 */
record Source(String name, String key) {

  private static final int LONGEST_NAME = 200;

  static Source file(String path) {
    return new Source(Echo.of(path, LONGEST_NAME), "");
  }

  static Source option(String option, String key) {
    return new Source(Echo.of(option, LONGEST_NAME), Echo.of(key));
  }

  Problem problem(int line, String of, String message) {
    return key.isEmpty() ? new Problem(name, Math.max(line, 0), Echo.of(of), message) : new Problem(name, 0, key, message);
  }
}
