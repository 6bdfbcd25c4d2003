package lockstep.simulation.epidemic;

import java.util.List;
import lockstep.simulation.Cells;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.Findings;
import lockstep.simulation.Graph;
import lockstep.simulation.Series;
import lockstep.simulation.Series.Shows;
import lockstep.simulation.Statistic;
import lockstep.simulation.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * The persons. As soon as one is infected it is drawn how long that will last and whom the person will meet meanwhile; of meetings
 * with the same neighbour only the first one counts. A meeting carries how many infections lie between the one who meets and the
 * beginning.
 */
record Outbreak(Epidemic.Parameters p, int persons, @Nullable Graph graph) implements EventModel {

  static final long TICKS_PER_UNIT = 1_000_000_000;

  static final int MEETING = 0;
  static final int RECOVERY = 1;

  static final int STATE = 0;
  static final int GENERATION = 1;
  static final int RECOVERS = 2;
  private static final int WORDS = 3;

  static final int SUSCEPTIBLE = 0;
  static final int INFECTED = 1;
  static final int RECOVERED = 2;

  private static final int INFECTIONS = 0;
  private static final int TIME = 1;
  private static final int GENERATIONS = 64;

  @Override
  public int entities() {
    return persons;
  }

  @Override
  public long lookahead() {
    return Math.round(p.latency() * TICKS_PER_UNIT);
  }

  @Override
  public long ticksPerUnit() {
    return TICKS_PER_UNIT;
  }

  @Override
  public int words() {
    return WORDS;
  }

  @Override
  public int payload() {
    return 1;
  }

  @Override
  public List<Statistic> statistics() {
    return List.of(new Statistic("infections before one's own", GENERATIONS, 1), Statistic.of("time of infection"));
  }

  /** The curves are numbered as the states of persons are. */
  @Override
  public List<Series> series() {
    long interval = Math.round(p.interval() * TICKS_PER_UNIT);
    return List.of(
        new Series("susceptible", interval, Shows.LEVEL),
        new Series("infected", interval, Shows.LEVEL),
        new Series("recovered", interval, Shows.LEVEL));
  }

  @Override
  public void start(Entity self) {
    self.count(SUSCEPTIBLE, 1);
    if (self.id() >= p.first() && self.id() < p.first() + p.infected()) {
      infect(self, 0);
    }
  }

  @Override
  public void handle(Entity self, Event event) {
    if (event.kind() == RECOVERY) {
      change(self, INFECTED, RECOVERED);
    } else if (self.get(STATE) == SUSCEPTIBLE) {
      infect(self, event.a());
    }
  }

  private void infect(Entity self, long generation) {
    change(self, SUSCEPTIBLE, INFECTED);
    self.record(INFECTIONS, generation);
    self.record(TIME, self.now());
    long infectious = 1 + (long) self.draw().exponential(p.duration() * TICKS_PER_UNIT);
    self.set(GENERATION, generation);
    self.set(RECOVERS, self.now() + infectious);
    self.send(self.id(), infectious, RECOVERY);
    if (p.contacts() == 0) {
      return;
    }
    if (graph == null) {
      meetAnybody(self, infectious, generation + 1);
    } else {
      meetNeighbours(self, graph, infectious, generation + 1);
    }
  }

  private void meetAnybody(Entity self, long infectious, long generation) {
    double between = TICKS_PER_UNIT / p.contacts();
    for (double time = self.draw().exponential(between); time < infectious; time += self.draw().exponential(between)) {
      self.send(self.draw().otherThan(self.id(), persons), lookahead() + (long) time, MEETING, generation);
    }
  }

  private void meetNeighbours(Entity self, Graph neighbours, long infectious, long generation) {
    double between = TICKS_PER_UNIT / p.contacts();
    for (int number = 0; number < neighbours.degree(self.id()); number++) {
      double time = self.draw().exponential(between);
      if (time < infectious) {
        self.send(neighbours.neighbour(self.id(), number), lookahead() + (long) time, MEETING, generation);
      }
    }
  }

  private static void change(Entity self, int from, int to) {
    self.set(STATE, to);
    self.count(from, -1);
    self.count(to, 1);
  }

  @Override
  public void verify(Cells end, Statistics statistics, Findings out) {
    Census census = Census.of(end);
    for (int state = SUSCEPTIBLE; state <= RECOVERED; state++) {
      out.equal(series().get(state).name() + ", by the curve", census.of(state), statistics.value(state, statistics.slots(state) - 1));
    }
    Descent.verify(p, graph, end, out);
    if (graph == null && census.isOver(statistics.end() - lookahead())) {
      FinalSize.verify(p, census.ever(), out);
    }
  }
}
