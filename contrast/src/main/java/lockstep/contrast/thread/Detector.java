package lockstep.contrast.thread;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lockstep.engine.Assignment;
import lockstep.engine.CircleSearch;
import lockstep.engine.Joining;
import lockstep.engine.Queues;
import lockstep.engine.WorkerState.Claim;
import lockstep.engine.WorkerState;
import lockstep.simulation.Mode;

/**
 * A thread that looks for circles of waits from time to time, and has one worker of each give up: the policy {@code detect}. Closed by the
 * thread that performs the assignment, when it has ended.
 *
 * <p>A reader that waits behind a writer can be in a circle, too. Where locks let others overtake, it is woken to try again, and gets in
 * beside the other readers. Where they are fair it is taken to wait behind every writer that waits.
 */
final class Detector implements Guards.Attendant {

  private final Assignment assignment;
  private final BreakableWaits waits;
  private final CircleSearch search;
  private final Consumer<RuntimeException> whenBroken;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Begins to look.
   *
   * @param whenBroken called by the detecting thread when it can detect no more
   */
  Detector(Assignment assignment, BreakableWaits waits, Consumer<RuntimeException> whenBroken) {
    this.assignment = assignment;
    this.waits = waits;
    this.search = new CircleSearch(assignment, assignment.model().shares());
    this.whenBroken = whenBroken;
    this.thread = Thread.ofPlatform().daemon().name("detector").start(this::detect);
  }

  private void detect() {
    try {
      while (!ended.await(assignment.coordination().detectionNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      whenBroken.accept(e);
    }
  }

  private void look() {
    boolean shares = assignment.model().shares();
    boolean fair = assignment.coordination().queues() == Queues.FAIR;
    search.look(waits::isWaiting);
    search.circles(shares && fair).forEach(waits::breakUp);
    if (shares && !fair) {
      search.stuckBehindWriters().stream().filter(Detector::reads).forEach(worker -> waits.wake(worker.worker()));
    }
  }

  private static boolean reads(WorkerState worker) {
    return worker.wants().map(Claim::mode).filter(mode -> mode == Mode.SHARED).isPresent();
  }

  /** Ends it: no thread of it is left. */
  @Override
  public void close() {
    ended.countDown();
    Joining.join(thread);
  }
}
