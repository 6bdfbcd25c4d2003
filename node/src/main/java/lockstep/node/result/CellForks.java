package lockstep.node.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.expectation.Coordinates;

/** The forks of one cell, in the order of their numbers; at least one. */
public final class CellForks {

  private final List<ForkResult> forks;

  private CellForks(List<ForkResult> forks) {
    this.forks = List.copyOf(forks);
  }

  /** Brings forks of the same cell together; cells are in the order of their first forks. */
  public static List<CellForks> of(List<ForkResult> forks) {
    Map<Coordinates, List<ForkResult>> cells = new LinkedHashMap<>();
    forks.forEach(fork -> cells.computeIfAbsent(fork.coordinates(), _ -> new ArrayList<>()).add(fork));
    return cells.values().stream().map(CellForks::new).toList();
  }

  /** All of them. */
  public List<ForkResult> all() {
    return forks;
  }

  /** Those with a measurement. */
  public List<ForkResult> measured() {
    return forks.stream().filter(ForkResult::isMeasured).toList();
  }

  /** One that speaks for the cell: the first with a measurement, or the first when none has. */
  public ForkResult first() {
    return forks.stream().filter(ForkResult::isMeasured).findFirst().orElse(forks.getFirst());
  }

  /** Whether it has measurements that may be compared: all are of a steady state, as far as anybody asked. */
  public boolean isSettled() {
    return forks.stream().filter(ForkResult::isMeasured).allMatch(ForkResult::isSettled);
  }

  /** Whether more tasks arrived than one of its forks could do. */
  public boolean isOverloaded() {
    return forks.stream().anyMatch(ForkResult::isOverloaded);
  }

  /** Whether tasks arrived from outside: the throughput is what was asked for then. */
  public boolean hasOpenLoad() {
    return forks.getFirst().settings().containsKey(Coordinates.RATE);
  }

  /** The throughput of each measured fork. */
  double[] throughputs() {
    return measured().stream().mapToDouble(fork -> fork.throughput().orElseThrow()).toArray();
  }

  /** What the measured forks say of the throughput; empty when there are none. */
  public Optional<Estimated> throughput() {
    double[] each = throughputs();
    return each.length == 0 ? Optional.empty() : Optional.of(Estimated.ofMean(each));
  }

  /** How many cores its forks could use; empty when nothing is said of it. */
  Optional<Integer> cores() {
    return Optional.ofNullable(forks.getFirst().settings().get(Coordinates.CORES)).map(Integer::valueOf);
  }

  Coordinates coordinates() {
    return forks.getFirst().coordinates();
  }
}
