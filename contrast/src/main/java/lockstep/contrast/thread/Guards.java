package lockstep.contrast.thread;

import lockstep.engine.TaskMachine;

/** How workers that block get at the resources of their tasks. One is shared by all workers of an assignment. */
sealed interface Guards permits NoGuards, LockTable, RacyCopies {

  /** Waits for what the machine asks for, and grants it. Called by the worker's thread. */
  void acquire(TaskMachine machine) throws InterruptedException;

  /** Gives back all that the machine was granted. Called by the thread that acquired it. */
  void release(TaskMachine machine);
}
