package lockstep.node.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import lockstep.node.result.Estimated;
import lockstep.node.result.ForkResult;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Forks;

/**
 * Which fork comes next. Forks are run in rounds, one of each cell that needs another, and each round is shuffled: what changes
 * slowly, such as the heat of the machine, then favours no cell.
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
    if (round.isEmpty()) {
      List<Turn> turns =
          new ArrayList<>(
              IntStream.range(0, cells.size())
                  .filter(this::needsMore)
                  .mapToObj(cell -> new Turn(cell, results.get(cell).size() + 1))
                  .toList());
      Collections.shuffle(turns, random);
      round.addAll(turns);
    }
    return Optional.ofNullable(round.pollFirst());
  }

  /** A fork has ended, or there was nothing to perform. */
  void ended(Turn turn, ForkResult result) {
    results.get(turn.cell()).add(result);
  }

  private boolean needsMore(int cell) {
    List<ForkResult> done = results.get(cell);
    if (cells.get(cell).refusal().isPresent()) {
      return done.isEmpty();
    }
    return done.size() < forks.min() || (done.size() < forks.max() && !isPrecise(done));
  }

  /** A cell in which a fork has no measurement does not become more precise by further ones. */
  private boolean isPrecise(List<ForkResult> done) {
    return done.stream().anyMatch(fork -> !fork.isMeasured())
        || Estimated.ofMean(done.stream().mapToDouble(fork -> fork.throughput().orElseThrow()).toArray())
            .precision()
            .filter(precision -> precision <= forks.precision())
            .isPresent();
  }

  /** How many forks are still to be run, at least. */
  int left() {
    int left = 0;
    for (int cell = 0; cell < cells.size(); cell++) {
      if (cells.get(cell).refusal().isEmpty()) {
        left += Math.max(needsMore(cell) ? 1 : 0, forks.min() - results.get(cell).size());
      }
    }
    return left;
  }

  /** All results, by cells and their forks. */
  List<ForkResult> results() {
    return results.stream().flatMap(List::stream).toList();
  }
}
