package lockstep.node.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forks of event models that are performed in this JVM. */
@Timeout(120)
final class EventPerformanceTest {

  private static final Map<String, String> SMALL_PHOLD = Map.of("entities", "64");
  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  @TempDir Path folder;

  static Stream<String> everyEngine() {
    return Engines.EVENTS.stream().map(EventEngineKind::name);
  }

  private static OrderSample order(String simulation, Map<String, String> parameters, String engine, VirtualTime time, Partitioning partitioning) {
    boolean concurrent = Engines.ofEvents(engine).orElseThrow().concurrent();
    return new OrderSample(simulation, parameters, engine, concurrent ? 2 : 1)
        .ofEvents(new EventOrder(time, concurrent ? 3 : 1, partitioning, Optional.empty()));
  }

  private static VirtualTime until(double end) {
    return new VirtualTime(Optional.of(end), Optional.empty(), 0);
  }

  private static ForkOrder phold(String engine, VirtualTime time, Partitioning partitioning) {
    return order("phold", SMALL_PHOLD, engine, time, partitioning).order();
  }

  private static Figures figures(ForkOrder order) throws InterruptedException {
    ForkReport report = new EventPerformance(order, progress -> {}, stuck -> {}).perform();
    assertThat(report.reason()).isEmpty();
    assertThat(report.findings()).isEmpty();
    return report.figures().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("everyEngine")
  void everyEngineMeasuresTheSameEventsHoweverEntitiesAreDealt(String engine) throws InterruptedException {
    Figures reference = figures(phold("sequential", until(30), Partitioning.BLOCK));

    for (Partitioning partitioning : Partitioning.values()) {
      Figures figures = figures(phold(engine, until(30), partitioning));

      assertThat(figures.digest()).isEqualTo(reference.digest());
      assertThat(figures.ledger()).isEqualTo(reference.ledger()).containsOnlyKeys("events", "sent", "windows");
      assertThat(figures.work()).isEqualTo(figures.ledger().get("events"));
      assertThat(figures.throughput()).isEqualTo((double) figures.work() * figures.repetitions() / figures.seconds());
      assertThat(figures.latency()).isEmpty();
    }
  }

  @Test
  void theoryIsToldWithItsDeviations() throws InterruptedException {
    EventFigures events = figures(phold("sequential", until(30), Partitioning.BLOCK)).events().orElseThrow();

    assertThat(events.end()).isEqualTo(30);
    assertThat(events.pendingBytes()).isPositive();
    assertThat(events.theory())
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.quantity()).isEqualTo("hops");
              assertThat(check.z()).isCloseTo((check.observed() - check.expected()) / check.deviation(), within(1e-12)).isBetween(-5.0, 5.0);
            });
  }

  @Test
  void enoughEventsEndARunWithTheirWindow() throws InterruptedException {
    Figures figures = figures(phold("sequential", new VirtualTime(Optional.empty(), Optional.of(1000L), 0), Partitioning.BLOCK));

    assertThat(figures.work()).isBetween(1000L, 1100L);
    assertThat(figures.events().orElseThrow().end()).isCloseTo(figures.ledger().getOrDefault("windows", 0L) * 0.1, within(0.11));
  }

  @Test
  void repetitionsAreAddedUpAndToldOnTheWay() throws InterruptedException {
    ForkOrder once = phold("sequential", until(30), Partitioning.BLOCK);
    long nanos = Duration.ofMillis(100).toNanos();
    ForkOrder timed = order("phold", SMALL_PHOLD, "sequential", until(30), Partitioning.BLOCK).measuring(nanos, nanos, 1).order();
    List<ForkProgress> told = new CopyOnWriteArrayList<>();

    Figures figures = new EventPerformance(timed, told::add, stuck -> {}).perform().figures().orElseThrow();

    assertThat(figures.work()).isEqualTo(figures(once).work());
    assertThat(figures.throughput()).isEqualTo((double) figures.work() * figures.repetitions() / figures.seconds());
    assertThat(told).extracting(ForkProgress::commits).isSorted();
  }

  private ForkReport troubled(EventTrouble.Fault fault, long measureNanos, long noProgressNanos, Consumer<ForkReport> stuck)
      throws IOException, InterruptedException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Trouble.announce(folder);
    try (URLClassLoader loader = Trouble.loader(folder)) {
      Thread.currentThread().setContextClassLoader(loader);
      ForkOrder timed =
          order("event-trouble", Map.of("fault", fault.name()), "sequential", until(2), Partitioning.BLOCK)
              .measuring(0, measureNanos, 1)
              .noProgressFor(noProgressNanos)
              .order();
      return new EventPerformance(timed, progress -> {}, stuck).perform();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void modelThatThrowsFailsItsForkAtAnEntity() throws Exception {
    ForkReport report = troubled(EventTrouble.Fault.THROW, 0, MINUTE_NANOS, stuck -> {});

    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.reason()).get().asString().startsWith("entity 17, kind 3, time 0.5 (seed 42) failed in handle: no luck (EventTrouble.java:");
  }

  @Test
  void modelThatNeverReturnsIsToldWithItsEntity() throws Exception {
    CompletableFuture<ForkReport> told = new CompletableFuture<>();
    ForkReport report =
        troubled(
            EventTrouble.Fault.NEVER_RETURN,
            0,
            Duration.ofMillis(50).toNanos(),
            stuck -> {
              told.complete(stuck);
              EventTrouble.RELEASED.countDown();
            });

    assertThat(report.status()).isEqualTo(Status.STALLED);
    ForkReport stuck = told.get(60, TimeUnit.SECONDS);
    assertThat(stuck.status()).isEqualTo(Status.STALLED);
    assertThat(stuck.reason())
        .get()
        .asString()
        .matches("no progress for \\d+\\.\\d s after \\d+ events; the model is in handle of entity 17, kind 3, time 0\\.5 \\(seed 42\\)");
  }

  @ParameterizedTest
  @EnumSource(value = EventTrouble.Fault.class, names = {"NONE", "BE_IMPURE", "DISAGREE"})
  void impureModelsAndThoseThatDisagreeWithTheoryAreFound(EventTrouble.Fault fault) throws Exception {
    ForkReport report = troubled(fault, Duration.ofMillis(200).toNanos(), MINUTE_NANOS, stuck -> {});

    assertThat(report.figures().orElseThrow().repetitions()).isGreaterThan(1);
    assertThat(report.findings())
        .extracting(Finding::kind)
        .isEqualTo(
            switch (fault) {
              case BE_IMPURE -> List.of(Finding.IRREPRODUCIBLE);
              case DISAGREE -> List.of(Finding.THEORY);
              default -> List.of();
            });
  }
}
