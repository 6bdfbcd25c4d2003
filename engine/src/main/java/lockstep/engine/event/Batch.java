package lockstep.engine.event;

/**
 * The events that one partition sent another one in one round. Written by its sender while it handles a window, and handed over
 * after that; its sender writes it again two rounds later.
 */
public final class Batch {

  private final Bucket events;

  Batch(Bucket events) {
    this.events = events;
  }

  /** Whether it has no event. */
  public boolean isEmpty() {
    return events.isEmpty();
  }

  Bucket events() {
    return events;
  }
}
