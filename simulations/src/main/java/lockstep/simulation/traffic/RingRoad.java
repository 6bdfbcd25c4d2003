package lockstep.simulation.traffic;

import java.util.List;
import lockstep.simulation.Cells;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.Findings;
import lockstep.simulation.Series;
import lockstep.simulation.Series.Shows;
import lockstep.simulation.Statistic;
import lockstep.simulation.Statistics;

/**
 * The segments of the road, in the direction of travel. At most one car crosses a border in one step, since who is behind it must stay
 * behind the cell that it left. So a segment is told two things before each step: by the one behind it which car came, and by the one
 * ahead how far its first car is from the border, leaving out the car that came over it: of that one the segment knows, for it sent it.
 */
record RingRoad(Traffic.Parameters p, long length, long cars) implements EventModel {

  static final int CAR = 0;
  static final int ROOM = 1;

  /** Said instead of a car when none crosses. */
  static final int NOBODY = -1;

  private static final int SPEED_BITS = 4;

  static final int HEARD = 0;
  static final int CAME = 1;
  static final int AHEAD = 2;
  static final int SENT = 3;
  static final int STEPS = 4;
  static final int ROAD = 5;

  static final int SPEED = 0;
  static final int MOVED = 0;
  private static final int STANDING = 1;

  RingRoad(Traffic.Parameters p) {
    this(p, p.length(), p.cars());
  }

  @Override
  public int entities() {
    return p.segments();
  }

  @Override
  public long lookahead() {
    return 1;
  }

  @Override
  public int words() {
    return ROAD + Segment.words(p.cells());
  }

  @Override
  public int payload() {
    return 1;
  }

  @Override
  public List<Statistic> statistics() {
    return List.of(new Statistic("speed", p.maxSpeed() + 1, 1));
  }

  @Override
  public List<Series> series() {
    return List.of(new Series("cells moved", p.interval(), Shows.FLOW), new Series("cars that stood", p.interval(), Shows.FLOW));
  }

  @Override
  public void start(Entity self) {
    long begin = (long) self.id() * p.cells();
    for (int cell = 0; cell < p.cells(); cell++) {
      if (hasCar(begin + cell)) {
        Segment.put(self, ROAD, cell, 0);
      }
    }
    tell(self, NOBODY);
  }

  private boolean hasCar(long cell) {
    return switch (p.placing()) {
      case EVEN -> (cell + 1) * cars / length != cell * cars / length;
      case JAM -> cell < cars;
    };
  }

  @Override
  public void handle(Entity self, Event event) {
    self.set(event.kind() == CAR ? CAME : AHEAD, event.a());
    long heard = self.get(HEARD) + 1;
    self.set(HEARD, heard % 2);
    if (heard == 2) {
      step(self);
    }
  }

  private void step(Entity self) {
    long came = self.get(CAME);
    if (came != NOBODY) {
      Segment.put(self, ROAD, (int) (came >>> SPEED_BITS), speed(came));
    }
    long sent = self.get(SENT);
    long room = sent == NOBODY ? self.get(AHEAD) : Math.min(self.get(AHEAD), sent >>> SPEED_BITS);
    self.add(STEPS, 1);
    tell(self, move(self, p.cells() + (int) room));
  }

  /**
   * Moves all cars, the foremost first.
   *
   * @param ahead the cell of the car before the foremost one, counted from the beginning of this segment
   * @return which car crosses the border: the cell that it comes to, and its speed
   */
  private long move(Entity self, int ahead) {
    long crosses = NOBODY;
    long moved = 0;
    long standing = 0;
    int next = ahead;
    for (int word = Segment.words(p.cells()) - 1; word >= 0; word--) {
      long cells = self.get(ROAD + word);
      while (cells != 0) {
        int place = Segment.last(cells);
        int cell = word * Segment.CELLS_IN_WORD + place;
        int speed = speed(self, Segment.car(cells, place) - 1, next - cell - 1);
        Segment.take(self, ROAD, cell);
        if (cell + speed < p.cells()) {
          Segment.put(self, ROAD, cell + speed, speed);
        } else {
          crosses = (long) (cell + speed - p.cells()) << SPEED_BITS | speed;
        }
        standing += speed == 0 ? 1 : 0;
        self.record(SPEED, speed);
        moved += speed;
        next = cell;
        cells = Segment.before(cells, place);
      }
    }
    self.count(MOVED, moved);
    self.count(STANDING, standing);
    return crosses;
  }

  /** The speed of a car that crosses a border. */
  static int speed(long car) {
    return (int) car & ((1 << SPEED_BITS) - 1);
  }

  private int speed(Entity self, int before, int gap) {
    int speed = Math.min(Math.min(before + 1, p.maxSpeed()), gap);
    return speed > 0 && p.slowdown() > 0 && self.draw().chance(p.slowdown()) ? speed - 1 : speed;
  }

  /** Tells the segment ahead which car comes, and the one behind how much room there is before the first car. */
  private void tell(Entity self, long crosses) {
    self.set(SENT, crosses);
    int id = self.id();
    self.send(id + 1 == p.segments() ? 0 : id + 1, 1, CAR, crosses);
    self.send((id == 0 ? p.segments() : id) - 1, 1, ROOM, room(self));
  }

  /** Empty cells before the first car; as many as the fastest car could use, when there are more. */
  private int room(Entity self) {
    long word = self.get(ROAD);
    int empty = word == 0 ? Segment.CELLS_IN_WORD : Segment.first(word);
    return Math.min(empty, p.maxSpeed());
  }

  @Override
  public void verify(Cells end, Statistics statistics, Findings out) {
    new RoadTheory(p).verify(end, statistics, out);
  }
}
