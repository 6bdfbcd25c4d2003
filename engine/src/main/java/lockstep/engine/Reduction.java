package lockstep.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import lockstep.engine.WorkerState.Claim;
import lockstep.simulation.Mode;

/**
 * Graph reduction (Holt, "Some deadlock properties of computer systems", ACM Computing Surveys 4(3), 1972): takes away every worker
 * that can go on, with what it holds, until none can. What is left waits for itself, for ever. Used by one thread.
 *
 * <p>A wait for something that is taken is no part of it: somebody may still put one.
 */
final class Reduction {

  private final List<WorkerState> workers;
  private final IntUnaryOperator permits;
  private final boolean readersWait;
  private final boolean[] left;
  private final Map<Integer, List<Integer>> holders = new HashMap<>();
  private final Map<Integer, List<Integer>> askers = new HashMap<>();
  private final ArrayDeque<Integer> unsure = new ArrayDeque<>();

  /**
   * Reduces workers.
   *
   * @param permits how many permits each resource has
   * @param readersWait whether a reader waits behind a writer that waits, so that it can go on only when that writer could; else it may
   *     join other readers at any time
   */
  Reduction(List<WorkerState> workers, IntUnaryOperator permits, boolean readersWait) {
    this.workers = workers;
    this.permits = permits;
    this.readersWait = readersWait;
    this.left = new boolean[workers.size()];
    Arrays.fill(left, true);
    for (int n = 0; n < left.length; n++) {
      WorkerState worker = workers.get(n);
      for (Claim claim : worker.holds()) {
        if (claim.mode() != Mode.TAKE) {
          holders.computeIfAbsent(claim.resource(), r -> new ArrayList<>()).add(n);
        }
      }
      if (worker.wants().isPresent()) {
        askers.computeIfAbsent(worker.wants().get().resource(), r -> new ArrayList<>()).add(n);
      }
      unsure.add(n);
    }
    reduce();
  }

  private void reduce() {
    while (!unsure.isEmpty()) {
      int n = unsure.remove();
      if (left[n] && canGoOn(workers.get(n))) {
        leaves(n);
      }
    }
  }

  private void leaves(int n) {
    left[n] = false;
    WorkerState worker = workers.get(n);
    for (Claim claim : worker.holds()) {
      unsure.addAll(askers.getOrDefault(claim.resource(), List.of()));
    }
    if (readersWait && writes(worker)) {
      unsure.addAll(askers.getOrDefault(worker.wants().orElseThrow().resource(), List.of()));
    }
  }

  private boolean canGoOn(WorkerState worker) {
    return worker.wants().map(wanted -> isFree(wanted) && !(readersWait && isBehindWriter(wanted))).orElse(true);
  }

  private boolean isFree(Claim wanted) {
    return switch (wanted.mode()) {
      case TAKE -> true;
      case PERMIT -> users(wanted.resource()).count() < permits.applyAsInt(wanted.resource());
      case EXCLUSIVE, SHARED ->
          users(wanted.resource()).noneMatch(n -> workers.get(n).holds().stream().anyMatch(wanted::excludes));
    };
  }

  private boolean isBehindWriter(Claim wanted) {
    return wanted.mode() == Mode.SHARED
        && askers.getOrDefault(wanted.resource(), List.of()).stream().anyMatch(n -> left[n] && writes(workers.get(n)));
  }

  private static boolean writes(WorkerState worker) {
    return worker.wants().map(Claim::mode).equals(Optional.of(Mode.EXCLUSIVE));
  }

  /** Who is left and holds a resource. */
  private IntStream users(int resource) {
    return holders.getOrDefault(resource, List.of()).stream().mapToInt(n -> n).filter(n -> left[n]);
  }

  /** A worker gives back all that it holds, and waits no more. */
  void giveUp(WorkerState worker) {
    leaves(workers.indexOf(worker));
    reduce();
  }

  /** Who is left. */
  List<WorkerState> left() {
    return IntStream.range(0, left.length).filter(n -> left[n]).mapToObj(workers::get).toList();
  }

  /** Follows the waits from the first worker that is left until one comes again; empty when nobody is left. */
  List<WorkerState> circle() {
    List<WorkerState> path = new ArrayList<>();
    Optional<WorkerState> at = left().stream().findFirst();
    while (at.isPresent() && !path.contains(at.get())) {
      path.add(at.get());
      int wanted = at.get().wants().orElseThrow().resource();
      at = users(wanted).mapToObj(workers::get).findFirst();
    }
    return at.map(first -> List.copyOf(path.subList(path.indexOf(first), path.size()))).orElse(List.of());
  }
}
