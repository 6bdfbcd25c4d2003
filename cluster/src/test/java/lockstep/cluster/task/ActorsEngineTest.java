package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.stream.Stream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.CoordinationConformance;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Queueing;
import lockstep.engine.Sketch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ActorsEngineTest extends CoordinationConformance {

  private static final long DETECTION_NANOS = 1_000_000;

  ActorsEngineTest() {
    super(ActorsEngine.KIND);
  }

  @Override
  protected Cell inTime(Cell cell) {
    return crowdsDoLess(cell);
  }

  @Override
  protected Stream<Cell> matrix() {
    return super.matrix().filter(ActorsEngineTest::isQuick);
  }

  @Override
  protected Stream<Cell> notCommuting() {
    return super.notCommuting().filter(ActorsEngineTest::isQuick);
  }

  /** Eight workers that want half of ten accounts each are in a deadlock nearly always: those are in the soak lane. */
  private static boolean isQuick(Cell cell) {
    return cell.policy() != Policy.DETECT || cell.workers() < 8 || !cell.toString().startsWith("bank");
  }

  private static final int TASKS = 10_000;

  /** Probes while little has been waited for, so that there are many. */
  @Override
  protected Coordination coordination(Policy policy) {
    return Coordination.of(policy).detectingEvery(DETECTION_NANOS);
  }

  private static Sketch increments() {
    return Sketch.of("increments", TASKS, 1, (i, draw, plan) -> plan.exclusive(0));
  }

  private static Sketch transfers() {
    return Sketch.of("transfers", TASKS, 2, (i, draw, plan) -> plan.exclusive((int) (i % 2)).exclusive((int) ((i + 1) % 2)));
  }

  /** A model, an assignment's coordination, messages for a task, and requests among them. */
  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of("shipped to an owner", increments(), Policy.ORDERED, 1, 2, 1),
        Arguments.of("shipped to the owner of both", transfers(), Policy.ORDERED, 1, 2, 1),
        Arguments.of("asked of two owners", transfers(), Policy.ORDERED, 2, 6, 2),
        Arguments.of("behind a gate", transfers(), Policy.ARBITER, 2, 9, 3),
        Arguments.of("shipped behind a gate", increments(), Policy.ARBITER, 1, 5, 2),
        Arguments.of("asked of the owner of all", transfers(), Policy.ALL_AT_ONCE, 2, 3, 1));
  }

  /** With one worker nothing is taken, so the number is known. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void messagesAndStaysInMailboxesAreCountedExactly(
      String name, Sketch model, Policy policy, int owners, int perTask, int requests) {
    Assignment assignment = Assignment.of(model, 1, 1, Coordination.of(policy).withOwners(owners));
    Account account = assertInstanceOf(Outcome.Completed.class, perform(assignment)).account();
    assertThat(account.messages()).isEqualTo((long) perTask * TASKS);
    Queueing queueing = account.queueing().orElseThrow();
    assertThat(queueing.tasks()).isBetween(1L, TASKS / 2L).isEqualTo(account.latencies().length);
    assertThat(queueing.stays()).as("requests and answers").isEqualTo(2L * requests * queueing.tasks());
    assertThat(account.contended()).isZero();
  }
}
