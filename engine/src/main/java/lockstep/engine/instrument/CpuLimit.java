package lockstep.engine.instrument;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What control groups allow this process of the CPU, and how often they have held it back: the tightest limit of its group and of
 * those around it, and the throttling of all of them. Sources: the kernel's {@code cgroup-v2.rst} ({@code cpu.max}, {@code
 * cpu.stat}) and, for version 1, {@code sched-bwc.rst} ({@code cpu.cfs_quota_us}, {@code cpu.cfs_period_us}, {@code cpu.stat}).
 *
 * @param cores as many as may be used on average over a period; empty when there is no limit
 * @param throttledPeriods in how many periods the limit was reached
 * @param throttledNanos how long the process, or others of its group, were held back
 */
public record CpuLimit(OptionalDouble cores, long throttledPeriods, long throttledNanos) {

  /** No limit, and no throttling. */
  static final CpuLimit NONE = new CpuLimit(OptionalDouble.empty(), 0, 0);

  private static final long MICRO_NANOS = 1_000;

  /** Parses the files of version 2; a text that is missing is empty. */
  static CpuLimit second(String max, String stat) {
    List<String> words = KernelText.words(max);
    return new CpuLimit(
        words.size() == 2 ? cores(words.get(0), words.get(1)) : OptionalDouble.empty(),
        KernelText.keyed(stat, "nr_throttled").orElse(0),
        KernelText.keyed(stat, "throttled_usec").orElse(0) * MICRO_NANOS);
  }

  /** Parses the files of version 1; a text that is missing is empty. */
  static CpuLimit first(String quota, String period, String stat) {
    return new CpuLimit(
        cores(quota.strip(), period.strip()),
        KernelText.keyed(stat, "nr_throttled").orElse(0),
        KernelText.keyed(stat, "throttled_time").orElse(0));
  }

  /** {@code max}, and -1 in version 1, is no number: no limit. */
  private static OptionalDouble cores(String quota, String period) {
    OptionalLong used = KernelText.count(quota);
    OptionalLong of = KernelText.count(period);
    return used.isPresent() && of.isPresent() && of.getAsLong() > 0
        ? OptionalDouble.of((double) used.getAsLong() / of.getAsLong())
        : OptionalDouble.empty();
  }

  /** Both limits at once. */
  CpuLimit and(CpuLimit other) {
    double least = Math.min(cores.orElse(Double.POSITIVE_INFINITY), other.cores.orElse(Double.POSITIVE_INFINITY));
    return new CpuLimit(
        least < Double.POSITIVE_INFINITY ? OptionalDouble.of(least) : OptionalDouble.empty(),
        throttledPeriods + other.throttledPeriods,
        throttledNanos + other.throttledNanos);
  }
}
