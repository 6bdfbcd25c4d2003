package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.simulation.Pause;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine has to do with tasks that arrive from outside: a subclass names the kind. */
@Timeout(60)
public abstract class OpenLoadConformance {

  private static final long SEED = 11;
  private static final double FAST = 200_000;
  private static final long MS = 1_000_000;
  private static final int ROUNDS = 20;

  private final EngineKind kind;

  protected OpenLoadConformance(EngineKind kind) {
    this.kind = kind;
  }

  private int atMost(int workers) {
    return kind.uncoordinated() ? 1 : workers;
  }

  private Account perform(Assignment assignment) throws InterruptedException {
    try (Engine engine = kind.open()) {
      return assertInstanceOf(Outcome.Completed.class, engine.perform(assignment)).account();
    }
  }

  static Stream<ConformanceModels.Case> models() {
    return ConformanceModels.all().stream().filter(of -> of.model().leastWorkers() == 1);
  }

  /** Agents among them, whose tasks throw when they come in another order. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  public void doesTheWorkOfClosedLoad(ConformanceModels.Case of) throws InterruptedException {
    TaskModel model = of.model();
    Assignment assignment =
        Assignment.of(model, SEED, atMost(3), Policy.ORDERED).arrivingAt(Arrivals.poisson(FAST, model.tasks(), SEED));
    try (Engine engine = kind.open()) {
      Outcome outcome = engine.perform(assignment);
      assertThat(Work.of(outcome)).as("%s on %s", of, kind.name()).isEqualTo(Work.reference(model, SEED));
    }
  }

  /** The clock of the test began before that of the engine. */
  @Test
  public void noTaskIsBegunBeforeItArrivesAndItsResponseCountsFromThere() throws InterruptedException {
    for (int agents : new int[] {0, 4}) {
      AtomicLongArray planned = new AtomicLongArray(12);
      Sketch model =
          Sketch.of("arrives", 12, 1, (i, draw, plan) -> planned.set((int) i, System.nanoTime())).withAgents(agents);
      Arrivals arrivals = Arrivals.at(LongStream.range(0, 12).map(i -> 3 * i * MS + i % 3 * MS / 2).sorted().toArray());
      long before = System.nanoTime();
      Account account = perform(Assignment.of(model, SEED, atMost(3), Policy.ORDERED).arrivingAt(arrivals));
      for (int i = 0; i < 12; i++) {
        assertThat(planned.get(i) - before).as("task %d", i).isGreaterThanOrEqualTo(arrivals.nanos(i));
      }
      assertThat(account.responses()).hasSize(12);
      assertThat(LongStream.of(account.responses()).sum()).isGreaterThanOrEqualTo(LongStream.of(account.latencies()).sum());
    }
  }

  @Test
  public void tasksThatFindNoWorkerFreeAreDelayedAndNeverDropped() throws InterruptedException {
    Sketch model = Sketch.of("slow", 40, 1, (i, draw, plan) -> plan.exclusive(0).hold(Pause.TIMER, 2 * MS));
    Arrivals arrivals = Arrivals.at(LongStream.range(0, 40).toArray());
    Account account = perform(Assignment.of(model, SEED, atMost(2), Policy.ORDERED).arrivingAt(arrivals));
    assertThat(account.ledger().commits()).isEqualTo(40);
    assertThat(arrivals.overload(account.behind(), atMost(2))).isPresent();
    assertThat(LongStream.of(account.responses()).max().orElseThrow())
        .as("the last waits for 39 others")
        .isGreaterThan(39 * 2 * MS);
  }

  /** A task every 20 ms that takes next to nothing; on a machine that stood still, another round. */
  @Test
  public void workThatKeepsUpIsNotOverloaded() throws InterruptedException {
    Sketch model = Sketch.of("quick", 10, 1, (i, draw, plan) -> plan.exclusive(0));
    Arrivals arrivals = Arrivals.at(LongStream.range(0, 10).map(i -> 20 * i * MS).toArray());
    long behind = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && arrivals.overload(behind, atMost(2)).isPresent(); round++) {
      behind = perform(Assignment.of(model, SEED, atMost(2), Policy.ORDERED).arrivingAt(arrivals)).behind();
    }
    assertThat(arrivals.overload(behind, atMost(2))).isEmpty();
  }

  /** Task 0 waits for the last one, which would be the same worker's if tasks were dealt. */
  @Test
  public void aWorkerThatIsLateKeepsNoTaskFromAnother() throws InterruptedException {
    if (kind.uncoordinated()) {
      return;
    }
    Sketch model =
        Sketch.of(
                "first waits for last",
                19,
                2,
                (i, draw, plan) -> {
                  if (i == 0) {
                    plan.take(1);
                  } else if (i == 18) {
                    plan.put(1);
                  }
                })
            .withPermits(r -> r == 1 ? 0 : 1);
    Assignment assignment = Assignment.of(model, SEED, 2, Policy.ORDERED);
    assertThat(List.of(assignment.firstTask(0), 18L % 2)).as("dealt").containsExactly(0L, 0L);
    assertThat(perform(assignment.arrivingAt(Arrivals.at(new long[19]))).ledger().commits()).isEqualTo(19);
  }

  @Test
  public void aWorkerThatWaitsForATaskToArriveIsEndedByACancellation() throws InterruptedException {
    Sketch model = Sketch.of("in a day", 2, 0, (i, draw, plan) -> {});
    Assignment assignment =
        Assignment.of(model, SEED, atMost(2), Policy.ORDERED).arrivingAt(Arrivals.at(0, 86_400_000 * MS));
    Thread cancelling =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (assignment.board().commits() < 1 && !Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                  }
                  assignment.cancellation().request();
                });
    try (Engine engine = kind.open()) {
      assertThat(engine.perform(assignment)).isInstanceOf(Outcome.Cancelled.class);
    } finally {
      cancelling.interrupt();
      cancelling.join();
    }
  }
}
