package lockstep.engine.instrument;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How long each CPU of the machine was busy, with whatever process, since the machine was started. Source: {@code /proc/stat}, see
 * proc(5). The kernel counts in ticks, so each time is right to a tick.
 *
 * @param byCpu by the kernel's number of the CPU
 */
public record CpuTimes(Map<Integer, Busy> byCpu) {

  /** How long a tick of {@code /proc/stat} is: {@code USER_HZ} is 100 on every architecture that Java runs on. */
  static final long TICK_NANOS = 10_000_000;

  private static final String CPU = "cpu";

  /** Of the numbers of a line: user, nice, system, idle, iowait, irq, softirq, steal. */
  private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7);

  private static final int STEAL = 8;

  /**
   * One CPU.
   *
   * @param nanos how long it ran something, interrupts included
   * @param stolenNanos how long it had something to run and the machine that runs this virtual one gave it no time
   */
  public record Busy(long nanos, long stolenNanos) {}

  public CpuTimes {
    byCpu = Map.copyOf(byCpu);
  }

  /** Parses the file; lines that are not of a single CPU, or not as expected, are left out. */
  static CpuTimes parse(String text) {
    Map<Integer, Busy> byCpu = new TreeMap<>();
    text.lines()
        .map(KernelText::words)
        .forEach(words -> cpu(words).ifPresent(cpu -> busy(words).ifPresent(busy -> byCpu.put(cpu, busy))));
    return new CpuTimes(byCpu);
  }

  private static Optional<Integer> cpu(List<String> words) {
    OptionalLong number =
        words.getFirst().startsWith(CPU) ? KernelText.count(words.getFirst().substring(CPU.length())) : OptionalLong.empty();
    return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
        ? Optional.of((int) number.getAsLong())
        : Optional.empty();
  }

  private static Optional<Busy> busy(List<String> words) {
    if (words.size() <= STEAL) {
      return Optional.empty();
    }
    List<OptionalLong> ticks = BUSY.stream().map(field -> KernelText.count(words.get(field))).toList();
    OptionalLong stolen = KernelText.count(words.get(STEAL));
    return stolen.isPresent() && ticks.stream().allMatch(OptionalLong::isPresent)
        ? Optional.of(
            new Busy(ticks.stream().mapToLong(OptionalLong::getAsLong).sum() * TICK_NANOS, stolen.getAsLong() * TICK_NANOS))
        : Optional.empty();
  }

  /** Of those CPUs only. */
  CpuTimes of(Collection<Integer> cpus) {
    Map<Integer, Busy> some = new TreeMap<>(byCpu);
    some.keySet().retainAll(cpus);
    return new CpuTimes(some);
  }

  /** How long the CPUs were busy since an earlier reading, those that are in both. */
  Busy since(CpuTimes earlier) {
    long nanos = 0;
    long stolen = 0;
    for (Map.Entry<Integer, Busy> entry : byCpu.entrySet()) {
      Busy before = earlier.byCpu.getOrDefault(entry.getKey(), entry.getValue());
      nanos += entry.getValue().nanos - before.nanos;
      stolen += entry.getValue().stolenNanos - before.stolenNanos;
    }
    return new Busy(nanos, stolen);
  }
}
