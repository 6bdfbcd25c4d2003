package lockstep.node.result;

import java.util.Map;
import java.util.Optional;

/** What belongs to a cell of a run: a fork, what its forks say together, or how it compares with that of another run. */
public interface OfCell {

  /** Which cell it is. */
  CellName name();

  default String simulation() {
    return name().simulation();
  }

  default String engine() {
    return name().engine();
  }

  default int workers() {
    return name().workers();
  }

  default int nodes() {
    return name().nodes();
  }

  /** Empty for an engine that coordinates nothing. */
  default Optional<String> policy() {
    return name().policy();
  }

  /** What else is set of the engine, by name. */
  default Map<String, String> settings() {
    return name().settings();
  }

  /** The value of every parameter, by name. */
  default Map<String, String> cell() {
    return name().cell();
  }

  default long seed() {
    return name().seed();
  }
}
