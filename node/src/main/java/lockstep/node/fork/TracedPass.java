package lockstep.node.fork;

import java.time.Duration;
import java.util.Optional;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.Outcome;
import lockstep.engine.Watch.Alarm;

/** Has an engine perform an assignment with a trace, in bounded time: of one that does not end by itself, the trace says what it did before. */
public final class TracedPass {

  private TracedPass() {}

  /**
   * Performs it on the calling thread and those of the engine. Its trace may be read then. Returns why it was ended; empty when it ended by itself.
   *
   * @param noProgress for how long no worker may begin a step
   * @param limit how long it may take
   * @param whenStuck called by another thread when it cannot even be cancelled
   */
  public static Optional<Alarm> perform(Engine engine, Assignment traced, Duration noProgress, Duration limit, Runnable whenStuck)
      throws InterruptedException {
    try (Watchdog watchdog = new Watchdog(traced, noProgress, limit, () -> {}, _ -> whenStuck.run())) {
      return switch (engine.perform(traced)) {
        case Outcome.Completed _ -> Optional.empty();
        case Outcome.Cancelled _ -> watchdog.alarm();
      };
    }
  }
}
