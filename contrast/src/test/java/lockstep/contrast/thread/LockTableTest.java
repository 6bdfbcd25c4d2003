package lockstep.contrast.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.Sketch;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a lock serves next, when its holder gives it back and asks again while somebody waits. */
final class LockTableTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final int ROUNDS = 300;
  private static final int HOLDER = 0;
  private static final int WAITER = 1;
  private static final int KEEPER = 2;

  /** A resource that two cannot hold at once in these modes, or of whose two permits a third task keeps one. */
  private static Sketch model(Mode holds, Mode waits) {
    Sketch model = Sketch.of("one resource", 3, 1, (i, draw, plan) -> plan(plan, i == HOLDER ? holds : waits));
    return holds == Mode.PERMIT ? model.withPermits(r -> 2) : holds == waits ? model : model.sharing();
  }

  private static void plan(Plan plan, Mode mode) {
    switch (mode) {
      case EXCLUSIVE -> plan.exclusive(0);
      case SHARED -> plan.shared(0);
      case PERMIT, TAKE -> plan.permit(0);
    }
  }

  private static TaskMachine asking(Assignment assignment, int worker) {
    TaskMachine machine = new TaskMachine(assignment, worker);
    machine.begin(worker);
    assertThat(machine.next()).isEqualTo(Step.ASK);
    return machine;
  }

  /** In how many rounds the holder has the lock again before the one who waited. */
  private static int overtakings(Sketch model, Queues queues, int rounds) throws InterruptedException {
    Assignment assignment = Assignment.of(model, 1, 3, Coordination.of(Policy.ORDERED).withQueues(queues));
    LockTable locks = new LockTable(assignment, CellStore.first(model, 1));
    if (model.counted(0)) {
      locks.acquire(asking(assignment, KEEPER));
    }
    int overtakings = 0;
    for (int round = 0; round < rounds; round++) {
      List<Integer> served = new CopyOnWriteArrayList<>();
      TaskMachine holder = asking(assignment, HOLDER);
      locks.acquire(holder);
      Thread waiting = Thread.ofPlatform().start(() -> passThrough(locks, asking(assignment, WAITER), served));
      while (waiting.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      locks.release(holder);
      holder.retry();
      locks.acquire(holder);
      served.add(HOLDER);
      locks.release(holder);
      waiting.join();
      overtakings += served.getFirst() == HOLDER ? 1 : 0;
    }
    return overtakings;
  }

  private static void passThrough(LockTable locks, TaskMachine machine, List<Integer> served) {
    try {
      locks.acquire(machine);
      served.add(WAITER);
      locks.release(machine);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts", e);
    }
  }

  static Stream<Arguments> modes() {
    return Stream.of(
        Arguments.of(Mode.EXCLUSIVE, Mode.EXCLUSIVE),
        Arguments.of(Mode.EXCLUSIVE, Mode.SHARED),
        Arguments.of(Mode.SHARED, Mode.EXCLUSIVE),
        Arguments.of(Mode.PERMIT, Mode.PERMIT));
  }

  @ParameterizedTest(name = "{1} behind {0}")
  @MethodSource("modes")
  void fairLocksServeWhoWaitedBeforeWhoAsksAgain(Mode holds, Mode waits) {
    Sketch model = model(holds, waits);
    assertThat(assertTimeoutPreemptively(LONG_ENOUGH, () -> overtakings(model, Queues.FAIR, ROUNDS))).isZero();
  }

  @ParameterizedTest(name = "{1} behind {0}")
  @MethodSource("modes")
  void bargingLocksLetWhoAsksAgainOvertake(Mode holds, Mode waits) {
    Sketch model = model(holds, waits);
    assertThat(assertTimeoutPreemptively(LONG_ENOUGH, () -> overtakings(model, Queues.BARGING, ROUNDS))).isPositive();
  }
}
