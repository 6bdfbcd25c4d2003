package lockstep.engine;

import java.util.Arrays;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;

/** The pauses of one plan: how long each is to take, and how it is passed. Part of a {@link PlannedTask}. */
final class Pauses {

  private boolean thinksByTimer;
  private boolean gapsByTimer;
  private boolean holdsByTimer;
  private long thinkNanos;
  private long gapNanos;
  private long holdNanos;
  private long[] awaitNanos = new long[0];
  private int awaits;

  /** No pause at all: what a plan begins with. */
  void clear() {
    thinkNanos = 0;
    gapNanos = 0;
    holdNanos = 0;
    awaits = 0;
  }

  void think(Pause pause, long nanos) {
    thinksByTimer = pause == Pause.TIMER;
    thinkNanos = length("think", pause, nanos);
  }

  void gap(Pause pause, long nanos) {
    gapsByTimer = pause == Pause.TIMER;
    gapNanos = length("gap", pause, nanos);
  }

  void hold(Pause pause, long nanos) {
    holdsByTimer = pause == Pause.TIMER;
    holdNanos = length("hold", pause, nanos);
  }

  void await(long nanos) {
    if (awaits == Plan.MOST_AWAITS) {
      throw new IllegalArgumentException("a task has at most " + Plan.MOST_AWAITS + " timer waits");
    }
    if (awaits == awaitNanos.length) {
      awaitNanos = Arrays.copyOf(awaitNanos, Math.min(Plan.MOST_AWAITS, Math.max(2, awaits * 2)));
    }
    awaitNanos[awaits++] = length("await", Pause.TIMER, nanos);
  }

  private static long length(String step, Pause pause, long nanos) {
    if (nanos != 0) {
      check(step, pause, nanos);
    }
    return nanos;
  }

  private static void check(String step, Pause pause, long nanos) {
    boolean tooShort = pause == Pause.TIMER && nanos < Plan.SHORTEST_TIMER_NANOS;
    if (nanos < 0 || nanos > Plan.LONGEST_PAUSE_NANOS || tooShort) {
      String least = pause == Pause.TIMER ? "0 or from " + Plan.SHORTEST_TIMER_NANOS : "from 0";
      throw new IllegalArgumentException(
          step + " must be " + least + " to " + Plan.LONGEST_PAUSE_NANOS + " ns, got " + nanos);
    }
  }

  long thinkNanos() {
    return thinkNanos;
  }

  long gapNanos() {
    return gapNanos;
  }

  long holdNanos() {
    return holdNanos;
  }

  int awaits() {
    return awaits;
  }

  long awaitNanos(int number) {
    return awaitNanos[number];
  }

  /** How a pause is passed. */
  Pause kind(Step step) {
    boolean byTimer =
        switch (step) {
          case THINK -> thinksByTimer;
          case GAP -> gapsByTimer;
          case HOLD -> holdsByTimer;
          case AWAIT -> true;
          case COMPUTE, ASK, UPDATE, RELEASE, DONE -> throw new IllegalArgumentException(step + " is no pause");
        };
    return byTimer ? Pause.TIMER : Pause.SPIN;
  }

  /** How long the task may properly stay at a step without doing anything; 0 for a step that is no pause. */
  long declaredNanos(Step step) {
    return switch (step) {
      case THINK -> thinkNanos;
      case GAP -> gapNanos;
      case HOLD -> holdNanos;
      case AWAIT -> Arrays.stream(awaitNanos, 0, awaits).max().orElse(0);
      case COMPUTE, ASK, UPDATE, RELEASE, DONE -> 0;
    };
  }
}
