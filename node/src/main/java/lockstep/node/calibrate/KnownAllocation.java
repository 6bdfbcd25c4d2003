package lockstep.node.calibrate;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.engine.instrument.ProcessCost;

/** Threads that allocate a known number of bytes, and end. */
record KnownAllocation() implements Experiment {

  static final int THREADS = 2;
  static final int ARRAYS = 100_000;

  /** Of an array, with its header of 12 or 16 bytes: 1 024 bytes in the heap. */
  private static final int ELEMENTS = 1008;

  static final long BYTES = 1024L * ARRAYS * THREADS;

  /** A header may be 24 bytes; and whoever measures allocates, too. */
  private static final double MORE = 0.03;

  @Override
  public String name() {
    return "known allocation";
  }

  @Override
  public String about() {
    return THREADS + " threads that allocate " + ARRAYS + " KiB each";
  }

  @Override
  public List<Check> perform() throws InterruptedException {
    return judge(measure());
  }

  /** Has them allocate; what is stored where others could see it is not optimised away. */
  static ProcessCost measure() throws InterruptedException {
    AtomicReference<byte[]> last = new AtomicReference<>(new byte[0]);
    return Threads.ended(
        THREADS,
        () -> {
          for (int k = 0; k < ARRAYS; k++) {
            last.set(new byte[ELEMENTS]);
          }
        });
  }

  /** Sets figures beside the truth. */
  static List<Check> judge(ProcessCost cost) {
    long bytes = cost.allocatedBytes().orElseThrow(() -> new Unavailable("allocation"));
    return List.of(new Check("allocated", Unit.BYTES, bytes, BYTES, 0, MORE));
  }
}
