package lockstep.node.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 *
 * <p>The last fork may be a control: one more of a cell that has several, and no part of it, which tells whether the machine drifted
 * meanwhile. It is of the baseline, which coordinates nothing and so varies least, or of the first other cell that may be compared.
 */
final class Schedule {

  /**
   * A fork to be run.
   *
   * @param cell the index of its cell
   * @param fork the how manieth of its cell it is, from 1
   * @param control whether it is no part of the cell
   */
  record Turn(int cell, int fork, boolean control) {}

  private final List<Cell> cells;
  private final Forks forks;
  private final Random random;
  private final List<List<ForkResult>> results;
  private final Deque<Turn> round = new ArrayDeque<>();
  private final Optional<String> baseline;
  private int rounds;
  private boolean controlled;
  private Optional<ForkResult> control = Optional.empty();

  /**
   * @param forks how many of each cell; of a cell with nothing to perform one tells why
   * @param seed of the order
   */
  Schedule(List<Cell> cells, Forks forks, long seed) {
    this(cells, forks, seed, Optional.empty());
  }

  /**
   * The same.
   *
   * @param baseline the engine that is repeated first as a control; empty: there is no control
   */
  Schedule(List<Cell> cells, Forks forks, long seed, Optional<String> baseline) {
    this.baseline = baseline;
    this.controlled = baseline.isEmpty();
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
          turns.add(new Turn(cell, results.get(cell).size() + 1, false));
        }
      }
      Collections.shuffle(turns, random);
      round.addAll(turns);
      rounds++;
    } else if (round.isEmpty() && !controlled) {
      controlled = true;
      repeatable()
          .filter(cell -> results.get(cell).size() > 1)
          .ifPresent(cell -> round.add(new Turn(cell, results.get(cell).size() + 1, true)));
    }
    return Optional.ofNullable(round.pollFirst());
  }

  /** A fork has ended, or there was nothing to perform. */
  void ended(Turn turn, ForkResult result) {
    if (turn.control()) {
      control = Optional.of(result);
    } else {
      results.get(turn.cell()).add(result);
    }
  }

  /** The cell of which the control would be, by all that is known now. Under open load a throughput is what was asked for, and tells nothing. */
  private Optional<Integer> repeatable() {
    return IntStream.range(0, cells.size())
        .filter(cell -> cells.get(cell).refusal().isEmpty() && cells.get(cell).rate().isEmpty())
        .filter(cell -> results.get(cell).stream().allMatch(fork -> fork.isMeasured() && fork.isSettled()))
        .boxed()
        .min(Comparator.comparing(cell -> !baseline.equals(Optional.of(cells.get(cell).engine()))));
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
            .sum()
        + (baseline.isPresent() && control.isEmpty() && repeatable().isPresent() ? 1 : 0);
  }

  /** The result of the control; empty when there is none, or not yet. */
  Optional<ForkResult> control() {
    return control;
  }

  /** All results, that of the control as well. */
  List<ForkResult> all() {
    return Stream.concat(results().stream(), control.stream()).toList();
  }

  /** All results but that of the control, by cells and their forks. */
  List<ForkResult> results() {
    return results.stream().flatMap(List::stream).toList();
  }
}
