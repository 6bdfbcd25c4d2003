package lockstep.contrast.thread;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import lockstep.engine.Assignment;
import lockstep.engine.EngineConformance;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import org.junit.jupiter.api.Test;

final class SequentialEngineTest extends EngineConformance {

  SequentialEngineTest() {
    super(SequentialEngine.KIND);
  }

  @Test
  void rejectsMoreThanOneWorker() {
    Sketch nothing = Sketch.of("nothing", 1, 0, (i, draw, plan) -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine().perform(Assignment.of(nothing, 1, 2, Policy.ORDERED)))
        .withMessage("sequential has one worker, got 2");
  }
}
