package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lockstep.engine.ConformanceModels.Case;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every engine has to do, whatever it coordinates: a subclass names the kind. Every model under every policy is performed with every
 * seed once, the numbers of workers taking turns; the soak lane performs every combination.
 */
public abstract class EngineConformance extends EngineUnderTest {

  /** More than any number of workers here. */
  private static final int TASKS_OF_A_CROWD = 100;

  private static final List<Long> SEEDS = List.of(1L, -42L);

  /** More than any model here makes, attempts that are given up included. */
  private static final int MOVES_PER_WORKER = 400_000;

  protected EngineConformance(EngineKind kind) {
    super(kind);
  }

  protected Stream<Cell> matrix() {
    return inTurns(workers(), SEEDS);
  }

  /** Every combination. */
  protected Stream<Cell> matrix(List<Integer> workers, List<Long> seeds) {
    return commuting().all(workers, seeds);
  }

  /** Every model under every policy with every seed; the numbers of workers take turns. */
  protected Stream<Cell> inTurns(List<Integer> workers, List<Long> seeds) {
    return commuting().inTurns(workers, seeds);
  }

  private ConformanceMatrix commuting() {
    return new ConformanceMatrix(kind, ConformanceModels.all());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("matrix")
  public void doesTheWorkOfAPlainLoop(Cell cell) {
    assertSameWork(cell);
  }

  protected Stream<Cell> notCommuting() {
    return notCommutingInTurns(workers(), SEEDS);
  }

  /** Every combination. */
  protected Stream<Cell> notCommuting(List<Integer> workers, List<Long> seeds) {
    return orderDecides().all(workers, seeds);
  }

  /** Every model whose tasks' order decides its end under every policy with every seed; the numbers of workers take turns. */
  protected Stream<Cell> notCommutingInTurns(List<Integer> workers, List<Long> seeds) {
    return orderDecides().inTurns(workers, seeds);
  }

  private ConformanceMatrix orderDecides() {
    return new ConformanceMatrix(kind, ConformanceModels.notCommuting());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notCommuting")
  public void performsTasksAsIfOneAfterTheOther(Cell cell) throws NotSerialisable {
    assertSerialisable(cell);
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

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("combinations")
  public void doesTheWorkOfAPlainLoopInEveryCombination(Cell cell) {
    assertSameWork(cell);
  }

  protected Stream<Cell> combinations() {
    return matrix(workers(), SEEDS);
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("notCommutingCombinations")
  public void performsTasksAsIfOneAfterTheOtherInEveryCombination(Cell cell) throws NotSerialisable {
    assertSerialisable(cell);
  }

  protected Stream<Cell> notCommutingCombinations() {
    return notCommuting(workers(), SEEDS);
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
    return notCommuting(manyWorkers(), manySeeds()).map(this::inTime);
  }

  protected Stream<Cell> longMatrix() {
    return matrix(manyWorkers(), manySeeds()).map(this::inTime);
  }

  private List<Integer> manyWorkers() {
    return kind.uncoordinated() ? List.of(1) : List.of(2, 5, 16, 64);
  }

  private List<Long> manySeeds() {
    return new Random().longs(numberOfSeeds()).boxed().toList();
  }

  /** With how many seeds the long lane performs its matrix. */
  protected int numberOfSeeds() {
    return 20;
  }

  /** A cell of the long lane as this engine performs it: one that takes half a minute may have its first tasks only. */
  protected Cell inTime(Cell cell) {
    return cell;
  }

  /**
   * A cell, with its first tasks only when more than 16 workers want up to half of ten accounts each under {@code detect}: it lets tasks
   * through one by one then, and where circles are found by messages a thousand take half a minute.
   */
  protected static Cell crowdsDoLess(Cell cell) {
    Case of = cell.of();
    if (cell.policy() != Policy.DETECT || cell.workers() <= 16 || !of.name().startsWith("bank")) {
      return cell;
    }
    Case first = new Case(of.name() + ", first tasks", FirstTasks.atMost(of.model(), TASKS_OF_A_CROWD), of.ordersItself());
    return new Cell(first, cell.policy(), cell.workers(), cell.seed());
  }
}
