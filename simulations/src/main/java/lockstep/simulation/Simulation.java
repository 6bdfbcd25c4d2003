package lockstep.simulation;

/**
 * A named plug-in that builds a model from typed parameters. Implementations have a public constructor without arguments and
 * are found by {@link java.util.ServiceLoader} (see {@link Simulations}).
 *
 * @param <P> the record of parameters; each component carries {@link Parameter}
 */
public interface Simulation<P extends Record> {

  /** The name in scenario files: lower-case letters, digits and hyphens. */
  String name();

  /** One sentence, without a full stop, that says what is simulated. */
  String summary();

  /** Which kind of coordination it shows; unless said, {@link Pattern#OTHER}. */
  default Pattern pattern() {
    return Pattern.OTHER;
  }

  /** The record of parameters that {@link #model} takes. */
  Class<P> parameters();

  /**
   * Builds the model. Called once per fork, before any engine starts; must be a pure function of the parameters.
   *
   * @throws IllegalArgumentException when parameters, each within its range, do not fit together; the message names them
   */
  Model model(P parameters);
}
