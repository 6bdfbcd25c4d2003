package lockstep.benchmark;

import java.util.concurrent.TimeUnit;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.simulation.TaskModel;
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
 * Nanoseconds for a task: of each engine, of the same program written by hand, and of planning the tasks alone, which all of
 * them do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Workload.TASKS)
@Fork(value = 3, jvmArgsAppend = {"--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TaskBenchmark {

  private interface Work {
    long perform() throws InterruptedException;
  }

  @Param({"bank", "counter"})
  private String simulation = "";

  @Param({"plan", "sequential", "event-loop", "threads", "hand-threads", "actors", "hand-actors"})
  private String engine = "";

  @Param({"1", "2"})
  private int workers;

  private Work work = () -> 0;
  private Work close = () -> 0;

  /** Opens the engine. */
  @Setup
  public void open() {
    TaskModel model = Workload.of(simulation);
    switch (engine) {
      case "plan" -> work = () -> plan(model);
      case "hand-threads" -> {
        HandWrittenThreads threads = new HandWrittenThreads(model, workers);
        work = threads::perform;
      }
      case "hand-actors" -> {
        HandWrittenActors actors = new HandWrittenActors(model, workers);
        work = actors::perform;
        close = () -> closed(actors);
      }
      default -> {
        EngineKind kind = Workload.engine(engine);
        Engine opened = kind.open();
        int performers = kind.uncoordinated() ? 1 : workers;
        work = () -> perform(opened, model, performers);
        close = () -> closed(opened);
      }
    }
  }

  private static long closed(Engine engine) {
    engine.close();
    return 0;
  }

  private static long closed(HandWrittenActors actors) {
    actors.close();
    return 0;
  }

  private static long plan(TaskModel model) {
    PlainTask task = new PlainTask(model, Workload.SEED);
    long sum = 0;
    for (long i = 0; i < model.tasks(); i++) {
      task.plan(i);
      sum += task.first + task.second + task.argument;
    }
    return sum;
  }

  private static long perform(Engine engine, TaskModel model, int workers) throws InterruptedException {
    return switch (engine.perform(Assignment.of(model, Workload.SEED, workers, Policy.ORDERED))) {
      case Outcome.Completed completed -> completed.cells().sum(0);
      case Outcome.Cancelled _ -> throw new IllegalStateException("nobody cancelled");
    };
  }

  /** Performs all tasks once; the score is the time for one of them. */
  @Benchmark
  public long task() throws InterruptedException {
    return work.perform();
  }

  /** Closes the engine. */
  @TearDown
  public void close() throws InterruptedException {
    long nothing = close.perform();
    if (nothing != 0) {
      throw new AssertionError("closing performs nothing");
    }
  }
}
