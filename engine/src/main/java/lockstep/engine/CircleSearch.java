package lockstep.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds workers that wait for each other for ever, by looking at their {@link Board} again and again while they work. They pay nothing
 * for it. Knows no clock. Used by one thread.
 *
 * <p>Only who is at the same place in two looks that follow each other is taken to wait. So at every moment between these two looks all of
 * them were where they were seen: what each of them was granted it had, and what the others wait for cannot have been granted, since one of
 * them has it. Everybody else is taken to go on and to give back everything. What is found is therefore true, at whatever speed
 * threads run; and a circle is found by the second look after it has formed.
 */
public final class CircleSearch {

  /** Where workers are, and what that means. */
  interface Places {
    /** {@link Board#place}. */
    long place(int worker);

    /** {@link Board#position}. */
    Board.Position position(int worker);

    /** What a worker holds and wants that stays at a position. */
    WorkerState state(int worker, Board.Position position);

    /** Whether all that can be read now was so after all that was read in the last look. */
    default boolean isLater() {
      return true;
    }

    /** A look has read all that it wanted to. */
    default void looked() {}
  }

  private static final long NOWHERE = -1;

  private final Places places;
  private final IntUnaryOperator permits;
  private final boolean writersToo;
  private final long[] seen;

  /** What is known of workers that are where they were seen. */
  private final @Nullable WorkerState[] states;

  private final List<WorkerState> waiting = new ArrayList<>();

  /**
   * Searches among the workers of an assignment.
   *
   * @param writersToo whether it looks at those who wait and hold nothing, too: others may wait behind a writer
   */
  public CircleSearch(Assignment assignment, boolean writersToo) {
    this(assignment.workers(), writersToo, new OnBoard(assignment), assignment.model()::permits);
  }

  CircleSearch(int workers, boolean writersToo, Places places, IntUnaryOperator permits) {
    this.places = places;
    this.permits = permits;
    this.writersToo = writersToo;
    this.seen = new long[workers];
    this.states = new WorkerState[workers];
    Arrays.fill(seen, NOWHERE);
  }

  /**
   * Looks at all workers; or leaves it, when what it would see of some of them is no later than what it has seen already.
   *
   * @param waits whether a worker waits, as far as the caller knows, at any moment from now until the call returns; who does not is taken to
   *     go on
   */
  public void look(IntPredicate waits) {
    if (!places.isLater()) {
      return;
    }
    waiting.clear();
    for (int worker = 0; worker < seen.length; worker++) {
      long place = places.place(worker);
      boolean still = place == seen[worker] && Board.asks(place, writersToo ? 0 : 1);
      if (!still) {
        seen[worker] = place;
        states[worker] = null;
      } else if (waits.test(worker)) {
        know(worker, place);
      }
    }
    places.looked();
  }

  /** A plan is made only for a task that is known to be the one at that place. */
  private void know(int worker, long place) {
    WorkerState state = states[worker];
    if (state == null) {
      Board.Position position = places.position(worker);
      if (places.place(worker) != place) {
        return;
      }
      state = places.state(worker, position);
      states[worker] = state;
    }
    waiting.add(state);
  }

  /**
   * The circles that the last look has completed; when the victim of each of them gives up, nobody waits for ever.
   *
   * @param readersWait whether a reader that waits is known to wait behind each writer that waits; when it is not, no circle needs it
   */
  public List<Circle> circles(boolean readersWait) {
    if (waiting.size() < 2) {
      return List.of();
    }
    Reduction reduction = new Reduction(waiting, permits, readersWait);
    List<Circle> circles = new ArrayList<>();
    for (List<WorkerState> next = reduction.circle(); !next.isEmpty(); next = reduction.circle()) {
      Circle circle = new Circle(next);
      circles.add(circle);
      reduction.giveUp(circle.victim());
    }
    return circles;
  }

  /** The circles that there are if each reader that waits does so behind each writer that waits; none when nobody can wait so. */
  List<Circle> circlesBehindWriters() {
    return writersToo ? circles(true) : List.of();
  }

  /** Who waits for ever, if each reader that waits does so behind each writer that waits. */
  public List<WorkerState> stuckBehindWriters() {
    return waiting.size() < 2 ? List.of() : new Reduction(waiting, permits, true).left();
  }

  /**
   * The board of an assignment. What it shows of workers elsewhere may be from the look that is being shown, and so may what a search has just
   * read; all that belongs to the look after that one was so later.
   */
  private static final class OnBoard implements Places {
    private static final long NEVER = -2;

    private final Assignment assignment;
    private final PlannedTask task;
    private long lastShown = NEVER;

    OnBoard(Assignment assignment) {
      this.assignment = assignment;
      this.task = new PlannedTask(assignment.model(), assignment.seed());
    }

    @Override
    public boolean isLater() {
      long shown = assignment.board().looks();
      return shown == Board.HERE || shown >= lastShown + 2;
    }

    @Override
    public void looked() {
      lastShown = assignment.board().looks();
    }

    @Override
    public long place(int worker) {
      return assignment.board().place(worker);
    }

    @Override
    public Board.Position position(int worker) {
      return assignment.board().position(worker);
    }

    @Override
    public WorkerState state(int worker, Board.Position position) {
      return Standstill.state(worker, position, assignment, task);
    }
  }
}
