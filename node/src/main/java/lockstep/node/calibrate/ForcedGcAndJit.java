package lockstep.node.calibrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import lockstep.engine.instrument.ProcessCost;
import lockstep.engine.instrument.ThreadCost;

/**
 * One thread that has garbage collected, and classes compiled that nobody has seen before. What the process used and that thread did
 * not is GC and JIT.
 */
record ForcedGcAndJit() implements Experiment {

  static final int COLLECTIONS = 20;

  private static final int CLASSES = 60;
  private static final int LOOPS = 4;
  private static final long ITERATIONS = 60_000;
  private static final int LIVE_OBJECTS = 1_000_000;

  /** Other threads of the JVM use a little; and the times are a tick of 10 ms old at most, of half a second and more. */
  private static final double TOLERANCE = 0.1;

  /** Collections that nobody asked for are few. */
  private static final double MORE_COLLECTIONS = 0.5;

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  /**
   * What was used.
   *
   * @param cost of the process
   * @param ownNanos CPU time of the thread that forced it
   */
  record Figures(ProcessCost cost, long ownNanos) {}

  /** Is compiled again and again, as another class each time. */
  static final class Loop implements LongUnaryOperator {
    @Override
    public long applyAsLong(long iterations) {
      long sum = 1;
      for (long k = 0; k < iterations; k++) {
        sum = sum * 31 + (sum ^ k) % 7 + Long.numberOfTrailingZeros(sum | k);
      }
      return sum;
    }
  }

  @Override
  public String name() {
    return "forced GC and JIT";
  }

  @Override
  public String about() {
    return COLLECTIONS + " collections of " + LIVE_OBJECTS + " objects, and " + CLASSES + " classes compiled";
  }

  /** Compilers and collectors take the core of the thread that waits for them. */
  @Override
  public boolean oversubscribed() {
    return true;
  }

  @Override
  public List<Check> perform() throws InterruptedException {
    long[] own = new long[1];
    ProcessCost cost =
        Threads.living(
            1,
            () -> {
              long begin = CLOCK.getCurrentThreadCpuTime();
              force();
              own[0] = CLOCK.getCurrentThreadCpuTime() - begin;
            });
    return judge(new Figures(cost, own[0]));
  }

  private static void force() {
    byte[][] live = new byte[LIVE_OBJECTS][];
    Arrays.setAll(live, _ -> new byte[1]);
    for (int c = 0; c < COLLECTIONS; c++) {
      System.gc();
    }
    long sum = live.length;
    for (int c = 0; c < CLASSES; c++) {
      LongUnaryOperator loop = unseen();
      for (int k = 0; k < LOOPS; k++) {
        sum += loop.applyAsLong(ITERATIONS);
      }
    }
    if (sum == 0) {
      throw new IllegalStateException("the loops ran for nothing");
    }
  }

  /** A class that no compiler has seen. */
  private static LongUnaryOperator unseen() {
    try (InputStream in = ForcedGcAndJit.class.getResourceAsStream("ForcedGcAndJit$Loop.class")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks a class");
      }
      Class<?> hidden = MethodHandles.lookup().defineHiddenClass(in.readAllBytes(), true).lookupClass();
      return (LongUnaryOperator) hidden.getDeclaredConstructor().newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets figures beside the truth. */
  static List<Check> judge(Figures figures) {
    ProcessCost cost = figures.cost();
    ThreadCost threads = cost.threads().orElseThrow(() -> new Unavailable("CPU time of GC and JIT"));
    double gcAndJit = threads.collectorNanos() + threads.compilerNanos();
    double others = cost.cpu().orElseThrow(() -> new Unavailable("CPU time")).nanos() - figures.ownNanos();
    return List.of(
        new Check("collections", Unit.COUNT, cost.collections(), COLLECTIONS, 0, MORE_COLLECTIONS),
        Check.within("GC and JIT", Unit.NANOS, gcAndJit, others, TOLERANCE));
  }
}
