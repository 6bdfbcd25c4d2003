package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import lockstep.engine.ConformanceModels.Case;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One engine, which performs all of a class's tests, so that each also shows that the ones before left nothing behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineUnderTest {

  /** Long enough for a machine that is busy with something else; what hangs, hangs for ever. */
  protected static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  /** How soon a cancelled assignment ends. */
  protected static final Duration PROMPTLY = Duration.ofSeconds(10);

  static final long SEED = 7;

  /** Some of these models deadlock hundreds of times under the policy {@code detect}. */
  private static final long DETECTION_NANOS = 200_000;

  /** Where workers always meet, tasks take as long as they wait in vain. */
  private static final long LOCK_TIMEOUT_NANOS = 100_000;

  protected final EngineKind kind;
  private final Engine engine;

  protected EngineUnderTest(EngineKind kind) {
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
    Coordination usual = Coordination.of(policy);
    return usual.withTimes(LOCK_TIMEOUT_NANOS, usual.backOffNanos()).detectingEvery(DETECTION_NANOS);
  }

  /** The numbers of workers to test with. */
  protected List<Integer> workers() {
    return kind.uncoordinated() ? List.of(1) : List.of(1, 2, 3, 8);
  }

  /** A number of workers that the engine may have, {@code wanted} if it can be. */
  protected int atMost(int wanted) {
    return kind.uncoordinated() ? 1 : wanted;
  }

  /** The policies under which nothing can deadlock or be lost. */
  protected List<Policy> safePolicies() {
    return ConformanceMatrix.safePolicies(kind);
  }

  /** Performs an assignment, in bounded time. */
  protected Outcome perform(Assignment assignment) {
    return assertTimeoutPreemptively(LONG_ENOUGH, () -> engine.perform(assignment));
  }

  /** The engine on the test's own thread, for tests that bound it themselves. */
  protected Engine engine() {
    return engine;
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
}
