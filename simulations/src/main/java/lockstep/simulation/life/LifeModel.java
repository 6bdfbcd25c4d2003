package lockstep.simulation.life;

import java.util.List;
import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.Findings;
import lockstep.simulation.Series;
import lockstep.simulation.Series.Shows;
import lockstep.simulation.Statistics;

/**
 * The blocks of a board, by rows. In tick {@code g} a block hears how its neighbours stand in generation {@code g - 1}, and tells
 * them how it stands in generation {@code g}. Neighbours are numbered by rows: 0 in the north-west, 7 in the south-east.
 */
record LifeModel(Life.Parameters p) implements EventModel {

  /** The kind of an event is the number of the neighbour that it comes from. */
  static final int NEIGHBOURS = 8;

  static final int CELLS = 0;
  static final int NEIGHBOUR = 1;
  static final int HEARD = NEIGHBOUR + NEIGHBOURS;
  static final int GENERATION = HEARD + 1;
  static final int AT_FIRST = GENERATION + 1;
  private static final int WORDS = AT_FIRST + 1;

  static final int ALIVE = 0;
  static final int BIRTHS = 1;
  static final int DEATHS = 2;

  @Override
  public int entities() {
    return p.width() * p.height();
  }

  @Override
  public long lookahead() {
    return 1;
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
  public List<Series> series() {
    return List.of(
        new Series("alive", p.interval(), Shows.LEVEL),
        new Series("births", p.interval(), Shows.FLOW),
        new Series("deaths", p.interval(), Shows.FLOW));
  }

  @Override
  public void start(Entity self) {
    long cells = p.pattern() == Beginning.RANDOM ? randomCells(self.draw()) : patternCells(self.id());
    self.set(CELLS, cells);
    self.set(AT_FIRST, cells);
    self.count(ALIVE, Long.bitCount(cells));
    tellNeighbours(self, cells);
  }

  private long randomCells(Draw draw) {
    long cells = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      cells |= draw.chance(p.density()) ? 1L << bit : 0;
    }
    return cells;
  }

  private long patternCells(int id) {
    int west = id % p.width() * Block.SIDE;
    int north = id / p.width() * Block.SIDE;
    long cells = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      boolean lives =
          p.pattern()
              .lives(west + bit % Block.SIDE, north + bit / Block.SIDE, p.width() * Block.SIDE, p.height() * Block.SIDE);
      cells |= lives ? 1L << bit : 0;
    }
    return cells;
  }

  @Override
  public void handle(Entity self, Event event) {
    self.set(NEIGHBOUR + event.kind(), event.a());
    long heard = self.get(HEARD) + 1;
    if (heard < NEIGHBOURS) {
      self.set(HEARD, heard);
      return;
    }
    long cells = self.get(CELLS);
    long next =
        Block.next(
            self.get(NEIGHBOUR),
            self.get(NEIGHBOUR + 1),
            self.get(NEIGHBOUR + 2),
            self.get(NEIGHBOUR + 3),
            cells,
            self.get(NEIGHBOUR + 4),
            self.get(NEIGHBOUR + 5),
            self.get(NEIGHBOUR + 6),
            self.get(NEIGHBOUR + 7));
    self.set(HEARD, 0);
    self.set(CELLS, next);
    self.add(GENERATION, 1);
    if (next != cells) {
      int births = Long.bitCount(next & ~cells);
      int deaths = Long.bitCount(cells & ~next);
      self.count(BIRTHS, births);
      self.count(DEATHS, deaths);
      self.count(ALIVE, births - deaths);
    }
    tellNeighbours(self, next);
  }

  private void tellNeighbours(Entity self, long cells) {
    int column = self.id() % p.width();
    int row = self.id() / p.width();
    int west = (column == 0 ? p.width() : column) - 1;
    int east = column == p.width() - 1 ? 0 : column + 1;
    int north = ((row == 0 ? p.height() : row) - 1) * p.width();
    int south = (row == p.height() - 1 ? 0 : row + 1) * p.width();
    int here = row * p.width();
    // Who stands in the north-west of a block has that block in its south-east.
    self.send(north + west, 1, 7, cells);
    self.send(north + column, 1, 6, cells);
    self.send(north + east, 1, 5, cells);
    self.send(here + west, 1, 4, cells);
    self.send(here + east, 1, 3, cells);
    self.send(south + west, 1, 2, cells);
    self.send(south + column, 1, 1, cells);
    self.send(south + east, 1, 0, cells);
  }

  /** Blocks keep step; patterns become what they are known to become; small boards are played again, cell by cell. */
  @Override
  public void verify(Cells end, Statistics statistics, Findings out) {
    long generation = end.get(0, GENERATION);
    long inStep = 0;
    long alive = 0;
    for (int id = 0; id < end.resources(); id++) {
      inStep += end.get(id, GENERATION) == generation ? 1 : 0;
      alive += Long.bitCount(end.get(id, CELLS));
    }
    out.equal("blocks in the same generation", end.resources(), inStep);
    out.equal("cells alive, by the curve", alive, statistics.value(ALIVE, statistics.slots(ALIVE) - 1));
    KnownFate.of(p, generation).verify(alive, out);
    Replay.verify(p, end, generation, out);
  }
}
