package lockstep.simulation.traffic;

import lockstep.simulation.EventModel;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Simulation;

/**
 * Cars on a ring road of one lane (Nagel and Schreckenberg, "A cellular automaton model for freeway traffic", Journal de Physique I 2,
 * 1992). In each unit of time, all at once, every car speeds up by one cell, unless it is as fast as it may be; slows down to the gap
 * before it; slows down by one cell by chance; and moves. The road is cut into segments, each an entity, which tell each other
 * which car crosses their border and how much room there is behind it.
 *
 * <p>What it shows: jams without a cause, that run against the traffic; the density at which a road carries most cars; and a model in
 * which all move at once, although no entity sees more than its neighbours. Chance is drawn for each car in the segment where it is.
 */
public final class Traffic implements Simulation<Traffic.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "64", min = 1, max = 10_000_000, unit = "segments", about = "How many segments the road has") int segments,
      @Parameter(byDefault = "128", min = 16, max = 896, unit = "cells", about = "How long each segment is") int cells,
      @Parameter(byDefault = "0.1", max = 1, about = "The share of cells with a car") double density,
      @Parameter(byDefault = "5", min = 1, max = 14, unit = "cells per unit of time", about = "How fast a car may be") int maxSpeed,
      @Parameter(byDefault = "0.3", max = 1, about = "How often a car slows down for no reason") double slowdown,
      @Parameter(byDefault = "even", about = "Where the cars stand at first") Placing placing,
      @Parameter(byDefault = "10", min = 1, max = 1_000_000, unit = "units of time", about = "The step of the curves") int interval) {

    private static final long MOST_CELLS = 2_000_000_000;

    public Parameters {
      if ((long) segments * cells > MOST_CELLS) {
        throw new IllegalArgumentException(
            "segments * cells must be at most " + MOST_CELLS + ", got " + (long) segments * cells);
      }
    }

    /** Cells of the whole road. */
    long length() {
      return (long) segments * cells;
    }

    /** Cars on the whole road. */
    long cars() {
      return Math.round(density * length());
    }
  }

  @Override
  public String name() {
    return "traffic";
  }

  @Override
  public String summary() {
    return "Cars on a ring road, with jams that come from nothing";
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
    return new RingRoad(p);
  }
}
