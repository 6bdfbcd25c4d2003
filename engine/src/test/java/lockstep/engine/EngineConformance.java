package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lockstep.engine.ConformanceModels.Case;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every engine has to do, whatever it coordinates: a subclass names the kind. One engine performs all of it, so each
 * test also shows that the ones before left nothing behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineConformance {

  /** Long enough for a machine that is busy with something else; what hangs, hangs for ever. */
  protected static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  /** How soon a cancelled assignment ends. */
  protected static final Duration PROMPTLY = Duration.ofSeconds(10);

  private static final long SEED = 7;

  /** Some of these models deadlock hundreds of times under the policy {@code detect}. */
  private static final long DETECTION_NANOS = 200_000;

  /** More than any model here makes, attempts that are given up included. */
  private static final int MOVES_PER_WORKER = 400_000;

  protected final EngineKind kind;
  private final Engine engine;

  protected EngineConformance(EngineKind kind) {
    this.kind = kind;
    this.engine = kind.open();
  }

  /** One cell of the matrix, as the test's name prints it. */
  public record Cell(Case of, Policy policy, int workers, long seed) {
    @Override
    public String toString() {
      return of + ", " + policy.id() + ", " + workers + " workers, seed " + seed;
    }
  }

  @BeforeAll
  public void performOnce() {
    assertStillPerforms();
  }

  @AfterAll
  public void closesPromptly() {
    assertTimeoutPreemptively(PROMPTLY, engine::close);
  }

  /** How a policy is coordinated in these tests. */
  protected Coordination coordination(Policy policy) {
    return Coordination.of(policy).detectingEvery(DETECTION_NANOS);
  }

  /** The numbers of workers to test with. */
  protected List<Integer> workers() {
    return kind.uncoordinated() ? List.of(1) : List.of(1, 2, 3, 8);
  }

  /** A number of workers that the engine may have, {@code wanted} if it can be. */
  protected int atMost(int wanted) {
    return kind.uncoordinated() ? 1 : wanted;
  }

  protected Stream<Cell> matrix() {
    return matrix(workers(), List.of(1L, -42L));
  }

  protected Stream<Cell> matrix(List<Integer> workers, List<Long> seeds) {
    return matrix(ConformanceModels.all(), workers, seeds);
  }

  private Stream<Cell> matrix(List<Case> models, List<Integer> workers, List<Long> seeds) {
    List<Cell> cells = new ArrayList<>();
    for (Case model : models) {
      for (int number : workers.stream().filter(n -> n == 1 || n >= model.model().leastWorkers()).toList()) {
        for (long seed : seeds) {
          for (Policy policy : safePolicies()) {
            cells.add(new Cell(model, policy, number, seed));
          }
          if ((model.ordersItself() || number == 1) && kind.policies().contains(Policy.UNORDERED)) {
            cells.add(new Cell(model, Policy.UNORDERED, number, seed));
          }
        }
      }
    }
    return cells.stream();
  }

  /** The policies under which nothing can deadlock or be lost. */
  protected List<Policy> safePolicies() {
    return kind.uncoordinated()
        ? List.of(Policy.ORDERED)
        : kind.policies().stream().filter(p -> p != Policy.UNORDERED && p != Policy.UNGUARDED).sorted().toList();
  }

  /** Performs an assignment, in bounded time. */
  protected Outcome perform(Assignment assignment) {
    return assertTimeoutPreemptively(LONG_ENOUGH, () -> engine.perform(assignment));
  }

  /** The engine on the test's own thread, for tests that bound it themselves. */
  protected Engine engine() {
    return engine;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("matrix")
  public void doesTheWorkOfAPlainLoop(Cell cell) {
    assertSameWork(cell);
  }

  protected void assertSameWork(Cell cell) {
    Assignment assignment = Assignment.of(cell.of().model(), cell.seed(), cell.workers(), coordination(cell.policy()));
    Outcome outcome = perform(assignment);
    Work work = Work.of(outcome);
    assertThat(work).as("%s on %s", cell, kind.name()).isEqualTo(Work.reference(cell.of().model(), cell.seed()));
    assertThat(work.versions()).isEqualTo(work.ledger().writes());
    assertThat(work.brokenHolds()).isZero();
    assertThat(assignment.board().commits()).isEqualTo(assignment.model().tasks());
    assertInvariantsHold(assignment, outcome);
  }

  protected Stream<Cell> notCommuting() {
    return notCommuting(workers(), List.of(3L, -42L));
  }

  protected Stream<Cell> notCommuting(List<Integer> workers, List<Long> seeds) {
    return matrix(ConformanceModels.notCommuting(), workers, seeds);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notCommuting")
  public void performsTasksAsIfOneAfterTheOther(Cell cell) throws NotSerialisable {
    assertSerialisable(cell);
  }

  protected void assertSerialisable(Cell cell) throws NotSerialisable {
    TaskModel model = cell.of().model();
    Assignment assignment =
        new Assignment(
            model,
            cell.seed(),
            cell.workers(),
            coordination(cell.policy()),
            new Board(cell.workers()),
            new Cancellation(),
            new History(model));
    Outcome outcome = perform(assignment);
    assertThat(outcome).as("%s on %s", cell, kind.name()).isInstanceOf(Outcome.Completed.class);
    if (outcome instanceof Outcome.Completed completed) {
      SerialCheck.perform(assignment, completed);
      assertInvariantsHold(assignment, outcome);
      Work reference = Work.reference(model, cell.seed());
      assertThat(Work.of(outcome).tasks()).as("%s on %s", cell, kind.name()).isEqualTo(reference.tasks());
      assertThat(Work.of(outcome).ledger()).as("%s on %s", cell, kind.name()).isEqualTo(reference.ledger());
    }
  }

  protected Stream<Cell> traced() {
    return matrix(List.of(atMost(4)), List.of(5L));
  }

  /** Wants before it is granted, nothing granted while another has it, given back by who has it, every task once. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("traced")
  public void whatATraceTellsIsALegalHistory(Cell cell) {
    TaskModel model = cell.of().model();
    Trace trace = new Trace(cell.workers(), (int) Math.min(MOVES_PER_WORKER, Trace.MOST_MOVES / cell.workers()));
    Assignment assignment = Assignment.of(model, cell.seed(), cell.workers(), coordination(cell.policy())).tracedBy(trace);
    Outcome outcome = perform(assignment);
    assertThat(Work.of(outcome)).as("%s on %s", cell, kind.name()).isEqualTo(Work.reference(model, cell.seed()));
    TraceCheck.assertLegal(model, trace, cell + " on " + kind.name());
    if (outcome instanceof Outcome.Completed completed) {
      RiskInvariants.assertHold(assignment, completed.account(), cell + " on " + kind.name());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("traced")
  public void takesNoTimesWhenNobodyWantsThemAndDoesTheSame(Cell cell) {
    TaskModel model = cell.of().model();
    Assignment sampled = Assignment.of(model, cell.seed(), cell.workers(), coordination(cell.policy()));
    Outcome outcome = perform(sampled.unsampled());

    assertThat(Work.of(outcome)).as("%s on %s", cell, kind.name()).isEqualTo(Work.reference(model, cell.seed()));
    assertThat(outcome).isInstanceOfSatisfying(Outcome.Completed.class, done -> assertThat(done.account().latencies()).isEmpty());
    assertThat(perform(sampled))
        .isInstanceOfSatisfying(Outcome.Completed.class, done -> assertThat(done.account().latencies()).isNotEmpty());
  }

  private static void assertInvariantsHold(Assignment assignment, Outcome outcome) {
    if (outcome instanceof Outcome.Completed completed) {
      assignment
          .model()
          .verify(
              completed.cells(),
              assignment.model().tasks(),
              (invariant, holds, detail) -> assertThat(holds).as(() -> invariant + ": " + detail.get()).isTrue());
      assertThat(completed.elapsedNanos()).isGreaterThanOrEqualTo(0);
    }
  }

  /** The engine does what it should after whatever happened before. */
  protected void assertStillPerforms() {
    Case counter = ConformanceModels.all().getFirst();
    assertSameWork(new Cell(counter, Policy.ORDERED, atMost(3), SEED));
  }

  // Models that break the rules

  /** Where a model can throw. */
  public enum Place {
    PLAN,
    COMPUTE,
    UPDATE
  }

  private static Sketch throwing(Place place, Supplier<? extends Throwable> thrown) {
    return Sketch.of(
            "throws",
            200,
            1,
            (i, draw, plan) -> {
              throwAt(place == Place.PLAN, i, thrown);
              plan.compute(1).exclusive(0);
            })
        .computing(
            task -> {
              throwAt(place == Place.COMPUTE, task.index(), thrown);
              return 1;
            })
        .updating((task, held) -> throwAt(place == Place.UPDATE, task.index(), thrown));
  }

  private static void throwAt(boolean here, long i, Supplier<? extends Throwable> thrown) {
    if (here && i == 101) {
      switch (thrown.get()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalArgumentException(e);
      }
    }
  }

  private void assertModelFails(Sketch model, String message) {
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(() -> perform(Assignment.of(model, SEED, atMost(3), coordination(Policy.ORDERED))))
        .withMessageStartingWith(message);
    assertStillPerforms();
  }

  @ParameterizedTest(name = "in {0}")
  @EnumSource
  public void aModelThatThrowsIsToldWithTaskAndSeed(Place place) {
    String step = place.name().toLowerCase(Locale.ROOT);
    assertModelFails(
        throwing(place, () -> new IllegalStateException("on purpose")), "task 101 (seed 7) failed in " + step + ": on purpose");
  }

  @ParameterizedTest(name = "in {0}")
  @EnumSource
  public void aModelWithAnErrorIsToldWithTaskAndSeed(Place place) {
    String step = place.name().toLowerCase(Locale.ROOT);
    assertModelFails(throwing(place, () -> new AssertionError("no way")), "task 101 (seed 7) failed in " + step + ": no way");
    assertModelFails(throwing(place, StackOverflowError::new), "task 101 (seed 7) failed in " + step + ": StackOverflowError");
  }

  @Test
  public void aFirstStateThatThrowsIsToldWithTheSeed() {
    assertModelFails(
        throwing(Place.PLAN, AssertionError::new)
            .initialised(
                (r, cell) -> {
                  throw new IllegalStateException("on purpose");
                }),
        "the model (seed 7) failed in initialise: on purpose");
  }

  @Test
  public void aPlanAgainstTheRulesIsToldWithTaskAndSeed() {
    assertModelFails(
        Sketch.of("twice", 10, 2, (i, draw, plan) -> plan.exclusive(1).exclusive(1)).withAgents(1),
        "task 0 (seed 7) failed in plan: a task asks for a resource once at most, got 1 twice");
  }

  @Test
  public void writingToWhatIsHeldSharedIsFound() {
    assertModelFails(
        Sketch.of("writes what it reads", 1, 2, (i, draw, plan) -> plan.exclusive(0).shared(1))
            .sharing()
            .updating((task, held) -> held.add(1, 0, 1)),
        "task 0 (seed 7) failed in update: need 1 is held shared: it may be read only");
  }

  /** Performs the engine's matrix again with numbers that nobody chose. */
  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("longMatrix")
  public void doesTheWorkOfAPlainLoopForManySeeds(Cell cell) {
    assertSameWork(cell);
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("longNotCommuting")
  public void performsTasksAsIfOneAfterTheOtherForManySeeds(Cell cell) throws NotSerialisable {
    assertSerialisable(cell);
  }

  protected Stream<Cell> longNotCommuting() {
    List<Long> seeds = new Random().longs(20).boxed().toList();
    return notCommuting(kind.uncoordinated() ? List.of(1) : List.of(2, 5, 16, 64), seeds);
  }

  protected Stream<Cell> longMatrix() {
    List<Long> seeds = new Random().longs(20).boxed().toList();
    return matrix(kind.uncoordinated() ? List.of(1) : List.of(2, 5, 16, 64), seeds);
  }
}
