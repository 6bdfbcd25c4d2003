package lockstep.benchmark;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lockstep.cluster.event.ActorsEventEngine;
import lockstep.contrast.event.EventLoopEventEngine;
import lockstep.contrast.event.SequentialEventEngine;
import lockstep.contrast.event.ThreadsEventEngine;
import lockstep.contrast.event.VirtualThreadsEventEngine;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.Horizon;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.phold.Phold;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * PHOLD through the public modelling API, on each engine, and beside it a program with a {@code PriorityQueue} that is written by hand.
 * What counts is the counter {@code events}: millions of events per second, the time to build the model's first state included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch"
    })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventBenchmark {

  private static final long SEED = 42;
  private static final double UNIT = 1_000_000;

  /** Enough events that the first state costs little beside them. */
  private static final double EVENTS = 6e6;

  private static final double LEAST_UNITS = 20;

  private static final Map<String, EventEngineKind> KINDS =
      Map.of(
          "sequential", SequentialEventEngine.KIND,
          "event-loop", EventLoopEventEngine.KIND,
          "threads", ThreadsEventEngine.KIND,
          "virtual-threads", VirtualThreadsEventEngine.KIND,
          "actors", ActorsEventEngine.KIND);

  private interface Work {
    long perform() throws InterruptedException;
  }

  /** How many events were handled. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Handled {
    /** Counted by the benchmark. */
    public long events;
  }

  @Param({"16384", "262144"})
  private int entities;

  @Param({"hand-heap", "sequential", "event-loop", "threads", "virtual-threads", "actors"})
  private String engine = "";

  @Param({"1", "2"})
  private int workers;

  /** Whether other models were simulated in the same JVM before, so that the kernel's call of the model has several targets. */
  @Param({"false"})
  private boolean others;

  private Work work = () -> 0;
  private Work close = () -> 0;

  /** Opens the engine. */
  @Setup
  public void open() throws InterruptedException {
    double units = Math.max(LEAST_UNITS, EVENTS / entities);
    if (engine.equals("hand-heap")) {
      work = () -> new HandWrittenPhold(entities, units).simulate();
      return;
    }
    EventEngineKind kind = KINDS.getOrDefault(engine, SequentialEventEngine.KIND);
    EventEngine opened = kind.open();
    int partitions = kind.concurrent() ? workers : 1;
    if (others) {
      for (EventModel other : List.of(new Ring(4096), new Stairs(4096))) {
        long events = simulate(opened, other, LEAST_UNITS, partitions);
        if (events == 0) {
          throw new AssertionError("another model did nothing");
        }
      }
    }
    EventModel model = new Phold().model(new Phold.Parameters(entities, 1, 0.25, 0.1, 1, 0));
    work = () -> simulate(opened, model, units, partitions);
    close =
        () -> {
          opened.close();
          return 0;
        };
  }

  private static long simulate(EventEngine engine, EventModel model, double units, int partitions)
      throws InterruptedException {
    EventAssignment assignment =
        EventAssignment.of(model, SEED, Horizon.until((long) (units * UNIT)), partitions, partitions);
    return switch (engine.perform(assignment)) {
      case EventOutcome.Completed completed -> completed.ledger().events();
      case EventOutcome.Cancelled _ -> throw new IllegalStateException("nobody cancelled");
    };
  }

  /** Simulates once. */
  @Benchmark
  public long simulation(Handled handled) throws InterruptedException {
    long events = work.perform();
    handled.events += events;
    return events;
  }

  /** Closes the engine. */
  @TearDown
  public void close() throws InterruptedException {
    long nothing = close.perform();
    if (nothing != 0) {
      throw new AssertionError("closing performs nothing");
    }
  }

  /** Another model: a word goes round. */
  private record Ring(int entities) implements EventModel {

    @Override
    public long lookahead() {
      return 100_000;
    }

    @Override
    public int payload() {
      return 1;
    }

    @Override
    public void start(Entity self) {
      self.send(self.id(), lookahead(), 1, self.id());
    }

    @Override
    public void handle(Entity self, Event event) {
      self.send((self.id() + 1) % entities, lookahead() + self.draw().below(1_000_000), 1, event.a() + 1);
    }
  }

  /** Another model: state, and several kinds of event. */
  private record Stairs(int entities) implements EventModel {

    @Override
    public long lookahead() {
      return 100_000;
    }

    @Override
    public int words() {
      return 2;
    }

    @Override
    public void start(Entity self) {
      self.send(self.id(), lookahead(), 0);
    }

    @Override
    public void handle(Entity self, Event event) {
      self.add(event.kind() & 1, 1);
      self.send((self.id() + 7) % entities, lookahead() + self.draw().below(900_000), (event.kind() + 1) & 7);
    }
  }
}
