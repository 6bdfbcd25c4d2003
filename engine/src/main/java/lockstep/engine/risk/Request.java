package lockstep.engine.risk;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lockstep.simulation.Mode;

/** A request that is neither granted nor given up; under {@code all-at-once} for all that a task needs. */
final class Request extends Node {

  /** What is asked for. */
  record Need(Resource resource, Mode mode, int permits) {

    /** Whether it cannot be granted now. */
    boolean isRefused() {
      return resource.refuses(mode, permits);
    }

    /** Whether the same resource cannot be granted to both, or not for long. */
    boolean excludes(Need other) {
      return mode.isCounted() || mode == Mode.EXCLUSIVE || other.mode == Mode.EXCLUSIVE;
    }
  }

  private static final long NOT_DEEP = -1;

  final Performer performer;
  final long number;
  final List<Need> needs;
  private final long task;
  private final long beginNanos;
  private boolean waits;
  private int depth = 1;
  private List<Request> circle = List.of();
  private long deepSinceNanos = NOT_DEEP;
  private long deepNanos;
  private long bypassed;

  /**
   * @param number the how manieth request it is
   */
  Request(Performer performer, long number, long task, List<Need> needs, long nowNanos) {
    this.performer = performer;
    this.number = number;
    this.task = task;
    this.needs = needs;
    this.beginNanos = nowNanos;
  }

  /** Whether some of it cannot be granted now. */
  boolean isRefused() {
    for (Need need : needs) {
      if (need.isRefused()) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of those who have what it cannot get waits. */
  private boolean isBehindWaiting() {
    for (Need need : needs) {
      if (need.isRefused() && need.resource().waitingHolders > 0) {
        return true;
      }
    }
    return false;
  }

  /** Looks whether its chain has two workers; returns whether that is new. */
  boolean deepens(long nowNanos) {
    boolean was = deepSinceNanos != NOT_DEEP;
    boolean is = waits && isBehindWaiting();
    if (was && !is) {
      deepNanos += nowNanos - deepSinceNanos;
      deepSinceNanos = NOT_DEEP;
    } else if (!was && is) {
      deepSinceNanos = nowNanos;
    }
    return is && !was;
  }

  /**
   * It was found to be in a chain.
   *
   * @param workers how many wait in it
   * @param leadingBack those that lead to it and that it leads to
   */
  void isInChain(int workers, List<Request> leadingBack) {
    depth = Math.max(depth, workers);
    circle = leadingBack;
  }

  /** Those that lead to it and that it leads to, itself included, when its chain was measured last. */
  List<Request> circle() {
    return circle;
  }

  /** Those that wait for some of it, that it excludes, and that were made before. */
  Set<Request> bypassed() {
    Set<Request> earlier = new LinkedHashSet<>();
    for (Need need : needs) {
      for (Request other : need.resource().asking) {
        if (other.number > number) {
          break;
        }
        if (other.waits && other.isExcludedBy(need)) {
          earlier.add(other);
        }
      }
    }
    return earlier;
  }

  private boolean isExcludedBy(Need granted) {
    return needs.stream().anyMatch(need -> need.resource() == granted.resource() && need.excludes(granted));
  }

  void isBypassed() {
    bypassed++;
  }

  boolean waits() {
    return waits;
  }

  void beginsToWait() {
    waits = true;
  }

  /** It waits no more. */
  Wait ends(long nowNanos) {
    waits = false;
    deepens(nowNanos);
    return until(nowNanos);
  }

  /** How it waits until now. */
  Wait until(long nowNanos) {
    long deep = deepNanos + (deepSinceNanos == NOT_DEEP ? 0 : nowNanos - deepSinceNanos);
    return new Wait(performer.worker, task, beginNanos, nowNanos, depth, deep, bypassed);
  }

  long beginNanos() {
    return beginNanos;
  }
}
