package lockstep.contrast.thread;

import java.util.function.Consumer;
import lockstep.engine.TaskMachine;

/** How workers that block get at the resources of their tasks. One is shared by all workers of an assignment. */
sealed interface Guards permits NoGuards, LockTable, ReservationTable, RacyCopies {

  /**
   * Waits for what the machine asks for, and grants it. Called by the worker's thread.
   *
   * @return false when the task has to give up what it holds and begin to ask anew; nothing was granted then
   */
  boolean acquire(TaskMachine machine) throws InterruptedException;

  /** Gives back all that the machine was granted. Called by the thread that acquired it. */
  void release(TaskMachine machine);

  /** What has to be done beside the workers while they work. */
  interface Attendant extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins what has to be done beside the workers; nothing, for most.
   *
   * @param whenBroken is told when it can be done no more
   */
  default Attendant attend(Consumer<RuntimeException> whenBroken) {
    return () -> {};
  }
}
