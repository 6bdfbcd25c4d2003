package lockstep.node.fork;

import java.util.Map;
import java.util.Optional;
import lockstep.engine.Coordination;
import lockstep.node.source.SimulationClasses;

/**
 * What a fork is to perform. Sent as one line of JSON to its standard input, which then stays open as long as the launcher
 * lives.
 *
 * @param simulation its name
 * @param parameters from names to texts
 * @param seed of the model's random numbers
 * @param engine its name
 * @param workers how many perform tasks at once
 * @param coordination how they get at resources
 * @param rate how many tasks arrive in a second, on average, under open load; empty: the load is closed
 * @param cores how many of the machine's cores it may use; empty: all of them
 * @param measuring how long, and how often
 * @param noProgressNanos after how long without a step the fork is ended
 * @param limitNanos after how long the fork is ended in any case
 * @param classes of a simulation from a file; empty for one of the program's
 * @param inputs the files that parameters name, from names to what is in them
 * @param events how an event model is run; empty for a task model
 * @param cluster on which nodes a task model is performed; empty for an engine that has one JVM, and for an event model
 */
public record ForkOrder(
    String simulation,
    Map<String, String> parameters,
    long seed,
    String engine,
    int workers,
    Coordination coordination,
    Optional<Double> rate,
    Optional<Integer> cores,
    Measuring measuring,
    long noProgressNanos,
    long limitNanos,
    Optional<SimulationClasses> classes,
    Map<String, String> inputs,
    Optional<EventOrder> events,
    Optional<ClusterOrder> cluster) {

  /** On which nodes, whatever is performed; empty for an engine that has one JVM. */
  Optional<ClusterOrder> nodes() {
    return events.flatMap(EventOrder::cluster).or(() -> cluster);
  }
}
