package lockstep.node.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.Estimated;
import lockstep.node.result.ForkResult;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Forks;

/**
 * Which fork comes next. Forks are run in rounds, one of each cell, and each round is shuffled: what changes slowly, such as the heat
 * of the machine, then favours no cell.
 *
 * <p>All cells go on until the last is precise. A cell that stopped by itself would stop when its forks agree by chance, and comparisons would cry
 * difference too often. Which fork comes next depends on the seed and on the results before it alone, so an interrupted run can be continued.
 */
final class Schedule {

  /**
   * A fork to be run.
   *
   * @param cell the index of its cell
   * @param fork the how manieth of its cell it is, from 1
   */
  record Turn(int cell, int fork) {}

  private final List<Cell> cells;
  private final Forks forks;
  private final Random random;
  private final List<List<ForkResult>> results;
  private final Deque<Turn> round = new ArrayDeque<>();
  private int rounds;

  /**
   * @param forks how many of each cell; of a cell with nothing to perform one tells why
   * @param seed of the order
   */
  Schedule(List<Cell> cells, Forks forks, long seed) {
    this.cells = List.copyOf(cells);
    this.forks = forks;
    this.random = new Random(seed);
    this.results = IntStream.range(0, cells.size()).<List<ForkResult>>mapToObj(_ -> new ArrayList<>()).toList();
  }

  /** The next fork; empty when every cell has enough. All that were returned before have ended. */
  Optional<Turn> next() {
    if (round.isEmpty() && (rounds < forks.min() || (rounds < forks.max() && !arePrecise()))) {
      List<Turn> turns = new ArrayList<>();
      for (int cell = 0; cell < cells.size(); cell++) {
        if (results.get(cell).size() < most(cell)) {
          turns.add(new Turn(cell, results.get(cell).size() + 1));
        }
      }
      Collections.shuffle(turns, random);
      round.addAll(turns);
      rounds++;
    }
    return Optional.ofNullable(round.pollFirst());
  }

  /** A fork has ended, or there was nothing to perform. */
  void ended(Turn turn, ForkResult result) {
    results.get(turn.cell()).add(result);
  }

  /**
   * How many forks a cell may have. One in which a fork came to nothing does not become precise by further ones. A deadlock is something: each fork is a trial of how likely
   * it is, and a cell that stopped because of one would make it look likelier.
   */
  private int most(int cell) {
    if (cells.get(cell).refusal().isPresent()) {
      return 1;
    }
    return results.get(cell).stream().allMatch(Schedule::isTrial) ? forks.max() : forks.min();
  }

  private static boolean isTrial(ForkResult fork) {
    return fork.isMeasured() || fork.status() == Status.DEADLOCK;
  }

  private boolean arePrecise() {
    return IntStream.range(0, cells.size())
        .filter(cell -> results.get(cell).size() < most(cell))
        .mapToObj(results::get)
        .allMatch(this::isPrecise);
  }

  /** A cell with a deadlock drives no other on: what its other forks measured is no mean of all. */
  private boolean isPrecise(List<ForkResult> done) {
    if (!done.stream().allMatch(ForkResult::isMeasured)) {
      return true;
    }
    return Estimated.ofMean(done.stream().mapToDouble(fork -> fork.throughput().orElseThrow()).toArray())
        .precision()
        .filter(precision -> precision <= forks.precision())
        .isPresent();
  }

  /** How many forks are still to be run, at least. */
  int left() {
    int enough = Math.max(rounds, forks.min());
    return IntStream.range(0, cells.size())
        .filter(cell -> cells.get(cell).refusal().isEmpty())
        .map(cell -> Math.max(0, Math.min(enough, most(cell)) - results.get(cell).size()))
        .sum();
  }

  /** All results, by cells and their forks. */
  List<ForkResult> results() {
    return results.stream().flatMap(List::stream).toList();
  }
}
