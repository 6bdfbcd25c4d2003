package lockstep.engine.instrument;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What this process has used since it began, at one moment; two of them are subtracted. Taking one reads a few files for each
 * thread, which takes about a millisecond: {@link #begin} reads the clocks last and {@link #end} reads them first, so that the
 * reading itself is no part of what lies between.
 *
 * @param nanoTime when the clocks were read
 * @param cpu CPU time and switches; empty off Linux
 * @param allocatedBytes of all threads, virtual ones and those that have ended included; empty where the JVM does not tell
 * @param collections how often garbage was collected, by whichever collector
 * @param threads the living ones; empty off Linux
 */
public record ProcessUsage(
    long nanoTime, Optional<CpuUse> cpu, OptionalLong allocatedBytes, long collections, Optional<ThreadTimes> threads) {

  /** At the beginning of an interval. */
  public static ProcessUsage begin() {
    Optional<ThreadTimes> threads = ThreadTimes.read(KernelFiles.SYSTEM);
    long collections = collectionsUntilNow();
    OptionalLong allocated = allocatedUntilNow();
    Optional<CpuUse> cpu = LinuxCalls.cpuUse();
    return new ProcessUsage(System.nanoTime(), cpu, allocated, collections, threads);
  }

  /** At the end of an interval. */
  public static ProcessUsage end() {
    long nanoTime = System.nanoTime();
    return new ProcessUsage(
        nanoTime, LinuxCalls.cpuUse(), allocatedUntilNow(), collectionsUntilNow(), ThreadTimes.read(KernelFiles.SYSTEM));
  }

  /** What was used since an earlier moment. */
  public ProcessCost since(ProcessUsage earlier) {
    return new ProcessCost(
        nanoTime - earlier.nanoTime,
        cpu.flatMap(now -> earlier.cpu.map(now::since)),
        allocatedBytes.isPresent() && earlier.allocatedBytes.isPresent()
            ? OptionalLong.of(allocatedBytes.getAsLong() - earlier.allocatedBytes.getAsLong())
            : OptionalLong.empty(),
        collections - earlier.collections,
        threads.flatMap(now -> earlier.threads.map(now::since)));
  }

  /**
   * The JVM adds what ended threads had allocated to what living ones have: a thread that passes from the one to the other
   * between the two is missed, and so is one that has left the living under the JVM's lock of threads and was not added yet. The
   * search for deadlocks stops the JVM, which takes that lock, so that nobody is under way; the reading after it misses only who
   * ends during it, and the second reading counts those.
   */
  private static OptionalLong allocatedUntilNow() {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) || !threads.isThreadAllocatedMemoryEnabled()) {
      return OptionalLong.empty();
    }
    threads.findMonitorDeadlockedThreads();
    long first = threads.getTotalThreadAllocatedBytes();
    threads.findMonitorDeadlockedThreads();
    return OptionalLong.of(Math.max(first, threads.getTotalThreadAllocatedBytes()));
  }

  private static long collectionsUntilNow() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .filter(count -> count > 0)
        .sum();
  }
}
