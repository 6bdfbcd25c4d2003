package lockstep.node.calibrate;

import java.util.List;
import lockstep.engine.instrument.Affinity;
import lockstep.engine.instrument.ProcessCost;

/** Two threads that spin on one core: each receives half of what it could use. */
record SharedCore() implements Experiment {

  static final int THREADS = 2;

  private static final long SPIN_NANOS = 800_000_000;
  private static final double TOLERANCE = 0.05;

  @Override
  public String name() {
    return "shared core";
  }

  @Override
  public String about() {
    return THREADS + " threads that spin for " + SPIN_NANOS / 1_000_000 + " ms on one core";
  }

  @Override
  public boolean oversubscribed() {
    return true;
  }

  @Override
  public List<Check> perform() throws InterruptedException {
    if (Affinity.allowed().isEmpty()) {
      throw new Unavailable("which cores a thread may use");
    }
    return judge(Threads.living(THREADS, SharedCore::spin));
  }

  private static void spin() {
    try (Affinity _ = Affinity.firstCores(1).orElseThrow(() -> new IllegalStateException("the kernel keeps no thread on a core"))) {
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < SPIN_NANOS) {
        Thread.onSpinWait();
      }
    }
  }

  /** Sets figures beside the truth. */
  static List<Check> judge(ProcessCost cost) {
    double share = cost.shareReceived().orElseThrow(() -> new Unavailable("how long threads wait for a core"));
    return List.of(Check.within("CPU share received", Unit.SHARE, share, 1.0 / THREADS, TOLERANCE));
  }
}
