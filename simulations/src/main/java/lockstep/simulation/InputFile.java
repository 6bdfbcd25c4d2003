package lockstep.simulation;

/**
 * A file that a simulation is given: the type of a parameter whose value in a scenario is the name of a file below the scenario's
 * folder. The program reads the file; the simulation makes of the text what it can use.
 *
 * @param name as the scenario says it; empty when there is no file
 * @param text what is in it
 */
public record InputFile(String name, String text) {

  /** The longest name. */
  static final int LONGEST_NAME = 200;

  /** Whether there is a file. */
  public boolean isGiven() {
    return !name.isEmpty();
  }

  /**
   * A mistake in a line, told as {@code contacts.csv:7: must be two persons, got 3}.
   *
   * @param line counted from 1
   */
  public IllegalArgumentException mistake(int line, String message) {
    return new IllegalArgumentException(name + ":" + line + ": " + message);
  }

  /** Whether a text may name a file: relative, never upwards, neither a URL nor written as on Windows. */
  static boolean isName(String text) {
    return text.length() <= LONGEST_NAME
        && !text.startsWith("/")
        && !text.endsWith("/")
        && text.indexOf('\\') < 0
        && text.indexOf(':') < 0
        && text.chars().noneMatch(Character::isISOControl)
        && !("/" + text + "/").contains("/../");
  }

  /** The name alone. */
  @Override
  public String toString() {
    return name;
  }
}
