package lockstep.contrast.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import lockstep.engine.Trace;
import lockstep.simulation.Draw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What tasks allocate, counted: the bytes of a worker's thread at a late task, less those at an early one. */
final class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WORKERS = 2;

  /** Each worker's first task that is looked at; by then the first tasks have loaded the classes that they need. */
  private static final long EARLY = 20_000;

  private static final long LATE = 120_000;
  private static final int COUNTED = 99;

  /** A transfer makes seven. */
  private static final int MOST_MOVES = 7 * (int) (LATE + WORKERS);

  /** Of each worker: its thread's bytes at the early task, then at the late one. */
  private final AtomicLongArray bytes = new AtomicLongArray(2 * WORKERS);

  private void look(long i) {
    long turn = i / WORKERS * WORKERS;
    int worker = (int) (i - turn);
    if (turn == EARLY || turn == LATE) {
      bytes.set(2 * worker + (turn == EARLY ? 0 : 1), THREADS.getCurrentThreadAllocatedBytes());
    }
  }

  private Sketch transfers() {
    return sketch("transfers", (i, draw, plan) -> plan.arg(0, i).exclusive(own(i, 0, draw)).exclusive(own(i, 50, draw)))
        .updating((task, held) -> held.add(0, 0, task.arg(0)));
  }

  private Sketch increments() {
    return sketch("increments", (i, draw, plan) -> plan.exclusive((int) (i % WORKERS)));
  }

  private Sketch everything() {
    return sketch(
            "everything",
            (i, draw, plan) -> plan.shared(own(i, 0, draw)).exclusive(own(i, 40, draw)).permit(COUNTED).compute(1))
        .sharing()
        .withPermits(r -> r == COUNTED ? WORKERS : 1)
        .computing(task -> task.index());
  }

  private Sketch sketch(String name, Sketch.Planner planner) {
    return Sketch.of(
        name,
        LATE + WORKERS,
        100,
        (i, draw, plan) -> {
          look(i);
          planner.plan(i, draw, plan);
        });
  }

  /** One of the next forty resources that no task of another worker asks for: those that wait for a lock do allocate. */
  private static int own(long i, int first, Draw draw) {
    return first + WORKERS * draw.below(20) + (int) (i % WORKERS);
  }

  static Stream<Arguments> engines() {
    return Stream.of(
        Arguments.of(SequentialEngine.KIND, 1), Arguments.of(ThreadsEngine.KIND, 1), Arguments.of(ThreadsEngine.KIND, WORKERS));
  }

  /** Less than a byte, since the latencies that are taken are kept; the smallest object is 16 bytes. */
  @ParameterizedTest(name = "{0}, {1} workers")
  @MethodSource("engines")
  void aTaskThatDoesNotWaitAllocatesNothing(EngineKind kind, int workers) throws InterruptedException {
    for (Sketch tasks : new Sketch[] {transfers(), increments(), everything()}) {
      assertNothingAllocated(kind, Assignment.of(tasks, 1, workers, Policy.ORDERED));
    }
  }

  @Test
  void aTaskThatDoesNotWaitAllocatesNothingWhileADetectorLooks() throws InterruptedException {
    Coordination detect = Coordination.of(Policy.DETECT).detectingEvery(100_000);
    assertNothingAllocated(ThreadsEngine.KIND, Assignment.of(transfers(), 1, WORKERS, detect));
  }

  @ParameterizedTest(name = "{0}, {1} workers")
  @MethodSource("engines")
  void aTaskThatIsTracedAllocatesNothingMore(EngineKind kind, int workers) throws InterruptedException {
    Trace trace = new Trace(workers, MOST_MOVES);
    assertNothingAllocated(kind, Assignment.of(transfers(), 1, workers, Policy.ORDERED).tracedBy(trace));
    assertThat(trace.dropped()).isZero();
  }

  private void assertNothingAllocated(EngineKind kind, Assignment assignment) throws InterruptedException {
    try (Engine engine = kind.open()) {
      assertInstanceOf(Outcome.Completed.class, engine.perform(assignment));
    }
    int workers = assignment.workers();
    for (int worker = 0; worker < workers; worker++) {
      long perTask = (bytes.get(2 * worker + 1) - bytes.get(2 * worker)) / ((LATE - EARLY) / workers);
      assertThat(perTask).as("bytes for each of the %s of worker %d", assignment.model(), worker).isZero();
    }
  }
}
