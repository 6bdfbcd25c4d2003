package lockstep.engine.instrument;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SequencedSet;

/**
 * Keeps the calling thread on some CPUs, and with it every process that it starts meanwhile, until it is closed by the same thread.
 * For platform threads only: a virtual thread has no CPUs of its own.
 *
 * <pre>{@code
 * try (Affinity pinned = Affinity.firstCores(2).orElseThrow()) {
 *   process = builder.start();
 * }
 * }</pre>
 */
public final class Affinity implements AutoCloseable {

  private final List<Integer> cpus;
  private final List<Integer> before;

  private Affinity(List<Integer> cpus, List<Integer> before) {
    this.cpus = cpus;
    this.before = before;
  }

  /** The CPUs that the calling thread may run on, ascending; empty off Linux. */
  public static Optional<List<Integer>> allowed() {
    return LinuxCalls.affinity();
  }

  /**
   * Keeps the calling thread on the first so many of the CPUs that it may run on: one of each core before a second one of any, since
   * two hardware threads of a core are less than two cores. Empty off Linux, and where the kernel refuses.
   *
   * @param cores from 1 to as many CPUs as are allowed
   */
  public static Optional<Affinity> firstCores(int cores) {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a virtual thread cannot be kept on a core");
    }
    return allowed().flatMap(before -> pin(first(cores, before, KernelFiles.SYSTEM), before));
  }

  private static Optional<Affinity> pin(List<Integer> cpus, List<Integer> before) {
    return LinuxCalls.setAffinity(cpus) ? Optional.of(new Affinity(cpus, before)) : Optional.empty();
  }

  /** Which CPUs are taken, ascending. */
  static List<Integer> first(int cores, List<Integer> allowed, KernelFiles files) {
    if (cores < 1 || cores > allowed.size()) {
      throw new IllegalArgumentException("cores must be in [1, " + allowed.size() + "], got " + cores);
    }
    Set<String> seen = new HashSet<>();
    SequencedSet<Integer> order = new LinkedHashSet<>();
    allowed.stream().filter(cpu -> seen.add(core(cpu, files))).forEach(order::add);
    order.addAll(allowed);
    return order.stream().limit(cores).sorted().toList();
  }

  /** What the hardware threads of a core have in common; without it, each CPU is a core. */
  private static String core(int cpu, KernelFiles files) {
    return files
        .text("sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list")
        .map(String::strip)
        .orElse("cpu" + cpu);
  }

  /** The CPUs, ascending. */
  public List<Integer> cpus() {
    return cpus;
  }

  /** Lets the calling thread run where it could before. */
  @Override
  public void close() {
    LinuxCalls.setAffinity(before);
  }
}
