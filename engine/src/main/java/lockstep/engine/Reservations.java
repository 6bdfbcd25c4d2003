package lockstep.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.IntUnaryOperator;
import lockstep.simulation.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Who uses which resources, when each task takes all of its own in one step or waits holding nothing: the policy
 * {@code all-at-once}. Who is served next is the longest waiting task whose needs are all free; a task with many needs can be
 * overtaken by others with few.
 *
 * <p>Used by one thread at a time: the thread engines guard it by a lock, the actor engine by an actor.
 *
 * @param <R> what asks: knows the needs of one task
 */
public final class Reservations<R extends Reservations.Request> {

  /** The needs of one task, which must not change while it waits or holds. */
  public interface Request {
    /** How many resources it needs. */
    int needs();

    /** One of them. */
    int neededResource(int n);

    /** How it needs that. */
    Mode neededMode(int n);

    /** How many permits of it. */
    int neededPermits(int n);
  }

  private static final int EXCLUSIVELY = -1;

  private final int[] permits;

  /** For each resource how many use it, or {@link #EXCLUSIVELY}. */
  private final int[] users;

  private final ArrayDeque<R> waiting = new ArrayDeque<>();

  /** Everything is free. */
  public Reservations(int resources, IntUnaryOperator permitsOf) {
    this.users = new int[resources];
    this.permits = new int[resources];
    Arrays.setAll(permits, permitsOf);
  }

  /** Takes all that is needed, if all of it is free now; takes nothing otherwise. */
  public boolean take(R request) {
    for (int n = 0; n < request.needs(); n++) {
      if (!isFree(request, n)) {
        return false;
      }
    }
    for (int n = 0; n < request.needs(); n++) {
      int resource = request.neededResource(n);
      switch (request.neededMode(n)) {
        case EXCLUSIVE -> users[resource] = EXCLUSIVELY;
        case SHARED, PERMIT -> users[resource]++;
        case TAKE -> permits[resource] -= request.neededPermits(n);
      }
    }
    return true;
  }

  private boolean isFree(R request, int n) {
    int resource = request.neededResource(n);
    return switch (request.neededMode(n)) {
      case EXCLUSIVE -> users[resource] == 0;
      case SHARED -> users[resource] >= 0;
      case PERMIT, TAKE -> users[resource] + request.neededPermits(n) <= permits[resource];
    };
  }

  /** Has a task wait until {@link #next} returns it. */
  public void enqueue(R request) {
    waiting.add(request);
  }

  /** Has a task wait no more; false when it did not. */
  public boolean withdraw(R request) {
    return waiting.remove(request);
  }

  /** Gives back all that a task had taken, except what it used up; {@link #next} then says who is served. */
  public void release(Request request) {
    for (int n = 0; n < request.needs(); n++) {
      int resource = request.neededResource(n);
      switch (request.neededMode(n)) {
        case EXCLUSIVE -> users[resource] = 0;
        case SHARED, PERMIT -> users[resource]--;
        case TAKE -> {}
      }
    }
  }

  /** Adds a permit to a counted resource; {@link #next} then says who is served. */
  public void put(int resource) {
    permits[resource]++;
  }

  /** A waiting task that could be served, and now is; null when there is none. Ask until it is null. */
  public @Nullable R next() {
    for (Iterator<R> each = waiting.iterator(); each.hasNext(); ) {
      R request = each.next();
      if (take(request)) {
        each.remove();
        return request;
      }
    }
    return null;
  }
}
