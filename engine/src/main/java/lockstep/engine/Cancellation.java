package lockstep.engine;

import java.util.concurrent.CopyOnWriteArrayList;

/** A request to end an assignment early. Any thread may request it, once or more often. */
public final class Cancellation {

  private final CopyOnWriteArrayList<Runnable> actions = new CopyOnWriteArrayList<>();

  /** Written before the actions run: a worker that sees it set may stop at once. */
  private volatile boolean requested;

  /** Whether it was requested. */
  public boolean requested() {
    return requested;
  }

  /** Requests it: runs the actions of {@link #onRequest} on the calling thread. */
  public void request() {
    requested = true;
    actions.forEach(Runnable::run);
  }

  /**
   * Has an action run when it is requested, or at once when it was already. The action may run twice when both happen at the
   * same time; it must be quick and must not throw.
   */
  public void onRequest(Runnable action) {
    actions.add(action);
    if (requested) {
      action.run();
    }
  }
}
