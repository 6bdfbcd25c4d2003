package lockstep.benchmark;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.Engine;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.simulation.TaskModel;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for an uncontended request of {@code bank}, with everything else that a transfer is: a transfer makes two. What {@code detect}
 * costs who never waits is the difference to {@code unordered}. One worker, since two could deadlock without a detector.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(2 * Workload.TASKS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectionBenchmark {

  @Param({"unordered", "detect"})
  private String policy = "";

  @Param({"threads", "virtual-threads", "event-loop"})
  private String engine = "";

  /** How often it is looked, in microseconds: the usual time, and a tenth of it. */
  @Param({"10000", "1000"})
  private long detectionMicros;

  private final TaskModel model = Workload.of("bank");
  private @Nullable Engine opened;
  private Coordination coordination = Coordination.of(Policy.UNORDERED);

  /** Opens the engine. */
  @Setup
  public void open() {
    opened = Workload.engine(engine).open();
    coordination =
        Coordination.of(Policy.named(policy).orElseThrow()).detectingEvery(TimeUnit.MICROSECONDS.toNanos(detectionMicros));
  }

  /** Performs all transfers once; the score is the time for half of one. */
  @Benchmark
  public long request() throws InterruptedException {
    return switch (Objects.requireNonNull(opened).perform(Assignment.of(model, Workload.SEED, 1, coordination))) {
      case Outcome.Completed completed -> completed.cells().sum(0);
      case Outcome.Cancelled _ -> throw new IllegalStateException("nobody cancelled");
    };
  }

  /** Closes the engine. */
  @TearDown
  public void close() {
    Objects.requireNonNull(opened).close();
  }
}
