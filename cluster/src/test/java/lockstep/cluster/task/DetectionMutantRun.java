package lockstep.cluster.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import lockstep.engine.Sketch;
import lockstep.simulation.Draw;
import lockstep.simulation.Plan;

/** Has workers of two nodes deadlock; loaded together with actors that are broken on purpose. */
public final class DetectionMutantRun implements BiFunction<String, Object[], String> {

  private static final int WORKERS = 6;
  private static final int RESOURCES = 3;
  private static final int SEEDS = 20;

  /** What workers ask for. */
  public enum Asking {
    /** Each for its own resource, and then for the next one's. */
    IN_A_RING,
    /** Each for one of two permits of each kind, so that circles overlap and one may go away while another is seen. */
    FOR_PERMITS
  }

  /**
   * @param asking the name of an {@link Asking}
   * @param ignored nothing else is told
   * @return {@code done}, or what went wrong, seed by seed: in which seed something does depends on the clock
   */
  @Override
  public String apply(String asking, Object[] ignored) {
    boolean ring = Asking.valueOf(asking) == Asking.IN_A_RING;
    Sketch model =
        ring
            ? Sketch.of("ring", 30, WORKERS, (i, draw, plan) -> plan.exclusive((int) (i % WORKERS)).exclusive((int) ((i + 1) % WORKERS)))
            : Sketch.of("permits", 24, RESOURCES, (i, draw, plan) -> oneOfEach(draw, plan)).withPermits(_ -> 2);
    Cast cast = new Cast();
    List<String> faults = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      NodesStage stage = new NodesStage(cast, model, 2, WORKERS, .1, seed);
      try {
        stage.play();
        stage.assertDone("done");
      } catch (AssertionError e) {
        faults.add("seed " + seed + ": " + e.getMessage());
        continue;
      }
      if (ring && stage.account().deadlocks().broken() != stage.circles()) {
        faults.add("seed " + seed + ": " + stage.account().deadlocks().broken() + " victims of " + stage.circles() + " circles");
      }
    }
    return faults.isEmpty() ? "done" : String.join("\n", faults);
  }

  private static void oneOfEach(Draw draw, Plan plan) {
    int first = draw.below(RESOURCES);
    int step = draw.chance(.5) ? 1 : RESOURCES - 1;
    for (int n = 0; n < RESOURCES; n++) {
      plan.permit((first + n * step) % RESOURCES);
    }
  }
}
