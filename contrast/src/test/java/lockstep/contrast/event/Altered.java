package lockstep.contrast.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import lockstep.simulation.Cells;
import lockstep.simulation.Findings;

/** The end of a run in which one word was changed: what a model's checks must notice. */
record Altered(Cells end, int entity, int word, LongUnaryOperator change) implements Cells {

  /** What the model finds when one word of one entity is not what it was. */
  static List<String> findings(Simulated run, int entity, int word, LongUnaryOperator change) {
    List<String> broken = new ArrayList<>();
    Findings findings =
        (String invariant, boolean holds, Supplier<String> detail) -> {
          if (!holds) {
            broken.add(invariant + ": " + detail.get());
          }
        };
    run.model().verify(new Altered(run.end(), entity, word, change), run.statistics(), findings);
    return broken;
  }

  @Override
  public int resources() {
    return end.resources();
  }

  @Override
  public long get(int resource, int at) {
    long value = end.get(resource, at);
    return resource == entity && at == word ? change.applyAsLong(value) : value;
  }
}
