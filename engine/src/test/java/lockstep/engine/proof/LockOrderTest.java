package lockstep.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lockstep.engine.Assignment;
import lockstep.engine.Policy;
import lockstep.engine.proof.Conclusion.Property;
import lockstep.engine.proof.Conclusion.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LockOrderTest {

  private static List<List<Integer>> cycles(Assignment assignment) {
    return LockOrder.of(assignment).cycles().stream().map(LockOrder.Cycle::resources).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 20, 200})
  void tableHasOneCycleAroundIt(int seats) {
    LockOrder order = LockOrder.of(Tables.table(seats, Policy.UNORDERED));

    assertThat(order.cycles()).singleElement().satisfies(
        cycle -> {
          assertThat(cycle.resources()).isEqualTo(IntStream.range(0, seats).boxed().toList());
          assertThat(cycle.workers()).isEqualTo(IntStream.range(0, seats).boxed().toList());
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Policy.class,
      names = {"ORDERED", "TRY_LOCK", "TIMEOUT", "ARBITER", "ALL_AT_ONCE"})
  void safePoliciesHaveNoCycle(Policy policy) {
    assertThat(cycles(Tables.table(5, policy))).isEmpty();
  }

  @Test
  void largerTablesThanCyclesAreLookedForLeaveItOpenUnlessTheyAreOrdered() {
    Assignment unordered = Tables.table(LockOrder.LONGEST + 44, Policy.UNORDERED);
    Assignment ordered = Tables.table(LockOrder.LONGEST + 44, Policy.ORDERED);

    assertThat(cycles(unordered)).isEmpty();
    assertThat(LockOrder.of(unordered).isComplete()).isFalse();
    assertThat(LockOrder.of(ordered).isComplete()).isTrue();
    assertThat(Tables.prove(unordered, Medium.BARGING_LOCKS).of(Property.DEADLOCK).detail()).isEqualTo("there are more than 63 workers");
    assertThat(Tables.prove(ordered, Medium.BARGING_LOCKS).of(Property.DEADLOCK).status()).isEqualTo(Status.ABSENT);
  }

  @Test
  void orderAllowsTheCyclesThatItTells() {
    LockOrder order = LockOrder.of(Tables.simulation("bank", Map.of("accounts", "12", "transfers", "400", "skew", "1"), 4, Policy.UNORDERED));

    assertThat(order.cycles()).hasSize(LockOrder.MOST_CYCLES).allSatisfy(cycle -> assertThat(order.allows(cycle)).isTrue());
    // Nobody holds and wants these resources the other way round, or as the same worker.
    assertThat(order.cycles()).allSatisfy(
        cycle -> {
          List<Long> others = new ArrayList<>(cycle.tasks());
          Collections.rotate(others, 1);
          assertThat(order.allows(new LockOrder.Cycle(cycle.resources(), cycle.workers(), others))).isFalse();
          List<Integer> same = Collections.nCopies(cycle.workers().size(), 0);
          assertThat(order.allows(new LockOrder.Cycle(cycle.resources(), same, cycle.tasks()))).isFalse();
        });
  }

  @Test
  void orderAllowsNoCycleOfTasksThatHoldAnotherResourceInCommonNorOfMoreThanTheGateLetsIn() {
    LockOrder.Cycle pair = new LockOrder.Cycle(List.of(1, 2), List.of(0, 1), List.of(0L, 1L));

    assertThat(LockOrder.of(crossing(false, Policy.UNORDERED)).allows(pair)).isTrue();
    assertThat(LockOrder.of(crossing(true, Policy.UNORDERED)).allows(pair)).isFalse();
    assertThat(LockOrder.of(crossing(false, Policy.ARBITER)).allows(pair)).isFalse();
    assertThat(LockOrder.of(crossing(false, Policy.TRY_LOCK)).allows(pair)).isFalse();
    assertThat(LockOrder.of(crossing(false, Policy.ORDERED)).allows(pair)).isFalse();
  }

  /** Two workers that take two resources crosswise, each after a common one if asked. */
  private static Assignment crossing(boolean behind, Policy policy) {
    return Tables.repeating(
        2,
        3,
        policy,
        (worker, plan) -> {
          if (behind) {
            plan.exclusive(0);
          }
          plan.exclusive(1 + worker).exclusive(2 - worker);
        });
  }

  @Test
  void cycleOfOneWorkerIsNone() {
    Assignment alone = Tables.simulation("bank", Map.of("accounts", "5", "transfers", "200"), 1, Policy.UNORDERED);

    assertThat(cycles(alone)).isEmpty();
    assertThat(LockOrder.of(alone).isComplete()).isTrue();
  }

  /** One agent asks for two resources in both orders by turns, another for a third. */
  @Test
  void cycleOfTasksThatOneWorkerPerformsIsNone() {
    Assignment turning =
        Assignment.of(
            new Tables.Needing(
                2,
                100,
                3,
                i ->
                    plan -> {
                      int first = (int) (i / 2 % 2);
                      var _ = i % 2 == 1 ? plan.exclusive(2) : plan.exclusive(first).exclusive(1 - first);
                    }),
            Tables.SEED,
            2,
            Policy.UNORDERED);

    assertThat(cycles(turning)).isEmpty();
  }

  @Test
  void cycleBehindACommonGateIsNone() {
    Assignment gated =
        Tables.repeating(
            2, 3, Policy.UNORDERED, (worker, plan) -> plan.exclusive(2).exclusive(worker).exclusive(1 - worker));
    Assignment free = Tables.repeating(2, 3, Policy.UNORDERED, (worker, plan) -> plan.exclusive(worker).exclusive(1 - worker));

    assertThat(cycles(gated)).isEmpty();
    assertThat(cycles(free)).containsExactly(List.of(0, 1));
  }

  @Test
  void readersDoNotWaitForEachOtherButNothingIsProvedThen() {
    LockOrder order =
        LockOrder.of(Tables.repeating(2, 2, Policy.UNORDERED, (worker, plan) -> plan.shared(worker).shared(1 - worker)));

    assertThat(order.cycles()).isEmpty();
    assertThat(order.isComplete()).isFalse();
  }

  @Test
  void moreCyclesThanAreToldAreNotAllOfThem() {
    LockOrder order =
        LockOrder.of(Tables.simulation("bank", Map.of("accounts", "60", "transfers", "20000"), 4, Policy.UNORDERED));

    assertThat(order.cycles()).hasSize(LockOrder.MOST_CYCLES).allSatisfy(cycle -> assertThat(cycle.resources()).hasSize(2));
    assertThat(order.isComplete()).isFalse();
  }

  @Test
  void tasksThatWereNotPlannedLeaveItOpen() {
    Assignment bank = Tables.simulation("bank", Map.of("accounts", "60", "transfers", "200"), 4, Policy.ORDERED);

    assertThat(LockOrder.of(bank).isComplete()).isTrue();
    assertThat(LockOrder.of(bank, 199).isComplete()).isFalse();
  }

  /** Transfers do not repeat: the tasks of a predicted cycle are enough to show it, and an order without cycles to rule it out. */
  @ParameterizedTest
  @EnumSource(Medium.class)
  void predictedCycleOfTransfersIsConfirmed(Medium medium) {
    Assignment unordered = Tables.simulation("bank", Map.of("accounts", "20", "skew", "1.2"), 4, Policy.UNORDERED);
    Assignment ordered = Tables.simulation("bank", Map.of("accounts", "20", "skew", "1.2"), 4, Policy.ORDERED);

    assertThat(Tables.workload(unordered).complete()).isFalse();
    assertThat(Tables.prove(unordered, medium).of(Property.DEADLOCK).status()).isEqualTo(Status.PRESENT);
    assertThat(Tables.prove(unordered, medium).waits()).extracting(Waits.Wait::wants)
        .containsExactlyInAnyOrderElementsOf(cycles(unordered).getFirst());
    assertThat(Tables.prove(ordered, medium).of(Property.DEADLOCK).status()).isEqualTo(Status.ABSENT);
    assertThat(Tables.prove(ordered, medium).of(Property.STARVATION).status()).isEqualTo(Status.UNKNOWN);
  }
}
