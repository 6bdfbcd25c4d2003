package lockstep.engine.event;

import java.util.List;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.Series;
import lockstep.simulation.Statistic;

/**
 * A model made to be hard: what entities become depends on the order of all events, and its parameters choose ties, sends within the
 * window, far futures, bursts and idleness.
 *
 * @param starters how many entities start; the others only react
 * @param spread delays differ by less than this many ticks
 * @param grain delays are multiples of it beyond the lookahead, so that there are ties
 * @param staying how often an entity sends to itself
 * @param bursting how often it also sends a burst of events that end there
 */
public record Tangle(
    String name,
    int entities,
    int starters,
    long lookahead,
    long spread,
    long grain,
    double staying,
    double bursting,
    int payload)
    implements EventModel {

  private static final int STEP = 7;
  private static final int LEAF = 255;
  private static final int BURST = 40;

  @Override
  public int words() {
    return 3;
  }

  @Override
  public List<Statistic> statistics() {
    return List.of(new Statistic("gaps", 8, Math.max(1, spread / 4)), Statistic.of("level"));
  }

  @Override
  public List<Series> series() {
    long interval = Math.max(1, Math.max(lookahead, spread / 16));
    return List.of(new Series("steps", interval, Series.Shows.FLOW), new Series("sum", interval, Series.Shows.LEVEL));
  }

  @Override
  public int partition(int entity, int partitions) {
    return (entity * 7 + 3) % partitions;
  }

  @Override
  public void start(Entity self) {
    if (self.id() < starters) {
      step(self);
    }
  }

  @Override
  public void handle(Entity self, Event event) {
    self.set(0, self.get(0) * 31 + event.sender() * 1009L + event.kind() + event.a() + Long.rotateLeft(event.b(), 7));
    self.record(0, self.now() - self.get(2));
    self.accumulate(1, self.get(1), self.get(2));
    self.set(2, self.now());
    self.count(0, 1);
    self.count(1, self.get(0) % 5);
    if (event.kind() == STEP) {
      self.add(1, 1);
      step(self);
      if (self.draw().chance(bursting)) {
        burst(self);
      }
    } else {
      self.add(1, -1);
    }
  }

  @Override
  public void finish(Entity self) {
    self.accumulate(1, self.get(1), self.get(2));
  }

  private void step(Entity self) {
    int to = self.draw().chance(staying) ? self.id() : self.draw().below(entities);
    long least = to == self.id() ? 1 : lookahead;
    self.send(to, least + further(self), STEP, self.get(0), self.now());
  }

  private void burst(Entity self) {
    int to = self.draw().below(entities);
    for (int n = 0; n < BURST; n++) {
      self.send(to, lookahead + further(self), LEAF, n, self.get(0));
    }
  }

  private long further(Entity self) {
    return self.draw().below(spread) / grain * grain;
  }

  @Override
  public String toString() {
    return name;
  }
}
