package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import lockstep.engine.EngineFailure;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.Horizon;
import lockstep.simulation.phold.Phold;
import org.junit.jupiter.api.Test;

final class PartitionPoolTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private static EventAssignment assignment(int workers, int partitions) {
    return EventAssignment.of(
        new Phold().model(new Phold.Parameters(50, 1, 0.5, 0.1, 1, 0)), 1, Horizon.until(5_000_000), workers, partitions);
  }

  /** As the system does when it has no more threads. */
  private record Stingy(List<Thread> started, int most) implements ThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      if (started.size() == most) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      Thread thread = Thread.ofPlatform().unstarted(work);
      started.add(thread);
      return thread;
    }
  }

  @Test
  void threadsThatCannotBeStartedAreAFailureAndLeaveNoneBehind() throws InterruptedException {
    Stingy threads = new Stingy(new ArrayList<>(), 2);
    PartitionPool pool = new PartitionPool(assignment(3, 5));
    assertTimeoutPreemptively(
        LONG_ENOUGH,
        () ->
            assertThatExceptionOfType(EngineFailure.class)
                .isThrownBy(() -> pool.perform(workers -> Executors.newFixedThreadPool(workers, threads)))
                .withMessage("cannot start 3 threads: unable to create native thread"));
    assertThat(threads.started()).hasSize(2);
    // A pool has ended when its threads are about to.
    for (Thread thread : threads.started()) {
      assertThat(thread.join(LONG_ENOUGH)).isTrue();
    }
  }

  @Test
  void noMoreThreadsAreStartedThanThereArePartitions() throws InterruptedException {
    Stingy threads = new Stingy(new ArrayList<>(), 100);
    var _ = new PartitionPool(assignment(40, 3)).perform(workers -> Executors.newFixedThreadPool(workers, threads));
    assertThat(threads.started()).hasSize(3);
  }
}
