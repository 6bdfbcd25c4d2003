package lockstep.node.result;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lockstep.node.expectation.Coordinates;

/**
 * The forks of a run, each beside the one that it is compared with: the baseline's with the same work, or the first measured one
 * when the baseline has no measurement.
 */
public final class Comparison {

  private final List<ForkResult> forks;
  private final List<CellForks> cells;
  private final String baseline;
  private final Optional<Control> control;

  /**
   * @param baseline the name of the engine that others are compared with
   */
  public Comparison(List<ForkResult> forks, String baseline) {
    this(forks, baseline, Optional.empty());
  }

  /**
   * The same.
   *
   * @param repeated a fork of one of the cells, repeated at the end of the run: no part of the cell; empty when none was
   */
  public Comparison(List<ForkResult> forks, String baseline, Optional<ForkResult> repeated) {
    this.forks = List.copyOf(forks);
    this.cells = CellForks.of(forks);
    this.baseline = baseline;
    this.control = repeated.map(fork -> Control.of(fork, at(fork.coordinates()).orElseThrow()));
  }

  /** The forks by cells. */
  public List<CellForks> cells() {
    return cells;
  }

  /** All forks, but for the control. */
  public List<ForkResult> forks() {
    return forks;
  }

  /** What the fork tells that was repeated at the end; empty when none was. */
  public Optional<Control> control() {
    return control;
  }

  /** All forks, and the control: whatever performs work is to perform the same. */
  List<ForkResult> performed() {
    return Stream.concat(forks.stream(), control.map(Control::fork).stream()).toList();
  }

  /** The fork whose work a fork must have done; may be that fork itself. Empty when none was measured. */
  public Optional<ForkResult> reference(ForkResult fork) {
    return reference(fork, _ -> true);
  }

  /** The same, of the forks that are sound. */
  Optional<ForkResult> reference(ForkResult fork, Predicate<ForkResult> sound) {
    List<ForkResult> same =
        forks.stream().filter(ForkResult::isMeasured).filter(fork::hasWorkOf).filter(sound).toList();
    return same.stream().filter(other -> other.engine().equals(baseline)).findFirst().or(() -> same.stream().findFirst());
  }

  /** Whether a measured fork did the work of its reference. Empty when there is nothing to compare. */
  public Optional<Boolean> sameWork(ForkResult fork) {
    return fork.isMeasured() ? reference(fork).map(fork::didWorkOf) : Optional.empty();
  }

  /** The cell that a cell is compared with; may be that cell itself. Empty when none was measured. */
  public Optional<CellForks> reference(CellForks cell) {
    return reference(cell.first()).map(ForkResult::coordinates).flatMap(this::at);
  }

  private Optional<CellForks> at(Coordinates coordinates) {
    return cells.stream().filter(cell -> cell.coordinates().equals(coordinates)).findFirst();
  }

  /**
   * How many times the throughput of its reference a measured cell has; empty as well when one of them is not settled, and under
   * open load, where throughput is what was asked for.
   */
  public Optional<Estimated> speedUp(CellForks cell) {
    return reference(cell)
        .filter(reference -> !cell.hasOpenLoad() && !cell.measured().isEmpty() && cell.isSettled() && reference.isSettled())
        .map(reference -> Estimated.ofRatio(cell.throughputs(), reference.throughputs()));
  }
}
