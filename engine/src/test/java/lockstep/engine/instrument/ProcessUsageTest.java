package lockstep.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a process used, by known causes. */
final class ProcessUsageTest {

  private static final int KIB = 1024;

  /** What is stored where another thread could see it must be allocated. */
  private final AtomicReference<byte[]> last = new AtomicReference<>(new byte[0]);

  private static ProcessCost of(Runnable work) throws InterruptedException {
    ProcessUsage begin = ProcessUsage.begin();
    // A thread of its own, which has ended by the time of the second reading.
    Thread thread = Thread.ofPlatform().start(work);
    thread.join();
    return ProcessUsage.end().since(begin);
  }

  private void allocate(int kibibytes) {
    for (int k = 0; k < kibibytes; k++) {
      last.set(new byte[KIB]);
    }
  }

  @Test
  void allocationOfAThreadThatHasEndedIsCounted() throws InterruptedException {
    int kibibytes = 64 * KIB;

    long bytes = of(() -> allocate(kibibytes)).allocatedBytes().orElseThrow();

    long known = (long) kibibytes * KIB;
    assertThat(bytes).isBetween(known, known + known / 4);
  }

  @Test
  void allocationOfThreadsThatEndAsItIsReadIsCounted() throws InterruptedException {
    int kibibytes = 100;
    long known = 2L * kibibytes * KIB;

    // A JVM's own sum is short of one of the two about once in a hundred times.
    for (int time = 0; time < 500; time++) {
      ProcessUsage begin = ProcessUsage.begin();
      Thread one = Thread.ofPlatform().start(() -> allocate(kibibytes));
      Thread other = Thread.ofPlatform().start(() -> allocate(kibibytes));
      one.join();
      other.join();

      assertThat(ProcessUsage.end().since(begin).allocatedBytes().orElseThrow()).as("time %d", time).isGreaterThanOrEqualTo(known);
    }
  }

  @Test
  void allocationOfVirtualThreadsIsCounted() throws InterruptedException {
    int kibibytes = 32 * KIB;

    long bytes =
        of(() -> {
              try {
                Thread.ofVirtual().start(() -> allocate(kibibytes)).join();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })
            .allocatedBytes()
            .orElseThrow();

    assertThat(bytes).isGreaterThanOrEqualTo((long) kibibytes * KIB);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyParkOfAThreadThatHasEndedIsAVoluntarySwitch() throws InterruptedException {
    int parks = 100;

    CpuUse cpu =
        of(() -> {
              for (int k = 0; k < parks; k++) {
                LockSupport.parkNanos(1_000_000);
              }
            })
            .cpu()
            .orElseThrow();

    assertThat(cpu.voluntarySwitches()).isGreaterThanOrEqualTo(parks);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void workOfAThreadThatHasEndedIsCpuTime() throws InterruptedException {
    long[] sum = new long[1];
    CpuUse cpu =
        of(() -> {
              for (long k = 0; k < 50_000_000; k++) {
                sum[0] += k * k ^ sum[0];
              }
            })
            .cpu()
            .orElseThrow();

    assertThat(cpu.userNanos()).as("after %d", sum[0]).isPositive();
    assertThat(cpu.nanos()).isEqualTo(cpu.userNanos() + cpu.systemNanos());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void timeInAndOutsideOfTheKernelIsWhatTheJvmReadsElsewhere() {
    OperatingSystemMXBean jvm = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long ticks = 2 * CpuTimes.TICK_NANOS;

    long before = jvm.getProcessCpuTime();
    long nanos = ProcessUsage.end().cpu().orElseThrow().nanos();
    long after = jvm.getProcessCpuTime();

    assertThat(nanos).isBetween(before - ticks, after + ticks);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void collectionIsCountedAndItsCpuTimeIsNotWork() throws InterruptedException {
    ProcessCost cost =
        of(() -> {
          allocate(KIB);
          System.gc();
        });

    assertThat(cost.collections()).isPositive();
    assertThat(cost.threads().orElseThrow().collectorNanos()).isPositive();
    assertThat(cost.gcAndJitNanos().orElseThrow()).isPositive();
  }

  private static OptionalDouble shareReceived(long cpuNanos, ThreadCost threads) {
    return new ProcessCost(
            1, Optional.of(new CpuUse(cpuNanos, 0, 0, 0)), OptionalLong.empty(), 0, Optional.of(threads))
        .shareReceived();
  }

  @Test
  void shareReceivedIsUnknownWhenMostOfTheWorkWasDoneByThreadsThatHaveEnded() {
    assertThat(shareReceived(1000, new ThreadCost(100, 100, 400, 100, 9))).hasValue(0.8);
    assertThat(shareReceived(1000, new ThreadCost(100, 100, 399, 100, 9))).isEmpty();
    assertThat(shareReceived(0, new ThreadCost(0, 0, 0, 0, 0))).isEmpty();
  }

  @Test
  void differenceOfWhatIsUnknownIsUnknown() {
    ProcessUsage silent = new ProcessUsage(5, Optional.empty(), OptionalLong.empty(), 2, Optional.empty());
    ProcessUsage telling = new ProcessUsage(9, Optional.of(new CpuUse(1, 2, 3, 4)), OptionalLong.of(7), 3, Optional.empty());

    assertThat(telling.since(silent))
        .isEqualTo(new ProcessCost(4, Optional.empty(), OptionalLong.empty(), 1, Optional.empty()));
    assertThat(telling.since(silent).gcAndJitNanos()).isEmpty();
  }

  @Test
  void everythingIsSubtracted() {
    ProcessUsage begin = new ProcessUsage(5, Optional.of(new CpuUse(1, 2, 3, 4)), OptionalLong.of(7), 2, Optional.empty());
    ProcessUsage end = new ProcessUsage(9, Optional.of(new CpuUse(11, 22, 33, 44)), OptionalLong.of(77), 5, Optional.empty());

    assertThat(end.since(begin))
        .isEqualTo(
            new ProcessCost(4, Optional.of(new CpuUse(10, 20, 30, 40)), OptionalLong.of(70), 3, Optional.empty()));
  }
}
