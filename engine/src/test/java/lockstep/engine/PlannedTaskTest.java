package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.simulation.Mode;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import org.junit.jupiter.api.Test;

final class PlannedTaskTest {

  private static final int COUNTED = 9;

  private static PlannedTask planned(Policy policy, Consumer<Plan> plan) {
    return planned(policy, true, plan);
  }

  private static PlannedTask planned(Policy policy, boolean shares, Consumer<Plan> plan) {
    Sketch model =
        Sketch.of("rules", 100, 100, (i, draw, p) -> plan.accept(p)).withPermits(r -> r == COUNTED ? 3 : 1);
    PlannedTask task = new PlannedTask(shares ? model.sharing() : model, 77);
    task.plan(5, policy);
    return task;
  }

  private static void assertRefused(Consumer<Plan> plan, String rule) {
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(() -> planned(Policy.ORDERED, plan))
        .withMessageStartingWith("task 5 (seed 77) failed in plan: " + rule)
        .withCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectsTaskThatNeedsTheSameResourceTwice() {
    assertRefused(p -> p.exclusive(3).exclusive(3), "a task asks for a resource once at most, got 3 twice");
    assertRefused(p -> p.shared(3).exclusive(4).shared(3), "a task asks for a resource once at most, got 3 twice");
    assertRefused(p -> p.permit(COUNTED).permit(COUNTED), "a task asks for a resource once at most, got 9 twice");
  }

  @Test
  void rejectsResourcesThatDoNotExist() {
    assertRefused(p -> p.exclusive(-1), "resource must be in [0, 100), got -1");
    assertRefused(p -> p.shared(100), "resource must be in [0, 100), got 100");
    assertRefused(p -> p.permit(100), "resource must be in [0, 100), got 100");
  }

  @Test
  void rejectsTakingAndPuttingWhatIsNotCounted() {
    assertRefused(p -> p.take(3), "take(3) needs a counted resource");
    assertRefused(p -> p.put(3), "put(3) needs a counted resource");
  }

  @Test
  void rejectsTakingNoPermitAndTooMany() {
    assertRefused(p -> p.take(COUNTED, 0), "a task takes from 1 to 1000000 permits, got 0");
    assertRefused(p -> p.take(COUNTED, Plan.MOST_PERMITS + 1), "a task takes from 1 to 1000000 permits, got 1000001");
  }

  @Test
  void howManyPermitsAreTakenIsForgottenWithThePlan() {
    PlannedTask task = planned(Policy.ORDERED, p -> p.take(COUNTED, 7).exclusive(1));
    assertThat(task.permits(0)).isEqualTo(7);
    assertThat(task.permits(1)).isEqualTo(1);
    assertThat(planned(Policy.ORDERED, p -> p.take(COUNTED)).permits(0)).isEqualTo(1);
  }

  @Test
  void needsThatDifferInAnythingHaveDifferentWords() {
    long one = planned(Policy.ORDERED, p -> p.take(COUNTED)).needWord(0);
    assertThat(one).isNotEqualTo(planned(Policy.ORDERED, p -> p.take(COUNTED, 2)).needWord(0));
    assertThat(one).isNotEqualTo(planned(Policy.ORDERED, p -> p.permit(COUNTED)).needWord(0));
    assertThat(planned(Policy.ORDERED, p -> p.put(COUNTED)).putWord(0)).isNegative();
    assertThat(planned(Policy.ORDERED, p -> p.take(COUNTED, Plan.MOST_PERMITS)).needWord(0)).isPositive();
  }

  @Test
  void tasksThatDifferInAnythingHaveDifferentFingerprints() {
    List<Consumer<Plan>> plans =
        List.of(
            p -> {},
            p -> p.exclusive(0),
            p -> p.exclusive(1),
            p -> p.shared(0),
            p -> p.exclusive(0).exclusive(1),
            p -> p.exclusive(1).exclusive(0),
            p -> p.permit(COUNTED),
            p -> p.take(COUNTED),
            p -> p.take(COUNTED, 2),
            p -> p.put(COUNTED),
            p -> p.put(COUNTED).put(COUNTED),
            p -> p.take(COUNTED).put(COUNTED));
    Set<Long> fingerprints = plans.stream().map(plan -> planned(Policy.ORDERED, plan).fingerprint()).collect(Collectors.toSet());
    assertThat(fingerprints).hasSize(plans.size());
    PlannedTask task = planned(Policy.ORDERED, p -> p.exclusive(0));
    long before = task.fingerprint();
    task.computed(1);
    assertThat(task.fingerprint()).isNotEqualTo(before);
    task.plan(6, Policy.ORDERED);
    assertThat(task.fingerprint()).as("another index").isNotEqualTo(before);
  }

  @Test
  void rejectsTakingAfterAnythingThatIsHeld() {
    assertRefused(
        p -> p.exclusive(3).take(COUNTED), "a task takes before it holds anything, got take(9) after another need");
  }

  @Test
  void rejectsSharingInAModelThatDoesNotDeclareIt() {
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(() -> planned(Policy.ORDERED, false, p -> p.shared(1)))
        .withMessageContaining("shared(1) needs a model whose shares() is true");
  }

  @Test
  void rejectsCountedResourcesWithoutPermit() {
    assertRefused(p -> p.exclusive(COUNTED), "resource 9 is counted: ask for it with permit(9)");
    assertRefused(p -> p.shared(COUNTED), "resource 9 is counted: ask for it with permit(9)");
  }

  @Test
  void aPermitOfASingleResourceIsExclusive() {
    PlannedTask task = planned(Policy.ORDERED, p -> p.permit(COUNTED).permit(1));
    assertThat(task.mode(0)).isEqualTo(Mode.PERMIT);
    assertThat(task.mode(1)).isEqualTo(Mode.EXCLUSIVE);
  }

  @Test
  void rejectsMoreThanTheMostOfEverything() {
    assertRefused(
        p -> IntStream.rangeClosed(10, 10 + Plan.MOST_NEEDS).forEach(p::exclusive), "a task asks for at most 64 resources");
    assertRefused(
        p -> IntStream.rangeClosed(0, Plan.MOST_AWAITS).forEach(n -> p.await(2_000_000)),
        "a task has at most 64 timer waits");
    assertRefused(p -> p.arg(Plan.MOST_ARGUMENTS, 1), "argument must be in [0, 64), got 64");
    assertRefused(p -> p.arg(-1, 1), "argument must be in [0, 64), got -1");
  }

  @Test
  void takesTheMostOfEverything() {
    PlannedTask task =
        planned(
            Policy.ORDERED,
            p -> {
              IntStream.range(0, Plan.MOST_NEEDS).forEach(n -> p.exclusive(99 - n));
              IntStream.range(0, Plan.MOST_AWAITS).forEach(n -> p.await(2_000_000 + n));
              IntStream.range(0, Plan.MOST_ARGUMENTS).forEach(n -> p.arg(n, n * 3L));
            });
    assertThat(task.needs()).isEqualTo(64);
    assertThat(IntStream.range(0, 64).map(n -> task.resource(task.ordered(n)))).isSorted();
    assertThat(IntStream.range(0, 64).mapToLong(task::awaitNanos)).startsWith(2_000_000L, 2_000_001L).hasSize(64);
    assertThat(IntStream.range(0, 64).mapToLong(task::arg)).endsWith(186L, 189L);
  }

  @Test
  void rejectsPausesThatCannotBeMade() {
    String timer = " must be 0 or from 2000000 to 3600000000000 ns, got ";
    String spin = " must be from 0 to 3600000000000 ns, got ";
    assertRefused(p -> p.think(Pause.SPIN, -1), "think" + spin + "-1");
    assertRefused(p -> p.think(Pause.TIMER, 1_999_999), "think" + timer + "1999999");
    assertRefused(p -> p.gap(Pause.TIMER, 1), "gap" + timer + "1");
    assertRefused(p -> p.gap(Pause.SPIN, Plan.LONGEST_PAUSE_NANOS + 1), "gap" + spin + "3600000000001");
    assertRefused(p -> p.hold(Pause.TIMER, Long.MIN_VALUE), "hold" + timer + Long.MIN_VALUE);
    assertRefused(p -> p.await(1), "await" + timer + "1");
    assertRefused(p -> p.compute(0), "compute must be at least 1 unit, got 0");
  }

  @Test
  void orderedAsksByIdAndUnorderedAsPlanned() {
    Consumer<Plan> plan = p -> p.exclusive(7).shared(2).permit(COUNTED).exclusive(1);
    assertThat(asked(planned(Policy.ORDERED, plan))).containsExactly(1, 2, 7, 9);
    assertThat(asked(planned(Policy.UNORDERED, plan))).containsExactly(7, 2, 9, 1);
    assertThat(planned(Policy.ORDERED, plan).resource(0)).as("needs keep their numbers").isEqualTo(7);
  }

  private static int[] asked(PlannedTask task) {
    return IntStream.range(0, task.needs()).map(n -> task.resource(task.ordered(n))).toArray();
  }

  @Test
  void nothingIsLeftOfThePlanBefore() {
    Sketch model =
        Sketch.of(
                "first task only",
                2,
                5,
                (i, draw, p) -> {
                  if (i == 0) {
                    p.exclusive(4).exclusive(3).arg(7, 1).compute(5).await(2_000_000);
                    p.think(Pause.SPIN, 1).gap(Pause.SPIN, 2).hold(Pause.SPIN, 3);
                  } else {
                    p.arg(8, 0);
                  }
                })
            .withAgents(2);
    PlannedTask task = new PlannedTask(model, 1);
    task.plan(0, Policy.ORDERED);
    task.plan(1, Policy.ORDERED);
    assertThat(task.needs() + task.awaits() + task.units() + task.arg(7)).isZero();
    assertThat(task.thinkNanos() + task.gapNanos() + task.holdNanos()).isZero();
    assertThat(task.agent()).isEqualTo(1);
  }

  @Test
  void planDependsOnSeedAndIndexOnly() {
    Sketch model = Sketch.of("random", 9, 1000, (i, draw, p) -> p.exclusive(draw.below(1000)));
    PlannedTask one = new PlannedTask(model, 3);
    PlannedTask other = new PlannedTask(model, 3);
    other.plan(8, Policy.ORDERED);
    one.plan(4, Policy.ORDERED);
    other.plan(4, Policy.UNORDERED);
    assertThat(other.resource(0)).isEqualTo(one.resource(0));
  }

  @Test
  void readsOutsideThePlanAreRefused() {
    PlannedTask task = planned(Policy.ORDERED, p -> p.exclusive(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> task.resource(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> task.mode(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> task.arg(64));
    assertThat(task.arg(63)).isZero();
  }
}
