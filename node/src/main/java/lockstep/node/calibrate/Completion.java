package lockstep.node.calibrate;

import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;

/** Has an engine do all of an assignment. */
final class Completion {

  private Completion() {}

  static Outcome.Completed of(EngineKind kind, Assignment assignment) throws InterruptedException {
    try (Engine engine = kind.open()) {
      if (engine.perform(assignment) instanceof Outcome.Completed completed) {
        return completed;
      }
    }
    throw new IllegalStateException("nobody cancelled it");
  }
}
