package lockstep.engine.instrument;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the whole machine does and allows, at one moment; two of them are subtracted. What a system does not tell is empty.
 *
 * @param nanoTime when it was read
 * @param load averages
 * @param pressure of threads that wait for a core
 * @param cpus how busy the CPUs were that this process may run on; no CPU off Linux
 * @param limit of the control groups
 */
public record MachineState(
    long nanoTime, Optional<LoadAverage> load, Optional<CpuPressure> pressure, CpuTimes cpus, Optional<CpuLimit> limit) {

  /** Of this machine, now. */
  public static MachineState now() {
    return read(KernelFiles.SYSTEM, Affinity.allowed());
  }

  /**
   * Of the machine of which these files tell.
   *
   * @param allowed the CPUs that this process may run on; empty: all of them
   */
  static MachineState read(KernelFiles files, Optional<List<Integer>> allowed) {
    CpuTimes all = CpuTimes.parse(files.text("proc/stat").orElse(""));
    return new MachineState(
        System.nanoTime(),
        files.text("proc/loadavg").flatMap(LoadAverage::parse),
        files.text("proc/pressure/cpu").flatMap(CpuPressure::parse),
        allowed.map(all::of).orElse(all),
        ControlGroup.read(files));
  }

  /**
   * What the machine did since an earlier moment.
   *
   * @param own what this process used meanwhile
   */
  public MachineCost since(MachineState earlier, ProcessCost own) {
    long wallNanos = nanoTime - earlier.nanoTime;
    CpuTimes.Busy busy = cpus.since(earlier.cpus);
    boolean known = !cpus.byCpu().isEmpty() && own.cpu().isPresent();
    CpuLimit before = earlier.limit.orElse(CpuLimit.NONE);
    return new MachineCost(
        wallNanos,
        cpus.byCpu().size(),
        known ? OptionalLong.of(busy.nanos() - own.cpu().get().nanos()) : OptionalLong.empty(),
        cpus.byCpu().isEmpty() ? OptionalLong.empty() : OptionalLong.of(busy.stolenNanos()),
        pressure.isPresent() && earlier.pressure.isPresent()
            ? OptionalLong.of(pressure.get().totalNanos() - earlier.pressure.get().totalNanos())
            : OptionalLong.empty(),
        limit.map(now -> now.throttledPeriods() - before.throttledPeriods()).orElse(0L),
        limit.map(now -> now.throttledNanos() - before.throttledNanos()).orElse(0L));
  }
}
