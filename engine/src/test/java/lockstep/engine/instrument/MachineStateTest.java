package lockstep.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lockstep.engine.instrument.CpuTimes.Busy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine tells, from texts. */
final class MachineStateTest {

  private static final String PRESSURE =
      """
      some avg10=12.50 avg60=0.66 avg300=3.05 total=10262
      full avg10=99.00 avg60=0.00 avg300=0.00 total=7
      """;

  private static ProcessCost own(long cpuNanos) {
    return new ProcessCost(
        1, Optional.of(new CpuUse(cpuNanos, 0, 0, 0)), OptionalLong.empty(), 0, Optional.empty());
  }

  @Test
  void loadIsTheFirstThreeNumbers() {
    assertThat(LoadAverage.parse("0.15 0.27 18.90 1/89 4570\n")).contains(new LoadAverage(0.15, 0.27, 18.90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.1", "0.1 0.2", "a b c", "0.1 NaN 0.3", "-1 0 0", "0.1 Infinity 1"})
  void anythingElseIsNoLoad(String text) {
    assertThat(LoadAverage.parse(text)).isEmpty();
  }

  @Test
  void pressureIsThatOfSomeThread() {
    assertThat(CpuPressure.parse(PRESSURE)).contains(new CpuPressure(0.125, 10_262_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "full avg10=1 total=1", "some", "some avg10=1", "some total=1", "some avg10=x total=1", "some avg10=1 total=-1", "some ="})
  void anythingElseIsNoPressure(String text) {
    assertThat(CpuPressure.parse(text)).isEmpty();
  }

  @Test
  void cpuIsBusyWhenItIsNeitherIdleNorWaitingForADisk() {
    String stat =
        """
        cpu  1000 1000 1000 1000 1000 1000 1000 1000 0 0
        cpu0 1 2 4 800 900 8 16 32 64 128
        cpu1 10 0 0 800 900 0 0 3 0 0
        intr 1 2 3
        """;

    assertThat(CpuTimes.parse(stat).byCpu())
        .isEqualTo(Map.of(0, new Busy(310_000_000, 320_000_000), 1, new Busy(100_000_000, 30_000_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "cpu0", "cpu0 1 2 3 4 5 6 7", "cpux 1 2 3 4 5 6 7 8", "cpu0 1 2 x 4 5 6 7 8", "cpu0 1 2 3 4 5 6 7 -8", "cpu99999999999 1 2 3 4 5 6 7 8"})
  void anythingElseIsNoCpu(String text) {
    assertThat(CpuTimes.parse(text).byCpu()).isEmpty();
  }

  @Test
  void machineWithoutFilesIsEmpty(@TempDir Path root) {
    MachineState state = MachineState.read(new KernelFiles(root), Optional.empty());

    assertThat(state.load()).isEmpty();
    assertThat(state.pressure()).isEmpty();
    assertThat(state.cpus().byCpu()).isEmpty();
    assertThat(state.limit()).isEmpty();
    assertThat(state.since(state, own(5)).othersNanos()).isEmpty();
    assertThat(state.since(state, own(5)).stolenNanos()).isEmpty();
    assertThat(state.since(state, own(5)).pressureNanos()).isEmpty();
  }

  @Test
  void othersUseWhatWasBusyAndNotOwn(@TempDir Path root) {
    FakeKernel kernel = new FakeKernel(root).with("proc/pressure/cpu", "some avg10=0.00 total=10");
    MachineState before =
        MachineState.read(kernel.with("proc/stat", "cpu0 100 0 0 9 9 0 0 1\ncpu1 5 0 0 9 9 0 0 0").files(), Optional.empty());
    MachineState after =
        MachineState.read(
            kernel
                .with("proc/stat", "cpu0 150 0 0 99 99 0 0 4\ncpu1 25 0 0 9 9 0 0 0")
                .with("proc/pressure/cpu", "some avg10=0.00 total=17")
                .files(),
            Optional.empty());

    MachineCost cost = after.since(before, own(400_000_000));

    assertThat(cost.cpus()).isEqualTo(2);
    assertThat(cost.othersNanos()).hasValue(300_000_000);
    assertThat(cost.stolenNanos()).hasValue(30_000_000);
    assertThat(cost.pressureNanos()).hasValue(7_000);
    assertThat(cost.resolutionNanos()).isEqualTo(40_000_000);
  }

  @Test
  void cpusOnWhichThisProcessMayNotRunDoNotMatter(@TempDir Path root) {
    FakeKernel kernel = new FakeKernel(root);
    Optional<List<Integer>> second = Optional.of(List.of(1));
    MachineState before = MachineState.read(kernel.with("proc/stat", "cpu0 1 0 0 0 0 0 0 0\ncpu1 1 0 0 0 0 0 0 0").files(), second);
    MachineState after = MachineState.read(kernel.with("proc/stat", "cpu0 9 0 0 0 0 0 0 0\ncpu1 4 0 0 0 0 0 0 0").files(), second);

    MachineCost cost = after.since(before, own(0));

    assertThat(cost.cpus()).isEqualTo(1);
    assertThat(cost.othersNanos()).hasValue(30_000_000);
  }

  @Test
  void withoutOwnTimeOthersAreUnknown(@TempDir Path root) {
    MachineState state = MachineState.read(new FakeKernel(root).with("proc/stat", "cpu0 1 0 0 0 0 0 0 0").files(), Optional.empty());
    ProcessCost unknown = new ProcessCost(1, Optional.empty(), OptionalLong.empty(), 0, Optional.empty());

    assertThat(state.since(state, unknown).othersNanos()).isEmpty();
    assertThat(state.since(state, own(0)).othersNanos()).hasValue(0);
  }

  @Test
  void throttlingIsThatOfTheInterval(@TempDir Path root) {
    FakeKernel kernel = new FakeKernel(root).with("proc/self/cgroup", "0::/\n");
    MachineState before =
        MachineState.read(kernel.with("sys/fs/cgroup/cpu.stat", "nr_throttled 5\nthrottled_usec 50\n").files(), Optional.empty());
    MachineState after =
        MachineState.read(kernel.with("sys/fs/cgroup/cpu.stat", "nr_throttled 7\nthrottled_usec 90\n").files(), Optional.empty());

    MachineCost cost = after.since(before, own(0));

    assertThat(cost.throttledPeriods()).isEqualTo(2);
    assertThat(cost.throttledNanos()).isEqualTo(40_000);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thisMachineTellsOfTheCpusThatMayBeUsed() {
    MachineState now = MachineState.now();

    assertThat(now.load()).isPresent();
    assertThat(now.cpus().byCpu().keySet()).containsExactlyInAnyOrderElementsOf(Affinity.allowed().orElseThrow());
  }
}
