package lockstep.simulation.traffic;

import lockstep.simulation.Cells;
import lockstep.simulation.Findings;
import lockstep.simulation.Statistics;

/** What must hold of a road, and what theory says of how many cells its cars move. */
final class RoadTheory {

  /** Steps without chance after which nothing is left of where the cars stood at first, for each cell of the road. */
  private static final int SETTLED_STEPS = 4;

  /** Cars that could move, from which on their number is near to normal. */
  private static final double ENOUGH_PAIRS = 100;

  /** How many cars there are, and the sum of their speeds. */
  private record Cars(long number, long speeds) {

    Cars and(Cars others) {
      return new Cars(number + others.number, speeds + others.speeds);
    }
  }

  private final Traffic.Parameters p;
  private final long length;
  private final long cars;

  RoadTheory(Traffic.Parameters p) {
    this.p = p;
    this.length = p.length();
    this.cars = p.cars();
  }

  void verify(Cells end, Statistics statistics, Findings out) {
    long steps = end.get(0, RingRoad.STEPS);
    long inStep = 0;
    Cars found = new Cars(0, 0);
    for (int id = 0; id < end.resources(); id++) {
      inStep += end.get(id, RingRoad.STEPS) == steps ? 1 : 0;
      found = found.and(carsOf(end, id));
    }
    out.equal("segments at the same step", end.resources(), inStep);
    out.equal("cars on the road", cars, found.number());
    long most = Math.min(p.maxSpeed() * cars, length - cars);
    long moved = moved(statistics);
    out.check(
        "cells moved",
        moved <= (double) steps * most,
        () -> moved + " in " + steps + " steps, each of which has room for " + most);
    if (p.slowdown() == 0 && steps >= SETTLED_STEPS * length) {
      // Nagel and Herrmann, "Deterministic models for traffic jams", Physica A 199, 1993: every car is as fast as its gap or as any.
      out.equal("cells moved in the last step, without chance", most, found.speeds());
    }
    flow(statistics, out);
  }

  /** The cars of a segment, and the one that is crossing the border to the next one. */
  private Cars carsOf(Cells end, int id) {
    long sent = end.get(id, RingRoad.SENT);
    Cars found = sent == RingRoad.NOBODY ? new Cars(0, 0) : new Cars(1, RingRoad.speed(sent));
    for (int word = 0; word < Segment.words(p.cells()); word++) {
      long cells = end.get(id, RingRoad.ROAD + word);
      while (cells != 0) {
        int place = Segment.last(cells);
        found = found.and(new Cars(1, Segment.car(cells, place) - 1));
        cells = Segment.before(cells, place);
      }
    }
    return found;
  }

  private static long moved(Statistics statistics) {
    long moved = 0;
    for (int slot = 0; slot < statistics.slots(RingRoad.MOVED); slot++) {
      moved += statistics.value(RingRoad.MOVED, slot);
    }
    return moved;
  }

  /**
   * With cars that move one cell or none, the flow in the steady state is known. The variance of its average over time is not; but an
   * average over time varies no more than what it is an average of. From an even beginning, differences of density are as great as in
   * the steady state over distances that grow as the power 2/3 of time; so the beginning is left out until they have grown to
   * the root of the road.
   */
  private void flow(Statistics statistics, Findings out) {
    long warmUp = statistics.end() - statistics.elapsed();
    boolean random = p.slowdown() > 0 && p.slowdown() < 1;
    if (p.maxSpeed() != 1 || !random || cars == 0 || cars == length || p.placing() != Placing.EVEN) {
      return;
    }
    SteadyFlow steady = SteadyFlow.of(length, cars, p.slowdown());
    if (steady.pairs() >= ENOUGH_PAIRS && warmUp >= SETTLED_STEPS * StrictMath.pow((double) length, 0.75)) {
      double observed = cars * statistics.tally(RingRoad.SPEED).mean();
      out.theory("cells moved in a step", steady.mean(), steady.deviation(), observed);
    }
  }
}
