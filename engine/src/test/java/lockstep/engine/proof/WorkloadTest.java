package lockstep.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lockstep.engine.Assignment;
import lockstep.engine.Policy;
import lockstep.engine.proof.Conclusion.Property;
import lockstep.engine.proof.Conclusion.Status;
import lockstep.simulation.Draw;
import lockstep.simulation.Plan;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WorkloadTest {

  @Test
  void workerWithSeveralSeatsRepeatsThemInTurn() {
    Assignment table = Tables.simulation("philosophers", Map.of("seats", "5"), 2, Policy.UNORDERED);

    Workload workload = Tables.workload(table);

    assertThat(workload.complete()).isTrue();
    assertThat(workload.workers()).extracting(worker -> worker.cycle().size()).containsExactly(3, 2);
  }

  /** Two workers at five seats never hold more than two forks in a circle of five. */
  @ParameterizedTest
  @EnumSource(Medium.class)
  void fewerWorkersThanSeatsCannotDeadlock(Medium medium) {
    Assignment table = Tables.simulation("philosophers", Map.of("seats", "5"), 2, Policy.UNORDERED);

    assertThat(Tables.prove(table, medium).of(Property.DEADLOCK).status()).isEqualTo(Status.ABSENT);
  }

  @Test
  void workersWithoutTasksAreLeftOut() {
    Assignment table = Tables.simulation("philosophers", Map.of("seats", "2"), 5, Policy.UNORDERED);

    assertThat(Tables.workload(table).workers()).extracting(Workload.Worker::number).containsExactly(0, 1);
    assertThat(Tables.prove(table, Medium.MESSAGES).of(Property.DEADLOCK).status()).isEqualTo(Status.PRESENT);
  }

  @Test
  void resourcesAreThoseThatAreAskedFor() {
    Assignment two = Tables.repeating(2, 100, Policy.UNORDERED, (worker, plan) -> plan.exclusive(90 - worker).exclusive(7));

    Workload workload = Tables.workload(two);

    assertThat(workload.resources()).containsExactly(7, 89, 90);
    assertThat(Tables.prove(two, Medium.BARGING_LOCKS).of(Property.DEADLOCK).status()).isEqualTo(Status.ABSENT);
  }

  @Test
  void messagesToAndFroNeverDeadlock() {
    Assignment pingPong = Tables.simulation("ping-pong", Map.of(), 2, Policy.ORDERED);

    for (Medium medium : Medium.values()) {
      Proof proof = Tables.prove(pingPong, medium);
      assertThat(proof.of(Property.DEADLOCK).status()).as("%s: %s", medium, proof).isIn(Status.ABSENT, Status.UNKNOWN);
    }
  }

  @Test
  void tasksThatNeedNothingAreAlwaysDone() {
    Assignment idle = Tables.repeating(2, 1, Policy.UNORDERED, (worker, plan) -> plan.compute(1));

    for (Medium medium : Medium.values()) {
      assertThat(Tables.prove(idle, medium).conclusions()).extracting(Conclusion::status).containsOnly(Status.ABSENT);
    }
  }

  /** A deadlock of two beside a third worker that goes on for ever. */
  @ParameterizedTest
  @EnumSource(Medium.class)
  void deadlockOfSomeIsFoundWhileOthersGetOn(Medium medium) {
    Assignment three =
        Tables.repeating(
            3,
            3,
            Policy.UNORDERED,
            (worker, plan) -> {
              var _ = worker == 2 ? plan.exclusive(2) : plan.exclusive(worker).exclusive(1 - worker);
            });

    Proof proof = Tables.prove(three, medium);

    assertThat(proof.of(Property.DEADLOCK).status()).isEqualTo(Status.PRESENT);
    assertThat(proof.of(Property.DEADLOCK).detail()).startsWith("2 of 3 workers wait for ever");
    assertThat(proof.waits()).extracting(Waits.Wait::worker).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void permitsThatOnlyGrowLeaveItOpen() {
    Assignment growing =
        Assignment.of(new Growing(), Tables.SEED, 1, Policy.UNORDERED);

    assertThat(Tables.prove(growing, Medium.BARGING_LOCKS).conclusions()).extracting(Conclusion::status).containsOnly(Status.UNKNOWN);
  }

  /** One agent that only ever puts. */
  private record Growing() implements TaskModel {
    @Override
    public long tasks() {
      return 100;
    }

    @Override
    public int resources() {
      return 1;
    }

    @Override
    public boolean counted(int resource) {
      return true;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      plan.put(0);
    }
  }

  @Test
  void limitOnStatesLeavesAbsenceOpenAndAWalkStillFindsTheDeadlock() {
    Limits few = new Limits(50, 50, 1 << 24, 50, 2000, 7);
    Assignment atOnce = Tables.table(5, Policy.ALL_AT_ONCE);
    Assignment unordered = Tables.table(5, Policy.UNORDERED);

    Proof open = Tables.prove(atOnce, Tables.workload(atOnce), Medium.BARGING_LOCKS, few);
    Proof found = Tables.prove(unordered, Tables.workload(unordered), Medium.BARGING_LOCKS, few);

    assertThat(open.complete()).isFalse();
    assertThat(open.conclusions()).extracting(Conclusion::status).containsOnly(Status.UNKNOWN);
    assertThat(open.coverage()).contains("50 random walks of up to 2000 steps (seed 7)");
    assertThat(found.of(Property.DEADLOCK).status()).isEqualTo(Status.PRESENT);
    assertThat(found.waits()).hasSize(5);
    assertThat(List.of(Tables.prove(unordered, Tables.workload(unordered), Medium.BARGING_LOCKS, few))).containsExactly(found);
  }

  @Test
  void limitOnMemoryEndsTheExploration() {
    Workload workload = Tables.workload(Tables.table(7, Policy.ORDERED));

    Exploration graph =
        Exploration.of(new Machine(workload, Medium.REMOTE_MESSAGES, Machine.Grain.MESSAGE), new Limits(Integer.MAX_VALUE, 0, 4 << 20, 0, 0, 0));

    assertThat(graph.isComplete()).isFalse();
    assertThat(graph.explored()).isLessThan(100_000);
  }
}
