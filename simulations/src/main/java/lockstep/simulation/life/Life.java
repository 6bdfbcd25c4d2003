package lockstep.simulation.life;

import lockstep.simulation.EventModel;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Simulation;

/**
 * Conway's Game of Life (Gardner, "Mathematical games", Scientific American 223(4), 1970) on a board whose edges meet. The board is
 * cut into blocks of 8 x 8 cells, each an entity; a generation is one unit of time and one window, in which every block tells its
 * eight neighbours how it stands.
 *
 * <p>What it shows: all entities work in all windows and all wait for their neighbours, so that it is the exchange between partitions,
 * and nothing else, that an engine pays for. Only blocks at the edge of a partition have neighbours in another one: fewer, greater
 * partitions exchange less. A run until time {@code t} ends with generation {@code t - 1}.
 */
public final class Life implements Simulation<Life.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "64", min = 1, max = 10_000, unit = "blocks of 8 cells", about = "How wide the board is") int width,
      @Parameter(byDefault = "64", min = 1, max = 10_000, unit = "blocks of 8 cells", about = "How high the board is") int height,
      @Parameter(byDefault = "r-pentomino", about = "What is on the board at first") Beginning pattern,
      @Parameter(byDefault = "0.35", max = 1, about = "How likely each cell lives at first, when the pattern is random") double density,
      @Parameter(byDefault = "1", min = 1, max = 1_000_000, unit = "generations", about = "The step of the curves") int interval) {

    private static final int MOST_BLOCKS = 50_000_000;

    public Parameters {
      if ((long) width * height > MOST_BLOCKS) {
        throw new IllegalArgumentException(
            "width and height must make at most " + MOST_BLOCKS + " blocks, got " + (long) width * height);
      }
    }
  }

  @Override
  public String name() {
    return "life";
  }

  @Override
  public String summary() {
    return "Conway's Game of Life, in blocks of 64 cells that all wait for their neighbours";
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
    return new LifeModel(p);
  }
}
