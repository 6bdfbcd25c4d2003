package lockstep.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits and throttling of control groups, from texts. */
final class ControlGroupTest {

  private static final String STAT = "usage_usec 9\nnr_periods 8\nnr_throttled 3\nthrottled_usec 40\n";

  private static CpuLimit limit(double cores, long periods, long nanos) {
    return new CpuLimit(OptionalDouble.of(cores), periods, nanos);
  }

  @Test
  void limitOfTheSecondVersionIsQuotaOverPeriod(@TempDir Path root) {
    FakeKernel kernel =
        new FakeKernel(root)
            .with("proc/self/cgroup", "0::/a/b\n")
            .with("sys/fs/cgroup/a/b/cpu.max", "150000 100000\n")
            .with("sys/fs/cgroup/a/b/cpu.stat", STAT);

    assertThat(ControlGroup.read(kernel.files())).contains(limit(1.5, 3, 40_000));
  }

  @Test
  void tightestLimitAndAllThrottlingOfTheGroupsAroundCount(@TempDir Path root) {
    FakeKernel kernel =
        new FakeKernel(root)
            .with("proc/self/cgroup", "0::/a/b\n")
            .with("sys/fs/cgroup/a/b/cpu.max", "max 100000\n")
            .with("sys/fs/cgroup/a/b/cpu.stat", STAT)
            .with("sys/fs/cgroup/a/cpu.max", "50000 100000\n")
            .with("sys/fs/cgroup/a/cpu.stat", STAT)
            .with("sys/fs/cgroup/cpu.stat", "usage_usec 9\n");

    assertThat(ControlGroup.read(kernel.files())).contains(limit(0.5, 6, 80_000));
  }

  @Test
  void firstVersionIsReadWhereItIsMounted(@TempDir Path root) {
    FakeKernel kernel =
        new FakeKernel(root)
            .with("proc/self/cgroup", "4:memory:/m\n2:cpu,cpuacct:/docker/x\n0::/\n")
            .with("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "200000\n")
            .with("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n")
            .with("sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 9\nnr_throttled 4\nthrottled_time 77\n");

    assertThat(ControlGroup.read(kernel.files())).contains(limit(2, 4, 77));
  }

  @Test
  void noQuotaIsNoLimit(@TempDir Path root) {
    FakeKernel kernel =
        new FakeKernel(root)
            .with("proc/self/cgroup", "1:cpu:/\n0::/\n")
            .with("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n")
            .with("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n")
            .with("sys/fs/cgroup/unified/cpu.stat", "usage_usec 9\n");

    assertThat(ControlGroup.read(kernel.files())).contains(CpuLimit.NONE);
  }

  @Test
  void noFilesAreNoGroups(@TempDir Path root) {
    assertThat(ControlGroup.read(new KernelFiles(root))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "max", "max 100000", "1 0", "x y", "-5 100", "1 2 3", "99999999999999999999 1"})
  void anythingElseIsNoLimit(String max) {
    assertThat(CpuLimit.second(max, "nr_throttled x\nthrottled_usec\nnr_throttled 1 2\n")).isEqualTo(CpuLimit.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0::", "0::a", "0::/../../etc", "0::/a/../b", "1:cpu:/x", ":::"})
  void pathThatLeadsElsewhereIsTheRoot(String membership) {
    assertThat(ControlGroup.path(membership, "")).isEqualTo("/");
  }

  @Test
  void foldersAreTheGroupAndAllAroundIt() {
    assertThat(ControlGroup.path("2:cpu,cpuacct:/a:b/c\n", "cpu")).isEqualTo("/a:b/c");
    assertThat(ControlGroup.folders(List.of("m", "n"), "/a/b")).containsExactly("m/a/b", "m/a", "m", "n/a/b", "n/a", "n");
  }
}
