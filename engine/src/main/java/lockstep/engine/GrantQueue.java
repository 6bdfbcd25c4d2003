package lockstep.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import lockstep.simulation.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Who may use each resource of a block, and who waits for it. First come, first served: nobody overtakes, so readers that come
 * after a waiting writer wait behind it. What engines use that have messages or callbacks instead of locks.
 *
 * <p>Used by one thread at a time.
 *
 * @param <W> who waits
 */
public final class GrantQueue<W extends GrantQueue.Waiter> {

  /** Somebody who can wait for a resource. */
  public interface Waiter {
    /** How it asked for the resource that it waits for. */
    Mode mode();

    /** How many permits it asked for. */
    default int permits() {
      return 1;
    }
  }

  private static final int EXCLUSIVELY = -1;

  private final int[] permits;
  private final int[] users;
  private final @Nullable ArrayDeque<W>[] waiting;

  /**
   * A block in which everything is free.
   *
   * @param size how many resources; they are numbered from 0 in this block
   * @param permits how many permits each of them has
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public GrantQueue(int size, IntUnaryOperator permits) {
    this.permits = new int[size];
    Arrays.setAll(this.permits, permits);
    this.users = new int[size];
    this.waiting = new ArrayDeque[size];
  }

  /** Grants a resource, or one permit of it, as {@link #grant(int, Mode, int)} does. */
  public boolean grant(int resource, Mode mode) {
    return grant(resource, mode, 1);
  }

  /** Grants a resource if it is free and nobody waits for it; otherwise the caller may {@link #enqueue} itself. */
  public boolean grant(int resource, Mode mode, int permitsAsked) {
    ArrayDeque<W> queue = waiting[resource];
    return (queue == null || queue.isEmpty()) && take(resource, mode, permitsAsked);
  }

  /** Has somebody wait for a resource until {@link #next} returns it. */
  public void enqueue(int resource, W waiter) {
    ArrayDeque<W> queue = waiting[resource];
    if (queue == null) {
      queue = new ArrayDeque<>(4);
      waiting[resource] = queue;
    }
    queue.add(waiter);
  }

  /** The first that waits for a resource and fits; null when there is none. */
  public @Nullable W waiting(int resource, Predicate<? super W> which) {
    ArrayDeque<W> queue = waiting[resource];
    if (queue != null) {
      for (W waiter : queue) {
        if (which.test(waiter)) {
          return waiter;
        }
      }
    }
    return null;
  }

  /** Has the waiters that fit wait no more for a resource; false when none did. */
  public boolean withdraw(int resource, Predicate<? super W> which) {
    ArrayDeque<W> queue = waiting[resource];
    return queue != null && queue.removeIf(which);
  }

  /** Gives a resource back, or one permit of it, as {@link #release(int, Mode, int)} does. */
  public void release(int resource, Mode mode) {
    release(resource, mode, 1);
  }

  /** Gives a resource back, also permits that were taken, by a task that gave up; {@link #next} then says who has it next. */
  public void release(int resource, Mode mode, int permitsHeld) {
    if (mode == Mode.TAKE) {
      permits[resource] += permitsHeld;
      return;
    }
    int using = users[resource];
    boolean held = mode == Mode.EXCLUSIVE ? using == EXCLUSIVELY : using > 0;
    if (!held) {
      throw new IllegalStateException("resource " + resource + " of this block is not held " + mode);
    }
    users[resource] = mode == Mode.EXCLUSIVE ? 0 : using - 1;
  }

  /** Adds a permit to a counted resource; {@link #next} then says who gets it. */
  public void put(int resource) {
    permits[resource]++;
  }

  /** The next waiter that a resource can be granted to, and now is; null when there is none. Ask until it is null. */
  public @Nullable W next(int resource) {
    ArrayDeque<W> queue = waiting[resource];
    W first = queue == null ? null : queue.peek();
    if (queue == null || first == null || !take(resource, first.mode(), first.permits())) {
      return null;
    }
    return queue.remove();
  }

  private boolean take(int resource, Mode mode, int count) {
    int using = users[resource];
    boolean free =
        switch (mode) {
          case EXCLUSIVE -> using == 0;
          case SHARED -> using >= 0;
          case PERMIT, TAKE -> using + count <= permits[resource];
        };
    if (free) {
      switch (mode) {
        case EXCLUSIVE -> users[resource] = EXCLUSIVELY;
        case SHARED, PERMIT -> users[resource] = using + 1;
        case TAKE -> permits[resource] -= count;
      }
    }
    return free;
  }
}
