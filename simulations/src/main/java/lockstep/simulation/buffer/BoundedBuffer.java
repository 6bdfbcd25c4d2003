package lockstep.simulation.buffer;

import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/**
 * Producers that wait for a free place in a buffer, and as many consumers that wait for an item. Places and items are counted
 * resources: a semaphore in the thread engines, credit in the actor engines.
 */
public final class BoundedBuffer implements Simulation<BoundedBuffer.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "40", min = 1, max = 50_000, unit = "pairs", about = "How many producers, and as many consumers") int pairs,
      @Parameter(byDefault = "1000", min = 1, max = 1e9, unit = "items", about = "How many items each producer makes") long items,
      @Parameter(byDefault = "50", min = 1, max = 1e9, unit = "places", about = "How many items the buffer can hold") int places) {

    public Parameters {
      if (places < pairs) {
        throw new IllegalArgumentException("places must be at least pairs (" + pairs + "), got " + places);
      }
    }
  }

  @Override
  public String name() {
    return "bounded-buffer";
  }

  @Override
  public String summary() {
    return "Producers wait for places in a buffer, consumers for items; none is lost";
  }

  @Override
  public Pattern pattern() {
    return Pattern.PRODUCERS_AND_CONSUMERS;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Buffer(p.pairs(), 2L * p.pairs() * p.items(), p.places());
  }

  private record Buffer(int pairs, long tasks, int places) implements TaskModel {

    private static final int FREE = 0;
    private static final int ITEMS = 1;
    private static final int BUFFER = 2;
    private static final int PUT_WORD = 0;
    private static final int GOT_WORD = 1;

    @Override
    public int resources() {
      return 3;
    }

    @Override
    public int words() {
      return 2;
    }

    @Override
    public int permits(int resource) {
      return switch (resource) {
        case FREE -> places;
        case ITEMS -> 0;
        default -> 1;
      };
    }

    @Override
    public boolean counted(int resource) {
      return resource != BUFFER;
    }

    /** Agents below {@code pairs} produce, the others consume. */
    @Override
    public int agents() {
      return 2 * pairs;
    }

    /** A consumer that waits for an item may not keep a producer from making one. */
    @Override
    public int leastWorkers() {
      return agents();
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      boolean produces = i % agents() < pairs;
      plan.take(produces ? FREE : ITEMS).exclusive(BUFFER).put(produces ? ITEMS : FREE).arg(0, produces ? PUT_WORD : GOT_WORD);
    }

    @Override
    public void update(Task task, Held held) {
      held.add(1, (int) task.arg(0), 1);
      long inside = held.get(1, PUT_WORD) - held.get(1, GOT_WORD);
      held.check("as many items as places at most", inside >= 0 && inside <= places);
    }

    @Override
    public void verify(Cells end, long tasks, Findings out) {
      out.equal("items put", tasks / 2, end.get(BUFFER, PUT_WORD));
      out.equal("items got", tasks / 2, end.get(BUFFER, GOT_WORD));
    }
  }
}
