package lockstep.engine.instrument;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls of the C library that Java has no words for. Only on 64-bit Linux; elsewhere, and where the kernel refuses, empty. */
final class LinuxCalls {

  /** Of the whole process, threads that have ended included. */
  private static final int RUSAGE_SELF = 0;

  /** Of {@code struct rusage}: two times of two words each, and fourteen words. */
  private static final int RUSAGE_WORDS = 18;

  private static final int USER_SECONDS = 0;
  private static final int SYSTEM_SECONDS = 2;
  private static final int VOLUNTARY = 16;
  private static final int INVOLUNTARY = 17;

  /** Room for 8 192 CPUs, the most that Linux can be built for. */
  private static final int MASK_WORDS = 128;

  private static final int CALLING_THREAD = 0;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long MICRO_NANOS = 1_000L;

  /** Empty where they do not exist. */
  private static final Optional<LinuxCalls> CALLS = open();

  private final MethodHandle getrusage;
  private final MethodHandle getAffinity;
  private final MethodHandle setAffinity;

  private LinuxCalls(MethodHandle getrusage, MethodHandle getAffinity, MethodHandle setAffinity) {
    this.getrusage = getrusage;
    this.getAffinity = getAffinity;
    this.setAffinity = setAffinity;
  }

  private static Optional<LinuxCalls> open() {
    boolean linux = System.getProperty("os.name", "").equals("Linux");
    if (!linux || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      return Optional.empty();
    }
    FunctionDescriptor usage =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    FunctionDescriptor affinity =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    return handle("getrusage", usage)
        .flatMap(
            getrusage ->
                handle("sched_getaffinity", affinity)
                    .flatMap(
                        get -> handle("sched_setaffinity", affinity).map(set -> new LinuxCalls(getrusage, get, set))));
  }

  @SuppressWarnings("restricted") // The launcher, the forks and the tests enable native access.
  private static Optional<MethodHandle> handle(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, signature));
  }

  /** What the process has used since it began; see getrusage(2). */
  static Optional<CpuUse> cpuUse() {
    return CALLS.flatMap(LinuxCalls::usage);
  }

  /** The CPUs that the calling thread may run on, ascending; see sched_getaffinity(2). */
  static Optional<List<Integer>> affinity() {
    return CALLS.flatMap(LinuxCalls::cpus);
  }

  /** Lets the calling thread, and what it starts from now on, run on those CPUs only; returns whether that was done. */
  static boolean setAffinity(List<Integer> cpus) {
    return CALLS.isPresent() && CALLS.get().restrict(cpus);
  }

  private Optional<CpuUse> usage() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(ValueLayout.JAVA_LONG, RUSAGE_WORDS);
      if (call(() -> (int) getrusage.invokeExact(RUSAGE_SELF, usage)) != 0) {
        return Optional.empty();
      }
      return Optional.of(
          new CpuUse(
              nanos(usage, USER_SECONDS), nanos(usage, SYSTEM_SECONDS), word(usage, VOLUNTARY), word(usage, INVOLUNTARY)));
    }
  }

  private static long nanos(MemorySegment usage, int seconds) {
    return word(usage, seconds) * SECOND_NANOS + word(usage, seconds + 1) * MICRO_NANOS;
  }

  private static long word(MemorySegment segment, int index) {
    return segment.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  private Optional<List<Integer>> cpus() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(ValueLayout.JAVA_LONG, MASK_WORDS);
      if (call(() -> (int) getAffinity.invokeExact(CALLING_THREAD, mask.byteSize(), mask)) != 0) {
        return Optional.empty();
      }
      List<Integer> cpus = new ArrayList<>();
      for (int cpu = 0; cpu < MASK_WORDS * Long.SIZE; cpu++) {
        if ((word(mask, cpu / Long.SIZE) >>> cpu & 1) != 0) {
          cpus.add(cpu);
        }
      }
      return Optional.of(List.copyOf(cpus));
    }
  }

  private boolean restrict(List<Integer> cpus) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(ValueLayout.JAVA_LONG, MASK_WORDS);
      for (int cpu : cpus) {
        int index = cpu / Long.SIZE;
        mask.setAtIndex(ValueLayout.JAVA_LONG, index, word(mask, index) | 1L << cpu);
      }
      return call(() -> (int) setAffinity.invokeExact(CALLING_THREAD, mask.byteSize(), mask)) == 0;
    }
  }

  @FunctionalInterface
  private interface NativeCall {
    int result() throws Throwable;
  }

  private static int call(NativeCall call) {
    try {
      return call.result();
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library failed: " + e.getMessage(), e);
    }
  }
}
