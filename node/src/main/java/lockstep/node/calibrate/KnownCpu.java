package lockstep.node.calibrate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import lockstep.engine.instrument.CpuUse;
import lockstep.engine.instrument.ProcessCost;

/** Threads that each spin until their own clock of CPU time has advanced by a known time, and end. */
record KnownCpu() implements Experiment {

  static final int THREADS = 2;
  static final long SPIN_NANOS = 500_000_000;

  /** CPU time of a running thread may be a tick of 10 ms old at either end, of 1 s. */
  private static final double TOLERANCE = 0.03;

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  @Override
  public String name() {
    return "known CPU time";
  }

  @Override
  public String about() {
    return THREADS + " threads that spin for " + SPIN_NANOS / 1_000_000 + " ms of CPU time each";
  }

  @Override
  public boolean oversubscribed() {
    return Runtime.getRuntime().availableProcessors() < THREADS;
  }

  @Override
  public List<Check> perform() throws InterruptedException {
    return judge(Threads.ended(THREADS, KnownCpu::spin));
  }

  private static void spin() {
    long end = CLOCK.getCurrentThreadCpuTime() + SPIN_NANOS;
    while (CLOCK.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** Sets figures beside the truth. */
  static List<Check> judge(ProcessCost cost) {
    CpuUse cpu = cost.cpu().orElseThrow(() -> new Unavailable("CPU time"));
    long gcAndJit = cost.gcAndJitNanos().orElseThrow(() -> new Unavailable("CPU time of GC and JIT"));
    return List.of(
        Check.within("CPU less GC and JIT", Unit.NANOS, (double) (cpu.nanos() - gcAndJit), THREADS * SPIN_NANOS, TOLERANCE));
  }
}
