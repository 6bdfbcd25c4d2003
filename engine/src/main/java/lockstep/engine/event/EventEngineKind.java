package lockstep.engine.event;

import java.util.function.Supplier;

/**
 * One way to coordinate partitions, as it can be chosen by name.
 *
 * @param name the name in scenario files; the same as that of the engine of task models that coordinates in the same way
 * @param concurrent whether it has more than one partition and more than one worker
 * @param opener starts an engine of this kind
 */
public record EventEngineKind(String name, boolean concurrent, Supplier<EventEngine> opener) {

  /** Starts an engine; the caller closes it. */
  public EventEngine open() {
    return opener.get();
  }
}
