package lockstep.node.calibrate;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import lockstep.engine.instrument.CpuUse;
import lockstep.engine.instrument.ProcessCost;

/** Threads that park a known number of times, and end: each park gives a core away once. */
record KnownParks() implements Experiment {

  static final int THREADS = 2;
  static final int PARKS = 500;

  private static final long PARK_NANOS = 1_000_000;

  /** Threads of the JVM wake up some twenty times a second. */
  private static final double MORE = 0.1;

  @Override
  public String name() {
    return "known parks";
  }

  @Override
  public String about() {
    return THREADS + " threads that park " + PARKS + " times each";
  }

  @Override
  public List<Check> perform() throws InterruptedException {
    return judge(measure());
  }

  /** Has them park. */
  static ProcessCost measure() throws InterruptedException {
    return Threads.ended(
        THREADS,
        () -> {
          for (int k = 0; k < PARKS; k++) {
            LockSupport.parkNanos(PARK_NANOS);
          }
        });
  }

  /** Sets figures beside the truth. */
  static List<Check> judge(ProcessCost cost) {
    CpuUse cpu = cost.cpu().orElseThrow(() -> new Unavailable("context switches"));
    return List.of(
        new Check("voluntary switches", Unit.COUNT, cpu.voluntarySwitches(), THREADS * PARKS, 0, MORE));
  }
}
