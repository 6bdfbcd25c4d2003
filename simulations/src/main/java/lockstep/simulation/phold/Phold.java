package lockstep.simulation.phold;

import lockstep.simulation.Cells;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.Findings;
import lockstep.simulation.Parameter;
import lockstep.simulation.Simulation;
import lockstep.simulation.Statistics;

/**
 * Balls that hop between entities for ever: each event that an entity handles sends the next one, to itself or to another entity
 * (Fujimoto, "Performance of Time Warp under synthetic workloads", Proceedings of the SCS Multiconference on Distributed
 * Simulation, 1990). There is nothing in it but events, so it shows what they cost.
 */
public final class Phold implements Simulation<Phold.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "16384", min = 1, max = 50_000_000, unit = "entities", about = "How many entities there are") int entities,
      @Parameter(byDefault = "1", min = 1, max = 1000, unit = "balls", about = "How many balls each entity begins with") int balls,
      @Parameter(byDefault = "0.25", max = 1, about = "How often a ball hops to an entity drawn from all, instead of staying") double remote,
      @Parameter(byDefault = "0.1", min = 1e-6, max = 1e6, unit = "units of time", about = "The least time of a hop") double lookahead,
      @Parameter(
              byDefault = "1",
              min = 1e-6,
              max = 1e9,
              unit = "units of time",
              about = "The mean time of a hop: the least, and an exponentially distributed rest")
          double mean,
      @Parameter(byDefault = "0", max = 2, unit = "words", about = "How many words each ball carries: its hops, and where it came from")
          int payload) {

    public Parameters {
      if (mean < lookahead) {
        throw new IllegalArgumentException("mean must be at least lookahead (" + lookahead + "), got " + mean);
      }
    }
  }

  @Override
  public String name() {
    return "phold";
  }

  @Override
  public String summary() {
    return "Balls that hop between entities for ever; nothing but events";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public EventModel model(Parameters p) {
    return new Hops(p);
  }

  private record Hops(Parameters p, int entities, double remote, long lookahead, double rest) implements EventModel {

    private static final long TICKS_PER_UNIT = 1_000_000;
    private static final int BALL = 0;

    /** The number of hops is near to normal only when each ball makes many. */
    private static final double LEAST_HOPS = 20;

    Hops(Parameters p) {
      this(
          p,
          p.entities(),
          p.remote(),
          Math.round(p.lookahead() * TICKS_PER_UNIT),
          (p.mean() - p.lookahead()) * TICKS_PER_UNIT);
    }

    @Override
    public long ticksPerUnit() {
      return TICKS_PER_UNIT;
    }

    @Override
    public int payload() {
      return p.payload();
    }

    @Override
    public void start(Entity self) {
      for (int ball = 0; ball < p.balls(); ball++) {
        hop(self, self.id(), 0);
      }
    }

    @Override
    public void handle(Entity self, Event event) {
      int to = self.draw().chance(remote) ? self.draw().below(entities) : self.id();
      hop(self, to, event.a() + 1);
    }

    private void hop(Entity self, int to, long hops) {
      self.send(to, lookahead + (long) self.draw().exponential(rest), BALL, hops, self.id());
    }

    /** Each ball is a renewal process (Cox, "Renewal Theory", 1962, section 4.2): the hops of all balls until the end. */
    @Override
    public void verify(Cells end, Statistics statistics, Findings out) {
      double time = (double) statistics.end() / TICKS_PER_UNIT;
      double deviation = p.mean() - p.lookahead();
      if (deviation > 0 && time >= LEAST_HOPS * p.mean()) {
        double balls = (double) entities * p.balls();
        double ratio = deviation / p.mean();
        double expected = balls * (time / p.mean() + (ratio * ratio - 1) / 2);
        out.theory("hops", expected, Math.sqrt(balls * ratio * ratio * time / p.mean()), (double) statistics.events());
      }
    }
  }
}
