package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import lockstep.simulation.Pause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlanCheckTest {

  private static final long SEED = 42;

  private static Assignment assignment(Sketch model) {
    return Assignment.of(model, SEED, 1, Policy.ORDERED);
  }

  /** Models whose task 17 is planned otherwise the second time, each in another respect. */
  static Stream<Sketch> fickleModels() {
    return Stream.of(
        fickle("need", (i, draw, plan) -> plan.exclusive(1)),
        fickle("order of needs", (i, draw, plan) -> plan.exclusive(1).exclusive(0)),
        fickle("mode", (i, draw, plan) -> plan.shared(0).exclusive(1)),
        fickle("argument", (i, draw, plan) -> plan.exclusive(0).exclusive(1).arg(63, 1)),
        fickle("length of a pause", (i, draw, plan) -> plan.exclusive(0).exclusive(1).hold(Pause.SPIN, 6_000_000)),
        fickle("kind of pause", (i, draw, plan) -> plan.exclusive(0).exclusive(1).hold(Pause.TIMER, 5_000_000)),
        fickle("step of a pause", (i, draw, plan) -> plan.exclusive(0).exclusive(1).gap(Pause.SPIN, 5_000_000)),
        fickle("timer waits", (i, draw, plan) -> plan.exclusive(0).exclusive(1).await(5_000_000)),
        fickle("permits taken", (i, draw, plan) -> plan.take(2), (i, draw, plan) -> plan.take(2, 2)),
        fickle("puts", (i, draw, plan) -> plan.exclusive(0).exclusive(1).put(2).hold(Pause.SPIN, 5_000_000)),
        fickle("units", (i, draw, plan) -> plan.exclusive(0).exclusive(1).compute(2)));
  }

  private static Sketch fickle(String name, Sketch.Planner second) {
    return fickle(name, (i, draw, plan) -> plan.exclusive(0).exclusive(1).hold(Pause.SPIN, 5_000_000), second);
  }

  private static Sketch fickle(String name, Sketch.Planner first, Sketch.Planner second) {
    AtomicInteger plans = new AtomicInteger();
    return Sketch.of(
            name,
            20,
            3,
            (i, draw, plan) -> {
              if (i == 17 && plans.incrementAndGet() == 2) {
                second.plan(i, draw, plan);
              } else {
                first.plan(i, draw, plan);
              }
            })
        .withPermits(r -> r == 2 ? 3 : 1)
        .sharing();
  }

  @ParameterizedTest
  @MethodSource("fickleModels")
  void findsTwoPlansOfTheSameTaskThatDifferInAnyRespect(Sketch model) {
    assertThatThrownBy(() -> PlanCheck.perform(assignment(model)))
        .isInstanceOf(ModelFailure.class)
        .hasMessage("task 17 (seed 42) failed in plan: two plans of the same task differ");
  }

  @Test
  void findsAModelThatRemembersTheTaskBefore() {
    AtomicLong before = new AtomicLong();
    Sketch model = Sketch.of("remembers", 20, 100, (i, draw, plan) -> plan.exclusive((int) before.getAndSet(i)));

    assertThatThrownBy(() -> PlanCheck.perform(assignment(model))).hasMessageEndingWith("two plans of the same task differ");
  }

  @Test
  void acceptsPlansThatDependOnTheirRandomNumbersAlone() {
    Sketch model =
        Sketch.of("random", 5000, 100, (i, draw, plan) -> plan.exclusive(draw.below(100)).arg(3, draw.bits()).compute(1 + draw.below(9)));

    assertThatCode(() -> PlanCheck.perform(assignment(model))).doesNotThrowAnyException();
  }

  @Test
  void plansAThousandTasksOfManySpreadOverAll() {
    Set<Long> planned = new TreeSet<>();
    long tasks = 1_000_000_000_000L;
    PlanCheck.perform(assignment(Sketch.of("many", tasks, 1, (i, draw, plan) -> planned.add(i))));

    assertThat(planned).hasSize(PlanCheck.SAMPLE).allMatch(i -> i >= 0 && i < tasks);
    assertThat(planned.stream().map(i -> i / (tasks / 10)).distinct()).hasSize(10);
    assertThat(planned.stream().map(i -> i % 10).distinct()).hasSize(10);
  }

  @Test
  void planThatIsBeingMadeIsOnTheBoardAndEachPlanIsProgress() {
    Board board = new Board(1);
    Set<Boolean> planning = new TreeSet<>();
    Sketch model = Sketch.of("watched", 7, 1, (i, draw, plan) -> planning.add(board.position(0).planning() && board.position(0).task() == i));
    PlanCheck.perform(new Assignment(model, SEED, 1, Coordination.of(Policy.ORDERED), board, new Cancellation()));

    assertThat(planning).containsExactly(true);
    assertThat(board.position(0).idle()).isTrue();
    assertThat(board.steps()).isEqualTo(14);
    assertThat(board.commits()).isZero();
  }

  @Test
  void endsWhenItIsCancelled() {
    Cancellation cancellation = new Cancellation();
    AtomicInteger plans = new AtomicInteger();
    Sketch model =
        Sketch.of(
            "cancelled",
            100,
            1,
            (i, draw, plan) -> {
              if (plans.incrementAndGet() == 5) {
                cancellation.request();
              }
            });
    PlanCheck.perform(new Assignment(model, SEED, 1, Coordination.of(Policy.ORDERED), new Board(1), cancellation));

    assertThat(plans).hasValue(5);
  }

  @Test
  void modelThatThrowsAnErrorFailsWithTaskAndSeed() {
    Sketch model =
        Sketch.of(
            "asserts",
            3,
            1,
            (i, draw, plan) -> {
              throw new AssertionError("no such task");
            });

    assertThatThrownBy(() -> PlanCheck.perform(assignment(model)))
        .isInstanceOf(ModelFailure.class)
        .hasMessageStartingWith("task 0 (seed 42) failed in plan: no such task");
  }
}
