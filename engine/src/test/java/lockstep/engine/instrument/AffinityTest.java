package lockstep.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Keeping a thread, and what it starts, on some CPUs. */
final class AffinityTest {

  private static List<Integer> allowed() {
    return Affinity.allowed().orElseThrow();
  }

  private static String ofAChild() throws Exception {
    Process child = new ProcessBuilder("grep", "Cpus_allowed_list", "/proc/self/status").start();
    String told = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return told.replaceFirst("^\\S+\\s+", "").strip();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pinnedThreadAndItsChildRunOnOneCpuUntilItIsClosed() throws Exception {
    List<Integer> before = allowed();
    String childBefore = ofAChild();

    try (Affinity pinned = Affinity.firstCores(1).orElseThrow()) {
      assertThat(pinned.cpus()).hasSize(1).isSubsetOf(before);
      assertThat(allowed()).isEqualTo(pinned.cpus());
      assertThat(ofAChild()).isEqualTo(pinned.cpus().getFirst().toString());
    }

    assertThat(allowed()).isEqualTo(before);
    assertThat(ofAChild()).isEqualTo(childBefore);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void threadThatRanBeforeIsNotPinned() throws Exception {
    List<Integer> before = allowed();
    CompletableFuture<Boolean> pinnedNow = new CompletableFuture<>();
    CompletableFuture<List<Integer>> other = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  pinnedNow.join();
                  other.complete(allowed());
                });

    try (Affinity pinned = Affinity.firstCores(1).orElseThrow()) {
      pinnedNow.complete(!pinned.cpus().isEmpty());
      thread.join(30_000);
    }

    assertThat(other).isCompletedWithValue(before);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void moreCoresThanAllowedAndNoneAreRefused() {
    int most = allowed().size();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Affinity.firstCores(most + 1))
        .withMessage("cores must be in [1, " + most + "], got " + (most + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Affinity.firstCores(0)).withMessageContaining("got 0");
  }

  @Test
  void virtualThreadCannotBePinned() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(() -> Affinity.firstCores(1)))).join();

    assertThat(thrown.join()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void coresComeBeforeTheirSecondHardwareThreads(@TempDir Path root) {
    FakeKernel kernel = new FakeKernel(root);
    for (int cpu : List.of(0, 1)) {
      kernel.with("sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list", "0-1\n");
    }
    for (int cpu : List.of(2, 3)) {
      kernel.with("sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list", "2-3\n");
    }

    assertThat(Affinity.first(2, List.of(0, 1, 2, 3), kernel.files())).containsExactly(0, 2);
    assertThat(Affinity.first(3, List.of(0, 1, 2, 3), kernel.files())).containsExactly(0, 1, 2);
    assertThat(Affinity.first(1, List.of(1, 3), kernel.files())).containsExactly(1);
  }

  @Test
  void withoutATopologyEachCpuIsACore(@TempDir Path root) {
    assertThat(Affinity.first(2, List.of(3, 5, 9), new KernelFiles(root))).containsExactly(3, 5);
  }

  @Test
  @DisabledOnOs(OS.LINUX)
  void elsewhereItIsUnavailable() {
    assertThat(Affinity.allowed()).isEmpty();
    assertThat(Affinity.firstCores(1)).isEmpty();
  }
}
