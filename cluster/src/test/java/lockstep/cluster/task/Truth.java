package lockstep.cluster.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Who holds what and who waits for what at this moment, all over, as no actor can see it: what probes find is compared with that. A
 * worker has what an owner has granted to it until it sends it back.
 */
final class Truth {

  private final IntPredicate counted;
  private final int[] wants;
  private final List<Set<Integer>> holds = new ArrayList<>();

  /** Which workers were in a circle in the wait that they are in. */
  private final Set<Integer> wereInCircle = new TreeSet<>();

  /** How many circles have closed. */
  private int circles;

  Truth(int workers, IntPredicate counted) {
    this.counted = counted;
    this.wants = new int[workers];
    Arrays.fill(wants, Probe.NONE);
    for (int worker = 0; worker < workers; worker++) {
      holds.add(new TreeSet<>());
    }
  }

  void granted(int worker, int resource) {
    endsWait(worker);
    holds.get(worker).add(resource);
  }

  void waits(int worker, int resource) {
    if (!holds.get(worker).contains(resource)) {
      wants[worker] = resource;
      look();
    }
  }

  void endsWait(int worker) {
    wants[worker] = Probe.NONE;
    wereInCircle.remove(worker);
  }

  void returned(int worker, int resource) {
    holds.get(worker).remove(resource);
  }

  /** Whether a worker was, at some moment of this wait, among others that waited for each other for ever. */
  boolean wasInCircle(int worker) {
    return wereInCircle.contains(worker);
  }

  int circles() {
    return circles;
  }

  private void look() {
    Set<Integer> hopeless = hopeless();
    boolean closed = false;
    for (int worker : hopeless) {
      if (reaches(worker, worker, hopeless, new HashSet<>())) {
        closed |= wereInCircle.add(worker);
      }
    }
    circles += closed ? 1 : 0;
  }

  private Set<Integer> hopeless() {
    Set<Integer> left = new TreeSet<>();
    for (int worker = 0; worker < wants.length; worker++) {
      left.add(worker);
    }
    while (left.removeIf(worker -> canGoOn(wants[worker], left))) {
      // Until nobody else can.
    }
    return left;
  }

  private boolean canGoOn(int wanted, Set<Integer> left) {
    if (wanted == Probe.NONE) {
      return true;
    }
    List<Integer> holders = holders(wanted);
    return counted.test(wanted) ? holders.stream().anyMatch(h -> !left.contains(h)) : holders.stream().noneMatch(left::contains);
  }

  private List<Integer> holders(int resource) {
    List<Integer> holders = new ArrayList<>();
    for (int worker = 0; worker < holds.size(); worker++) {
      if (holds.get(worker).contains(resource)) {
        holders.add(worker);
      }
    }
    return holders;
  }

  private boolean reaches(int from, int to, Set<Integer> hopeless, Set<Integer> seen) {
    for (int holder : holders(wants[from])) {
      if (holder == to || (hopeless.contains(holder) && seen.add(holder) && reaches(holder, to, hopeless, seen))) {
        return true;
      }
    }
    return false;
  }
}
