package lockstep.node.calibrate;

import java.util.Comparator;
import java.util.PriorityQueue;
import lockstep.simulation.Draw;

/**
 * Performs tasks on one lock without any clock: what every engine would tell if timers were never late and nothing took time but
 * thinking and holding.
 */
final class Replay {

  private record Arrival(long atNanos, long thoughtAtNanos, int worker, long task) {}

  private Replay() {}

  static LockFigures of(OneLock model, int workers, long seed) {
    return of(model, workers, seed, 0);
  }

  /** With every timer late by the same time. */
  static LockFigures of(OneLock model, int workers, long seed, long lateNanos) {
    PriorityQueue<Arrival> arrivals =
        new PriorityQueue<>(Comparator.comparingLong(Arrival::atNanos).thenComparingInt(Arrival::worker));
    long latency = 0;
    long held = 0;
    long thought = 0;
    long waited = 0;
    long free = 0;
    Draw draw = new Draw();
    for (int w = 0; w < Math.min(workers, model.tasks()); w++) {
      draw.restart(seed, w);
      long think = late(model.thinkNanos(draw), lateNanos);
      thought += think;
      arrivals.add(new Arrival(think, 0, w, w));
    }
    while (!arrivals.isEmpty()) {
      Arrival arrival = arrivals.remove();
      draw.restart(seed, arrival.task);
      var _ = model.thinkNanos(draw);
      long hold = late(model.holdNanos(draw), lateNanos);
      long begin = Math.max(free, arrival.atNanos);
      waited += begin - arrival.atNanos;
      held += hold;
      free = begin + hold;
      latency += free - arrival.thoughtAtNanos;
      long next = arrival.task + workers;
      if (next < model.tasks()) {
        draw.restart(seed, next);
        long think = late(model.thinkNanos(draw), lateNanos);
        thought += think;
        arrivals.add(new Arrival(free + think, free, arrival.worker, next));
      }
    }
    double tasks = model.tasks();
    return new LockFigures(
        model.tasks(), workers, free, held / tasks, thought / tasks, waited / tasks, latency / tasks);
  }

  private static long late(long nanos, long lateNanos) {
    return nanos == 0 ? 0 : nanos + lateNanos;
  }
}
