package lockstep.node.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.engine.risk.Circles;
import lockstep.engine.risk.RiskFigures;
import lockstep.engine.risk.TraceEnd;
import lockstep.node.fork.ForkReport.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
final class RiskPassTest {

  private static final Map<String, String> BANK = Map.of("accounts", "10", "transfers", "2000");
  private static final Map<String, String> TABLE = Map.of("seats", "5", "meals", "1000000", "gap", "2ms", "pause", "timer");

  static Stream<String> coordinatingEngines() {
    return Engines.ALL.stream().filter(kind -> !kind.uncoordinated()).map(EngineKind::name);
  }

  private static ForkOrder order(String simulation, Map<String, String> parameters, String engine, int workers, Policy policy) {
    OrderSample sample = new OrderSample(simulation, parameters, engine, workers).under(policy);
    return (policy == Policy.UNORDERED ? sample.noProgressFor(Duration.ofMillis(300).toNanos()) : sample).order();
  }

  private static ForkReport perform(ForkOrder order) throws InterruptedException {
    return new Performance(order, progress -> {}, stuck -> {}).perform();
  }

  /** Without a measurement before it, and with time enough on a busy machine. */
  private static RiskFigures whole(ForkOrder order) throws InterruptedException {
    ForkReport measured = new ForkReport(Status.MEASURED, Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());
    Duration minute = Duration.ofMinutes(1);
    try (Engine engine = Engines.named(order.engine()).orElseThrow().open()) {
      RiskFigures risk = RiskPass.addTo(measured, order, Models.tasks(order), engine, stuck -> {}, minute, minute).risk().orElseThrow();
      assertThat(risk.end()).isEqualTo(TraceEnd.DONE);
      return risk;
    }
  }

  @ParameterizedTest
  @MethodSource("coordinatingEngines")
  void everyMeasuredForkTellsWhatItsTraceTold(String engine) throws InterruptedException {
    ForkOrder order = order("bank", BANK, engine, 4, Policy.ORDERED);
    ForkReport report = perform(order);
    assertThat(report.status()).isEqualTo(Status.MEASURED);
    assertThat(report.risk()).isPresent();

    RiskFigures risk = whole(order);
    assertThat(risk.tasks()).isEqualTo(2000);
    assertThat(risk.moves()).as("wants, granted, released, twice each, and the commit").isEqualTo(7 * 2000);
    assertThat(risk.dropped()).isZero();
    assertThat(risk.circles().count()).isZero();
  }

  @ParameterizedTest
  @MethodSource("coordinatingEngines")
  void underOpenLoadTasksArriveInThePassToo(String engine) throws InterruptedException {
    RiskFigures risk = whole(new OrderSample("bank", BANK, engine, 2).arrivingAt(100_000).order());
    assertThat(risk.tasks()).isEqualTo(2000);
    assertThat(risk.nanos()).as("2000 tasks arrive in a fiftieth of a second").isGreaterThan(10_000_000);
  }

  @ParameterizedTest
  @MethodSource("coordinatingEngines")
  void aForkThatDeadlockedTellsHowDeadlocksForm(String engine) throws InterruptedException {
    ForkReport report = perform(order("philosophers", TABLE, engine, 5, Policy.UNORDERED));

    assertThat(report.status()).isEqualTo(Status.DEADLOCK);
    assertThat(report.findings()).as("that of the trace is no further one").hasSize(1);
    RiskFigures risk = report.risk().orElseThrow();
    assertThat(risk.end()).isEqualTo(TraceEnd.DEADLOCK);
    assertThat(risk.circles()).extracting(Circles::lasting, Circles::most).containsExactly(1L, 5);
    assertThat(risk.nearMisses().deepest()).isEqualTo(5);
  }

  @Test
  void aDeadlockOfThePassIsAFindingOfAForkThatWasMeasured() throws InterruptedException {
    ForkOrder order = order("philosophers", TABLE, "threads", 5, Policy.UNORDERED);
    ForkReport measured = new ForkReport(Status.MEASURED, Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());
    try (Engine engine = Engines.named("threads").orElseThrow().open()) {
      ForkReport report = RiskPass.addTo(measured, order, Models.tasks(order), engine, stuck -> {});
      assertThat(report.status()).isEqualTo(Status.MEASURED);
      assertThat(report.findings()).singleElement().satisfies(finding -> {
        assertThat(finding.kind()).isEqualTo(Finding.DEADLOCK);
        assertThat(finding.count()).isEqualTo(5);
        assertThat(finding.detail()).startsWith("while it was traced: worker ").contains("waits for");
      });
    }
  }

  @Test
  void whatHasNoRoomIsNotToldAndCounted() throws InterruptedException {
    Map<String, String> wide = Map.of("accounts", "1000", "transfers", "12000", "per-transfer", "16");
    ForkOrder order = order("bank", wide, "threads", 2, Policy.ORDERED);
    RiskFigures risk = whole(order);
    assertThat(risk.moves()).isLessThanOrEqualTo(1 << 18);
    long writes = perform(order).figures().orElseThrow().ledger().getOrDefault("writes", 0L);
    assertThat(risk.moves() + risk.dropped()).as("each write is wanted, granted and released").isEqualTo(3 * writes + 12_000);
    assertThat(risk.dropped()).isPositive();
  }

  @Test
  void ofManyTasksTheFirstAreTraced() throws InterruptedException {
    Map<String, String> many = Map.of("accounts", "1000", "transfers", "40000");
    assertThat(whole(order("bank", many, "threads", 2, Policy.ORDERED)).tasks()).isEqualTo(32_768L);
  }

  @Test
  void whereNothingIsCoordinatedOrGuardedNothingIsTold() throws InterruptedException {
    assertThat(perform(order("bank", BANK, "sequential", 1, Policy.ORDERED)).risk()).isEmpty();
    assertThat(perform(order("bank", BANK, "threads", 2, Policy.UNGUARDED)).risk()).isEmpty();
  }
}
