package lockstep.node.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.node.fork.ForkReport.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fork reports of models that do what none should. */
@Timeout(120)
final class TroubleTest {

  @TempDir Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void announce() throws IOException {
    Trouble.announce(folder);
    Thread.currentThread().setContextClassLoader(Trouble.loader(folder));
  }

  @AfterEach
  void forget() throws IOException {
    if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
      loader.close();
    }
    Thread.currentThread().setContextClassLoader(before);
  }

  static Stream<String> everyEngine() {
    return Engines.ALL.stream().map(EngineKind::name);
  }

  private static ForkReport report(String fault, String engine, Policy policy, long measureNanos) throws InterruptedException {
    int workers = engine.equals("sequential") ? 1 : 2;
    ForkOrder order = new OrderSample("trouble", Map.of("fault", fault), engine, workers).under(policy).measuring(0, measureNanos, 1).order();
    return new Performance(order, progress -> {}, stuck -> {}).perform();
  }

  private static ForkReport report(String fault, String engine) throws InterruptedException {
    return report(fault, engine, Policy.ORDERED, 0);
  }

  @ParameterizedTest
  @MethodSource("everyEngine")
  void modelThatThrowsFailsWithTaskSeedAndLine(String engine) throws InterruptedException {
    assertThat(report("plan", engine))
        .satisfies(
            report -> {
              assertThat(report.status()).isEqualTo(Status.FAILED);
              assertThat(report.reason()).get().asString().matches("task 9 \\(seed 42\\) failed in plan: cannot plan \\(Trouble.java:\\d+\\)");
            });
    assertThat(report("update", engine).reason())
        .get()
        .asString()
        .matches("task 9 \\(seed 42\\) failed in update: cannot update \\(Trouble.java:\\d+\\)");
  }

  @Test
  void modelThatCannotVerifyFails() throws InterruptedException {
    assertThat(report("verify", "sequential").reason()).get().asString().startsWith("the model (seed 42) failed in verify: cannot verify");
  }

  @Test
  void brokenInvariantIsFoundWithItsDetail() throws InterruptedException {
    assertThat(report("invariant", "threads").findings())
        .containsExactly(new Finding(Finding.INVARIANT, 1, "peace: there is trouble"));
  }

  @Test
  void workThatDiffersFromRepetitionToRepetitionIsFound() throws InterruptedException {
    ForkReport report = report("mood", "sequential", Policy.ORDERED, Duration.ofMillis(100).toNanos());

    assertThat(report.findings()).extracting(Finding::kind).containsExactly(Finding.IRREPRODUCIBLE);
  }

  /** The replay does not meet anybody, but it is not needed: versions tell enough. */
  @Test
  void raceOfTwoWhoAlwaysMeetIsNotSerialisable() throws InterruptedException {
    ForkReport report = report("assign", "threads", Policy.UNGUARDED, 0);

    assertThat(report.status()).isEqualTo(Status.MEASURED);
    assertThat(report.findings())
        .containsExactly(
            new Finding(Finding.LOST_UPDATES, 5, "updates that were committed and are not in the final state"),
            new Finding(Finding.NOT_SERIALISABLE, 2, "tasks 0 and 1 both saw version 0 of resource 0 and changed it"));
    assertThat(report.figures().orElseThrow().serialisable()).contains(new ForkReport.Serialisable(10, false));
  }

  @Test
  void raceOfTwoWhoAlwaysMeetLosesOneUpdateOfEachPair() throws InterruptedException {
    ForkReport report = report("meet", "threads", Policy.UNGUARDED, 0);

    assertThat(report.status()).isEqualTo(Status.MEASURED);
    assertThat(report.findings())
        .containsExactly(
            new Finding(Finding.LOST_UPDATES, 5, "updates that were committed and are not in the final state"));
  }
}
