package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.simulation.Draw;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine has to do under the policy {@code detect}: work that comes to a deadlock without it is done, each task once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DetectConformance {

  /** Long enough for a machine that is busy with something else; what hangs, hangs for ever. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private static final long DETECTION_NANOS = 1_000_000;
  private static final long GAP = 5 * Plan.SHORTEST_TIMER_NANOS;
  private static final long SEED = 3;

  /** A thread that comes late on a busy machine meets nobody. */
  private static final int ROUNDS = 20;

  private final Engine engine;

  protected DetectConformance(EngineKind kind) {
    assertThat(kind.policies()).contains(Policy.DETECT);
    this.engine = kind.open();
  }

  @AfterAll
  public void closes() {
    assertTimeoutPreemptively(LONG_ENOUGH, engine::close);
  }

  /** How the policy is coordinated in these tests. */
  protected Coordination coordination() {
    return Coordination.of(Policy.DETECT).detectingEvery(DETECTION_NANOS);
  }

  /** Work whose first tasks close circles, if they are begun together. */
  private static Sketch circling(String name, int workers, int resources, Sketch.Planner planner) {
    return Sketch.of(name, 2L * workers, resources, planner);
  }

  private static void next(int first, int second, Plan plan) {
    plan.exclusive(first).gap(Pause.TIMER, GAP).exclusive(second);
  }

  /**
   * Work, by how many workers it is done, and in how many circles they come at once.
   *
   * @return the sizes of circles that are possible
   */
  static Stream<Arguments> deadlocking() {
    Sketch pair = circling("two against each other", 2, 2, (i, draw, plan) -> next((int) (i % 2), (int) ((i + 1) % 2), plan));
    Sketch three = circling("three in a circle", 3, 3, (i, draw, plan) -> next((int) (i % 3), (int) ((i + 1) % 3), plan));
    Sketch twice =
        circling("two circles at once", 4, 4, (i, draw, plan) -> next((int) (i % 4), (int) (i % 4) ^ 1, plan));
    Sketch shared =
        circling("readers that want to write", 2, 2, DetectConformance::readsThenWrites).sharing();
    Sketch counted =
        circling("all permits in a circle", 4, 2, (i, draw, plan) -> plan.permit((int) (i % 2)).gap(Pause.TIMER, GAP).permit((int) ((i + 1) % 2)))
            .withPermits(r -> 2);
    Sketch mixed =
        circling("a permit and a lock", 3, 2, (i, draw, plan) -> {
              var _ = i % 3 == 0 ? plan.exclusive(0).gap(Pause.TIMER, GAP).permit(1) : plan.permit(1).gap(Pause.TIMER, GAP).exclusive(0);
            })
            .withPermits(r -> r + 1);
    return Stream.of(
        Arguments.of(pair, 2, 1, 2, 2),
        Arguments.of(three, 3, 1, 3, 3),
        Arguments.of(twice, 4, 2, 2, 2),
        Arguments.of(shared, 2, 1, 2, 2),
        Arguments.of(counted, 4, 1, 2, 4),
        Arguments.of(mixed, 3, 1, 2, 3));
  }

  private static void readsThenWrites(long i, Draw draw, Plan plan) {
    plan.shared((int) (i % 2)).gap(Pause.TIMER, GAP).exclusive((int) ((i + 1) % 2));
  }

  private Account perform(TaskModel model, int workers) {
    Assignment assignment = Assignment.of(model, SEED, workers, coordination());
    Outcome outcome = assertTimeoutPreemptively(LONG_ENOUGH, () -> engine.perform(assignment));
    Work work = Work.of(outcome);
    assertThat(work).isEqualTo(Work.reference(model, SEED));
    assertThat(work.versions()).isEqualTo(work.ledger().writes());
    assertThat(work.brokenHolds()).isZero();
    assertThat(assignment.board().commits()).isEqualTo(model.tasks());
    return assertInstanceOf(Outcome.Completed.class, outcome).account();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deadlocking")
  public void workThatDeadlocksIsDoneEachTaskOnceWithOneVictimForEachCircle(
      TaskModel model, int workers, int circles, int least, int most) {
    long broken = 0;
    for (int round = 0; round < ROUNDS && broken < circles; round++) {
      Account account = perform(model, workers);
      Deadlocks deadlocks = account.deadlocks();
      broken = deadlocks.broken();
      assertThat(account.retries()).as("nobody but victims gives up").isEqualTo(broken);
      assertThat(deadlocks.members()).isBetween(least * broken, most * broken);
      assertEachIsToldOf(broken, deadlocks.formations());
      assertEachIsToldOf(broken, deadlocks.detections());
      assertEachIsToldOf(broken, deadlocks.victims());
      assertEachIsToldOf(broken, deadlocks.recoveries());
      assertThat(deadlocks.repeated()).isBetween(0L, broken);
    }
    assertThat(broken).as("deadlocks").isGreaterThanOrEqualTo(circles);
  }

  private static void assertEachIsToldOf(long broken, long[] nanos) {
    assertThat(LongStream.of(nanos).boxed()).hasSize((int) broken).allMatch(time -> time >= 0);
  }

  /** They wait for long, and for each other, but in no circle. */
  @Test
  public void nobodyWhoGetsOnIsMadeAVictim() {
    Sketch chain =
        Sketch.of("a chain", 12, 4, (i, draw, plan) -> next((int) (i % 3), (int) (i % 3) + 1, plan));
    Account account = perform(chain, 3);
    assertThat(account.contended()).isPositive();
    assertThat(account.deadlocks().broken()).isZero();
    assertThat(account.retries()).isZero();
  }

  @Test
  public void readerThatWaitsBehindAWriterInACircleGetsOn() {
    Sketch model =
        Sketch.of(
                "behind a writer",
                3,
                2,
                (i, draw, plan) -> {
                  switch ((int) i) {
                    case 0 -> plan.shared(0).gap(Pause.TIMER, 4 * GAP).exclusive(1);
                    case 1 -> plan.exclusive(1).gap(Pause.TIMER, 4 * GAP).shared(0);
                    default -> plan.think(Pause.TIMER, 2 * GAP).exclusive(0);
                  }
                })
            .sharing();
    perform(model, 3);
  }

  @Test
  public void philosophersWhoAllTakeTheLeftForkFirstAreFed() {
    TaskModel table =
        ConformanceModels.simulation("philosophers", Map.of("seats", "5", "meals", "4", "gap", "2ms", "pause", "timer"));
    perform(table, 5);
  }

  /** The same work without anybody who looks. */
  @Test
  public void workThatDeadlocksStandsWhileNobodyLooksAndIsCancelled() {
    Sketch three = circling("three in a circle", 3, 3, (i, draw, plan) -> next((int) (i % 3), (int) ((i + 1) % 3), plan));
    Assignment assignment =
        Assignment.of(Sketch.of("on and on", 300_000, 3, three.planner()), SEED, 3, coordination().detectingEvery(Coordination.LONGEST_NANOS));
    CircleSearch search = new CircleSearch(assignment, false);
    cancelledWhen(
        assignment,
        () -> {
          search.look(worker -> true);
          return !search.circles(false).isEmpty();
        });
  }

  @Test
  public void cancellationIsNotTakenForAVictimsCall() {
    Sketch model =
        Sketch.of("on and on", 10_000_000, 3, (i, draw, plan) -> plan.exclusive((int) (i % 3)).gap(Pause.SPIN, 1000).exclusive((int) ((i + 1) % 3)));
    Assignment assignment = Assignment.of(model, SEED, 3, coordination().detectingEvery(50_000));
    cancelledWhen(assignment, () -> assignment.board().commits() > 50);
    assertThat(perform(Sketch.of("afterwards", 100, 1, (i, draw, plan) -> plan.exclusive(0)), 3).commits).isEqualTo(100);
  }

  @Test
  public void noThreadThatLooksIsLeft() {
    perform(Sketch.of("short", 100, 1, (i, draw, plan) -> plan.exclusive(0)), 3);
    assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("detector");
  }

  private void cancelledWhen(Assignment assignment, BooleanSupplier condition) {
    CompletableFuture<Boolean> requested =
        CompletableFuture.supplyAsync(
            () -> {
              long begin = System.nanoTime();
              while (!condition.getAsBoolean()) {
                if (System.nanoTime() - begin > LONG_ENOUGH.toNanos()) {
                  return false;
                }
                LockSupport.parkNanos(100_000);
              }
              assignment.cancellation().request();
              return true;
            });
    Outcome outcome = assertTimeoutPreemptively(LONG_ENOUGH, () -> engine.perform(assignment));
    assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
    assertThat(requested.orTimeout(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS).join()).isTrue();
  }
}
