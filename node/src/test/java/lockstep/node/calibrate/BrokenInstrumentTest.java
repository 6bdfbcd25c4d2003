package lockstep.node.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lockstep.engine.instrument.CpuUse;
import lockstep.engine.instrument.ProcessCost;
import lockstep.engine.instrument.ThreadCost;
import lockstep.node.calibrate.ForcedGcAndJit.Figures;
import lockstep.node.calibrate.KnownMessages.Asking;
import lockstep.node.calibrate.Repairman.Shape;
import lockstep.simulation.Pause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment agrees with an instrument that is right, and differs with each that is broken on purpose. */
final class BrokenInstrumentTest {

  private static final long MILLI = 1_000_000;

  /** A way in which figures of a lock can be wrong. */
  record Fault(String name, UnaryOperator<LockFigures> plant) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("waits counted twice", f -> figures(f, f.elapsedNanos(), 1, 2, 1)),
        new Fault("waits only of every second task", f -> figures(f, f.elapsedNanos(), 1, 0.5, 1)),
        new Fault("waits counted with the hold", f -> figures(f, f.elapsedNanos(), 1, 1 + f.holdNanos() / f.waitNanos(), 1)),
        new Fault("waits not counted", f -> figures(f, f.elapsedNanos(), 1, 0, 1)),
        new Fault("nominal holds instead of those achieved", f -> figures(f, f.elapsedNanos() * 12 / 10, 1, 1.2, 1.2)),
        new Fault("time until the last but one worker", f -> figures(f, f.elapsedNanos() * 9 / 10, 1, 1, 1)));
  }

  private static LockFigures figures(LockFigures f, long elapsed, double hold, double wait, double latency) {
    return new LockFigures(
        f.tasks(),
        f.workers(),
        elapsed,
        f.holdNanos() * hold,
        f.thinkNanos(),
        f.waitNanos() * wait,
        f.latencyNanos() * latency);
  }

  private static ProcessCost cost(CpuUse cpu, long allocated, long collections, ThreadCost threads) {
    return new ProcessCost(1000 * MILLI, Optional.of(cpu), OptionalLong.of(allocated), collections, Optional.of(threads));
  }

  private static boolean agree(List<Check> checks) {
    return !checks.isEmpty() && checks.stream().allMatch(Check::holds);
  }

  @Test
  void fixedHoldAgreesWithAnInstrumentThatIsRight() {
    assertThat(agree(FixedHold.judge(Replay.of(new OneLock(120, Pause.TIMER, 10 * MILLI, 0, 0), 8, 1)))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fixedHoldFindsEveryFault(Fault fault) {
    LockFigures right = Replay.of(new OneLock(120, Pause.TIMER, 10 * MILLI, 0, 0), 8, 1);

    assertThat(agree(FixedHold.judge(fault.plant().apply(right)))).isFalse();
  }

  @Test
  void fixedHoldFindsLatenciesWithoutTheWait() {
    LockFigures right = Replay.of(new OneLock(120, Pause.TIMER, 10 * MILLI, 0, 0), 8, 1);

    assertThat(agree(FixedHold.judge(figures(right, right.elapsedNanos(), 1, 1, right.holdNanos() / right.latencyNanos()))))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void repairmanAgreesWithAnInstrumentThatIsRightAndFindsEveryFault(Shape shape) {
    LockFigures right = Replay.of(shape.model(Repairman.TASKS), Repairman.WORKERS, shape.seed());

    assertThat(agree(Repairman.judge(shape, right))).isTrue();
    assertThat(faults()).allSatisfy(fault -> assertThat(agree(Repairman.judge(shape, fault.plant().apply(right)))).isFalse());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void parksAreCountedAndThoseOfTheLeaderThreadAloneAreTooFew() throws InterruptedException, IOException {
    long leaderBefore = switchesOfTheLeader();
    ProcessCost right = KnownParks.measure();
    long leader = switchesOfTheLeader() - leaderBefore;
    ProcessCost broken = cost(new CpuUse(0, 0, leader, 0), 0, 0, new ThreadCost(0, 0, 0, 0, 0));

    assertThat(KnownParks.judge(right)).allSatisfy(check -> assertThat(check.deviation()).isNotNegative());
    assertThat(agree(KnownParks.judge(broken))).isFalse();
  }

  private static long switchesOfTheLeader() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void parksCountedTwiceAreTooMany() {
    long parks = KnownParks.THREADS * KnownParks.PARKS;
    ThreadCost nothing = new ThreadCost(0, 0, 0, 0, 0);

    assertThat(agree(KnownParks.judge(cost(new CpuUse(0, 0, parks + 20, 0), 0, 0, nothing)))).isTrue();
    assertThat(agree(KnownParks.judge(cost(new CpuUse(0, 0, 2 * parks, 0), 0, 0, nothing)))).isFalse();
    assertThat(agree(KnownParks.judge(cost(new CpuUse(0, 0, 3, parks), 0, 0, nothing)))).isFalse();
  }

  @Test
  void allocationIsCountedAndThatOfTheCallingThreadAloneIsTooLittle() throws InterruptedException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long ownBefore = threads.getCurrentThreadAllocatedBytes();
    ProcessCost right = KnownAllocation.measure();
    long own = threads.getCurrentThreadAllocatedBytes() - ownBefore;
    ThreadCost nothing = new ThreadCost(0, 0, 0, 0, 0);
    CpuUse idle = new CpuUse(0, 0, 0, 0);

    assertThat(KnownAllocation.judge(right)).allSatisfy(check -> assertThat(check.deviation()).isNotNegative());
    assertThat(agree(KnownAllocation.judge(cost(idle, own, 0, nothing)))).isFalse();
    assertThat(agree(KnownAllocation.judge(cost(idle, KnownAllocation.BYTES / KnownAllocation.THREADS, 0, nothing)))).isFalse();
    assertThat(agree(KnownAllocation.judge(cost(idle, KnownAllocation.BYTES + 2_000_000, 0, nothing)))).isTrue();
  }

  @Test
  void cpuTimeOfOneThreadOrWithoutTheKernelsOrWithTheCompilersIsFound() {
    long spun = KnownCpu.THREADS * KnownCpu.SPIN_NANOS;
    ThreadCost threads = new ThreadCost(10 * MILLI, 90 * MILLI, 0, 0, KnownCpu.THREADS);

    assertThat(agree(KnownCpu.judge(cost(new CpuUse(spun, 100 * MILLI, 0, 0), 0, 0, threads)))).isTrue();
    assertThat(agree(KnownCpu.judge(cost(new CpuUse(spun / 2, 100 * MILLI, 0, 0), 0, 0, threads)))).isFalse();
    assertThat(agree(KnownCpu.judge(cost(new CpuUse(spun, 0, 0, 0), 0, 0, threads)))).isFalse();
    assertThat(
            agree(KnownCpu.judge(cost(new CpuUse(spun, 100 * MILLI, 0, 0), 0, 0, new ThreadCost(10 * MILLI, 0, 0, 0, 0)))))
        .isFalse();
  }

  @Test
  void collectorsOrCompilersThatAreTakenForWorkAreFound() {
    CpuUse cpu = new CpuUse(1000 * MILLI, 0, 0, 0);
    ThreadCost right = new ThreadCost(400 * MILLI, 300 * MILLI, 300 * MILLI, 0, 0);

    assertThat(agree(ForcedGcAndJit.judge(new Figures(cost(cpu, 0, 20, right), 300 * MILLI)))).isTrue();
    assertThat(agree(ForcedGcAndJit.judge(new Figures(cost(cpu, 0, 20, new ThreadCost(400 * MILLI, 0, 600 * MILLI, 0, 0)), 300 * MILLI))))
        .isFalse();
    assertThat(agree(ForcedGcAndJit.judge(new Figures(cost(cpu, 0, 20, new ThreadCost(0, 300 * MILLI, 700 * MILLI, 0, 0)), 300 * MILLI))))
        .isFalse();
    assertThat(agree(ForcedGcAndJit.judge(new Figures(cost(cpu, 0, 19, right), 300 * MILLI)))).isFalse();
  }

  @Test
  void delaysThatAreNotCountedOrCountedTwiceAreFound() {
    CpuUse cpu = new CpuUse(800 * MILLI, 0, 0, 0);

    assertThat(agree(SharedCore.judge(cost(cpu, 0, 0, new ThreadCost(0, 0, 800 * MILLI, 800 * MILLI, 0))))).isTrue();
    assertThat(agree(SharedCore.judge(cost(cpu, 0, 0, new ThreadCost(0, 0, 800 * MILLI, 0, 0))))).isFalse();
    assertThat(agree(SharedCore.judge(cost(cpu, 0, 0, new ThreadCost(0, 0, 800 * MILLI, 1600 * MILLI, 0))))).isFalse();
    assertThat(agree(SharedCore.judge(cost(cpu, 0, 0, new ThreadCost(0, 0, 800 * MILLI, 400 * MILLI, 0))))).isFalse();
  }

  /** A way in which figures of open load can be wrong. */
  record OpenFault(String name, UnaryOperator<OpenFigures> plant) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<OpenFault> openFaults() {
    return Stream.of(
        new OpenFault("response from the beginning", f -> figures(f, f.elapsedNanos(), f.holdNanos(), f.latencyNanos())),
        new OpenFault("response until the beginning", f -> figures(f, f.elapsedNanos(), f.holdNanos(), f.responseNanos() - f.latencyNanos())),
        new OpenFault("response without the hold", f -> figures(f, f.elapsedNanos(), f.holdNanos(), f.responseNanos() - f.holdNanos())),
        new OpenFault("responses counted twice", f -> figures(f, f.elapsedNanos(), f.holdNanos(), 2 * f.responseNanos())),
        new OpenFault("holds counted twice", BrokenInstrumentTest::holdsTwice),
        new OpenFault("time until the last but one worker", f -> figures(f, f.elapsedNanos() * 9 / 10, f.holdNanos(), f.responseNanos())));
  }

  /** Then timers seem to be late, by as much. */
  private static OpenFigures holdsTwice(OpenFigures f) {
    return new OpenFigures(
        f.tasks(), f.elapsedNanos(), 2 * f.holdNanos(), f.lateNanos() + f.holdNanos(), f.latencyNanos(), f.responseNanos());
  }

  private static OpenFigures figures(OpenFigures f, long elapsed, double hold, double response) {
    return new OpenFigures(f.tasks(), elapsed, hold, f.lateNanos(), f.latencyNanos(), response);
  }

  @ParameterizedTest
  @MethodSource("openFaults")
  void openLoadAgreesWithAnInstrumentThatIsRightAndFindsEveryFault(OpenFault fault) {
    for (double late : new double[] {0, 0.1 * MILLI, 2.0 * MILLI}) {
      OpenFigures right = OpenServer.replayed(late);

      assertThat(agree(OpenServer.judge(right))).isTrue();
      assertThat(agree(OpenServer.judge(fault.plant().apply(right)))).as("late by %.0f ns", late).isFalse();
    }
  }

  @Test
  void timersThatAreFarTooLateDifferAndHaveATruthStill() {
    for (double late = 4.0 * MILLI; late <= 1000.0 * MILLI; late *= 2) {
      List<Check> checks = OpenServer.judge(OpenServer.replayed(late));

      assertThat(agree(checks)).as("late by %.0f ns", late).isFalse();
      assertThat(checks).allSatisfy(check -> assertThat(check.truth()).isPositive().isFinite());
    }
  }

  @ParameterizedTest
  @EnumSource
  void messagesCountedTwiceOrOneTooFewOrTooManyAreFound(Asking asking) {
    assertThat(asking.judge(asking.known()).holds()).isTrue();
    assertThat(asking.judge(2 * asking.known()).holds()).isFalse();
    assertThat(asking.judge(asking.known() - 1).holds()).isFalse();
    assertThat(asking.judge(asking.known() + 1).holds()).isFalse();
  }
}
