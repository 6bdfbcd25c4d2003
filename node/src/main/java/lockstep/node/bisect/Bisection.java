package lockstep.node.bisect;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.Horizon;
import lockstep.engine.event.WindowTrace;
import lockstep.simulation.EventModel;

/**
 * Executes two runs again, with the digest of each window, to find the first window in which they differ; and both again until the end
 * of that window, to find the first entity.
 */
public final class Bisection {

  private final Execution left;
  private final Execution right;

  /**
   * What came out.
   *
   * @param leftDigest of the first execution, to be compared with the one that was recorded
   * @param rightDigest of the second one
   */
  public record Found(long leftDigest, long rightDigest, Difference difference) {}

  /** Of two runs that should agree: of one model with one seed and one horizon. */
  public Bisection(Execution left, Execution right) {
    this.left = left;
    this.right = right;
  }

  /**
   * Executes them.
   *
   * @throws lockstep.engine.ModelFailure when the model throws
   */
  public Found find() throws InterruptedException {
    EventOutcome.Completed one = left.perform(left.horizon(), true);
    EventOutcome.Completed other = right.perform(right.horizon(), true);
    return new Found(one.digest(), other.digest(), difference(one, other));
  }

  private Difference difference(EventOutcome.Completed one, EventOutcome.Completed other) throws InterruptedException {
    WindowTrace ours = one.trace();
    WindowTrace theirs = other.trace();
    int at = 0;
    while (at < ours.size() && at < theirs.size() && ours.window(at) == theirs.window(at) && ours.digest(at) == theirs.digest(at)) {
      at++;
    }
    if (at < ours.size() || at < theirs.size()) {
      return inWindow(Math.min(window(ours, at), window(theirs, at)));
    }
    OptionalInt entity = firstDifferent(one, other);
    return entity.isEmpty() && one.digest() == other.digest() && one.ledger().equals(other.ledger())
        ? new Difference.None()
        : new Difference.AtTheEnd(entity);
  }

  private static long window(WindowTrace trace, int at) {
    return at < trace.size() ? trace.window(at) : Long.MAX_VALUE;
  }

  private Difference inWindow(long window) throws InterruptedException {
    EventModel model = left.model().get();
    long lookahead = model.lookahead();
    long end = window < Long.MAX_VALUE / lookahead ? Math.min(left.horizon().end(), (window + 1) * lookahead) : left.horizon().end();
    // Without warming up: what is recorded is no part of what entities are compared by.
    Horizon until = new Horizon(end, Horizon.ENDLESS, 0);
    OptionalInt entity = firstDifferent(left.perform(until, false), right.perform(until, false));
    double unit = (double) model.ticksPerUnit();
    return new Difference.InWindow(window, window * lookahead / unit, end / unit, entity);
  }

  private static OptionalInt firstDifferent(EventOutcome.Completed one, EventOutcome.Completed other) {
    return IntStream.range(0, one.entities().resources())
        .filter(id -> one.entityDigests().of(id) != other.entityDigests().of(id))
        .findFirst();
  }
}
