package lockstep.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;

/**
 * One point of {@link WaitingMemory}, in a JVM of its own: has an engine bring so many requests to the same timer, one for each of
 * its workers, and looks at the memory while all of them wait there.
 */
final class WaitingTasks {

  /** In place of an engine: the task machines of so many workers, at the same step, and nothing that waits. */
  static final String MACHINES_ONLY = "machines only";

  /** What the line with the result begins with: the memory before and while they wait, number by number. */
  static final String MEASURED = "measured ";

  /** What the line with the reason begins with. */
  static final String FAILED = "failed ";

  private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

  private WaitingTasks() {}

  public static void main(String[] arguments) throws InterruptedException {
    int tasks = Integer.parseInt(arguments[1]);
    Assignment assignment = Assignment.of(Workload.waiting(tasks), Workload.SEED, tasks, Policy.ORDERED);
    System.out.println(arguments[0].equals(MACHINES_ONLY) ? machines(assignment) : engine(Workload.engine(arguments[0]), assignment));
    // Whatever waits still does.
    Runtime.getRuntime().halt(0);
  }

  private static String machines(Assignment assignment) {
    Footprint before = Footprint.now();
    TaskMachine[] machines =
        IntStream.range(0, assignment.workers()).mapToObj(worker -> new TaskMachine(assignment, worker)).toArray(TaskMachine[]::new);
    try {
      for (int worker = 0; worker < machines.length; worker++) {
        machines[worker].begin(assignment.firstTask(worker));
        Step step = machines[worker].next();
        if (step != Step.AWAIT) {
          throw new IllegalStateException("a request waits first, got " + step);
        }
      }
      return measured(before, Footprint.now());
    } finally {
      Reference.reachabilityFence(machines);
    }
  }

  private static String engine(EngineKind kind, Assignment assignment) {
    AtomicReference<String> failure = new AtomicReference<>("");
    Engine engine = kind.open();
    Footprint before = Footprint.now();
    Thread performing = Thread.ofPlatform().daemon().start(() -> perform(engine, assignment, failure));
    // The first step of each worker is the wait, and its only one for a long time.
    while (performing.isAlive() && assignment.board().steps() < assignment.workers()) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    if (!performing.isAlive()) {
      int peak = ManagementFactory.getThreadMXBean().getPeakThreadCount();
      return FAILED + failure.get() + " (the JVM had " + peak + " threads at most)";
    }
    Footprint waiting = Footprint.now();
    return assignment.board().commits() > 0
        ? FAILED + "some requests had waited long enough before all had begun to"
        : measured(before, waiting);
  }

  private static void perform(Engine engine, Assignment assignment, AtomicReference<String> failure) {
    try {
      var _ = engine.perform(assignment);
    } catch (InterruptedException | RuntimeException | OutOfMemoryError e) {
      failure.set(String.valueOf(e.getMessage()));
    }
  }

  private static String measured(Footprint before, Footprint waiting) {
    return MEASURED + text(before) + " " + text(waiting);
  }

  private static String text(Footprint f) {
    return f.heapUsedBytes() + " " + f.heapCommittedBytes() + " " + f.residentBytes() + " " + f.stackBytes() + " " + f.threads();
  }
}
