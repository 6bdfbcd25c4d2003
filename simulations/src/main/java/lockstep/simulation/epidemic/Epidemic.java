package lockstep.simulation.epidemic;

import lockstep.simulation.EventModel;
import lockstep.simulation.Graph;
import lockstep.simulation.InputFile;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Simulation;
import org.jspecify.annotations.Nullable;

/**
 * A disease that persons have once: susceptible, infected, recovered (Kermack and McKendrick, "A contribution to the mathematical
 * theory of epidemics", Proceedings of the Royal Society A 115, 1927, as a process of chance after Bartlett, 1949). An infected person
 * is infectious for an exponentially distributed time, and meets others as a Poisson process: anybody, or, with a graph, each neighbour.
 *
 * <p>The lookahead is a latent time between a meeting and what it does to a susceptible person. It makes an epidemic slower, but
 * not smaller or greater: how many are infected in the end depends on who would infect whom, and not on when (Ludwig, "Final size
 * distributions for epidemics", Mathematical Biosciences 23, 1975).
 *
 * <p>What it shows: the threshold at one infection for each infected person, beyond which some outbreaks still die at once and all
 * others reach nearly the same size; work that grows and vanishes; and, on a graph, a hub whose one event sends thousands.
 */
public final class Epidemic implements Simulation<Epidemic.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(
              byDefault = "10000",
              min = 2,
              max = 50_000_000,
              unit = "persons",
              about = "How many persons there are, without a graph")
          int persons,
      @Parameter(byDefault = "", about = "A list of pairs of persons who meet, one pair in a line; without it, anybody meets anybody")
          InputFile graph,
      @Parameter(byDefault = "1", min = 1, max = 50_000_000, unit = "persons", about = "How many persons are infected at first") int infected,
      @Parameter(byDefault = "0", max = 49_999_999, about = "The number of the first of them; the others come after it") int first,
      @Parameter(
              byDefault = "2",
              max = 10_000,
              unit = "meetings per unit of time",
              about = "How often an infected person meets anybody, or, with a graph, each neighbour")
          double contacts,
      @Parameter(
              byDefault = "1",
              min = 1e-3,
              max = 1e6,
              unit = "units of time",
              about = "How long a person is infectious, on average")
          double duration,
      @Parameter(
              byDefault = "0.1",
              min = 1e-6,
              max = 1e6,
              unit = "units of time",
              about = "How long it takes until a meeting infects")
          double latency,
      @Parameter(byDefault = "0.1", min = 1e-4, max = 1e6, unit = "units of time", about = "The step of the curves") double interval) {}

  /** Of one infected person, all of which are pending at once. */
  private static final int MOST_MEETINGS = 10_000;

  @Override
  public String name() {
    return "epidemic";
  }

  @Override
  public String summary() {
    return "A disease that spreads among persons who meet at random or along a graph";
  }

  @Override
  public Pattern pattern() {
    return Pattern.VIRTUAL_TIME;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public EventModel model(Parameters p) {
    if (!p.graph().isGiven() && p.contacts() * p.duration() > MOST_MEETINGS) {
      throw new IllegalArgumentException(
          "contacts * duration must be at most " + MOST_MEETINGS + " without a graph, got " + p.contacts() * p.duration());
    }
    @Nullable Graph graph = p.graph().isGiven() ? Graph.read(p.graph()) : null;
    int persons = graph == null ? p.persons() : graph.nodes();
    if (p.first() + (long) p.infected() > persons) {
      throw new IllegalArgumentException(
          "first + infected must be at most the number of persons (" + persons + "), got " + (p.first() + (long) p.infected()));
    }
    return new Outbreak(p, persons, graph);
  }
}
