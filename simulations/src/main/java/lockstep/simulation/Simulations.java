package lockstep.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The simulations on the class path, found by {@link ServiceLoader}. */
public final class Simulations {

  private Simulations() {}

  /** All simulations, by name. */
  public static List<Simulation<?>> all() {
    return ServiceLoader.load(Simulation.class).stream()
        .<Simulation<?>>map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Simulation::name))
        .toList();
  }

  /** The simulation of that name. */
  public static Optional<Simulation<?>> named(String name) {
    return all().stream().filter(simulation -> simulation.name().equals(name)).findFirst();
  }
}
