package lockstep.cluster.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lockstep.cluster.task.Probe.Seen;
import lockstep.cluster.task.Probe.Taken;

/**
 * Who waits for ever, by what a probe has seen. Graph reduction (Holt, "Some deadlock properties of computer systems", ACM Computing
 * Surveys 4(3), 1972): who does not wait will give back what it holds; so will who waits for that. The others never get on.
 *
 * <p>All who wait for a resource wait for those that hold it, and for nobody else: who stands before them in the queue waits for the
 * same holders. So do readers that wait for readers, since there is a writer between them.
 *
 * @param hopeless those for whom the initiator waits for ever, and itself; empty when it will get on
 * @param circle those of them that wait for the initiator as well, and itself; empty when nobody does
 */
record Knot(List<Seen> hopeless, List<Seen> circle) {

  Knot {
    hopeless = List.copyOf(hopeless);
    circle = List.copyOf(circle);
  }

  /** The knot of a probe that has seen all. */
  static Knot of(Probe probe) {
    Reduction reduction = new Reduction(probe);
    List<Seen> hopeless = reduction.waitedForBy(probe.initiator());
    List<Seen> circle = reduction.waitingFor(probe.initiator(), hopeless);
    return new Knot(hopeless, circle.size() > 1 ? circle : List.of());
  }

  /** Whether the initiator will get on whatever else its probe may see. */
  static boolean isHopeful(Probe probe) {
    return new Reduction(probe).hopeful.contains(probe.initiator().worker());
  }

  /** Whether somebody in the circle is rather the victim than the initiator. */
  boolean hasVictimBefore(Seen initiator) {
    return circle.stream().anyMatch(one -> one.isVictimBefore(initiator));
  }

  /**
   * Whether all that keep the initiator waiting waited already at some time. If that was before any of them was seen, all of them waited at that
   * moment, each in the wait in which it was seen and with what it held then, and so there was a deadlock.
   */
  boolean waitedBefore(long nanos) {
    return hopeless.stream().allMatch(one -> one.sinceNanos() - nanos < 0);
  }

  /** When the first of the circle began to wait. */
  long firstSinceNanos() {
    return circle.stream().map(Seen::sinceNanos).reduce((a, b) -> b - a < 0 ? b : a).orElseThrow();
  }

  /** When the last one did. */
  long lastSinceNanos() {
    return circle.stream().map(Seen::sinceNanos).reduce((a, b) -> b - a > 0 ? b : a).orElseThrow();
  }

  private static final class Reduction {
    private final Probe probe;
    private final Set<Integer> hopeful = new HashSet<>();

    Reduction(Probe probe) {
      this.probe = probe;
      boolean reduced = true;
      while (reduced) {
        reduced = false;
        for (Seen worker : probe.seen()) {
          reduced |= getsOn(worker) && hopeful.add(worker.worker());
        }
      }
    }

    /** Whoever is not yet seen is taken to wait for ever. */
    private boolean getsOn(Seen worker) {
      if (!worker.waits()) {
        return true;
      }
      Taken taken = probe.taken(worker.resource());
      if (taken == null) {
        return false;
      }
      return taken.anyWillDo()
          ? taken.holders().isEmpty() || taken.holders().stream().anyMatch(holder -> givesBack(holder, taken.resource()))
          : taken.holders().stream().allMatch(holder -> givesBack(holder, taken.resource()));
    }

    /** Whether a holder will give a resource back, or has, though the owner did not know. */
    private boolean givesBack(int holder, int resource) {
      Seen seen = probe.seen(holder);
      return hopeful.contains(holder) || (seen != null && !seen.holds().contains(resource));
    }

    /** The workers that keep one waiting for ever. */
    private List<Seen> keepingWaiting(Seen worker) {
      List<Seen> keeping = new ArrayList<>();
      Taken taken = probe.taken(worker.resource());
      if (taken != null) {
        for (int holder : taken.holders()) {
          Seen seen = probe.seen(holder);
          if (seen != null && !givesBack(holder, taken.resource())) {
            keeping.add(seen);
          }
        }
      }
      return keeping;
    }

    List<Seen> waitedForBy(Seen initiator) {
      List<Seen> found = new ArrayList<>();
      if (!hopeful.contains(initiator.worker())) {
        found.add(initiator);
      }
      for (int n = 0; n < found.size(); n++) {
        for (Seen next : keepingWaiting(found.get(n))) {
          if (!found.contains(next)) {
            found.add(next);
          }
        }
      }
      return found;
    }

    List<Seen> waitingFor(Seen initiator, List<Seen> hopeless) {
      List<Seen> found = new ArrayList<>(List.of(initiator));
      boolean grown = true;
      while (grown) {
        grown = false;
        for (Seen worker : hopeless) {
          if (!found.contains(worker) && keepingWaiting(worker).stream().anyMatch(found::contains)) {
            grown = found.add(worker);
          }
        }
      }
      return found;
    }
  }
}
