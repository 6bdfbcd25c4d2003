package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.Policy;
import lockstep.engine.Queueing;
import lockstep.engine.Sketch;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

final class TaskWorkerTest {

  private static final int BLOCK = 10;
  private static final long HOUR = 3_600_000_000_000L;

  private final TestInbox<TaskRun.Command> run = TestInbox.create();
  private final TestInbox<ResourceOwner.Command> low = TestInbox.create();
  private final TestInbox<ResourceOwner.Command> high = TestInbox.create();

  private final TestInbox<ResourceOwner.Command> gate = TestInbox.create();

  private BehaviorTestKit<TaskWorker.Command> begun(Sketch model) {
    return begun(model, Policy.ORDERED);
  }

  private BehaviorTestKit<TaskWorker.Command> begun(Sketch model, Policy policy) {
    BehaviorTestKit<TaskWorker.Command> worker =
        BehaviorTestKit.create(TaskWorker.create(Assignment.of(model, 1, 1, policy), 0, run.getRef()));
    TaskRun.Owners owners =
        new TaskRun.Owners(
            new Blocks(2 * BLOCK, 2), List.of(low.getRef(), high.getRef()), Optional.of(gate.getRef()), Optional.empty());
    worker.run(new TaskWorker.Begin(owners, System.nanoTime()));
    return worker;
  }

  /** The next request, of a task that is sampled, as all of so few are. */
  private static ResourceOwner.Command request(TestInbox<ResourceOwner.Command> owner) {
    ResourceOwner.Command message = owner.receiveMessage();
    assertThat(message).isInstanceOf(ResourceOwner.Timed.class);
    return message instanceof ResourceOwner.Timed timed ? timed.request() : message;
  }

  private static void assertAsked(TestInbox<ResourceOwner.Command> owner, ResourceOwner.Ask ask) {
    assertThat(request(owner)).isEqualTo(ask);
  }

  private static Grant grant(int resource) {
    return Grant.exclusive(resource, new long[] {500, 0});
  }

  @Test
  void asksOneOwnerAfterTheOtherAndGivesBackTheChangedState() {
    BehaviorTestKit<TaskWorker.Command> worker =
        begun(Sketch.of("two", 1, 20, (i, draw, plan) -> plan.exclusive(13).exclusive(4)));
    assertAsked(low, new ResourceOwner.Ask(4, Mode.EXCLUSIVE, 0, true));
    assertThat(high.hasMessages()).as("one request under way at most").isFalse();
    Grant four = grant(4);
    worker.run(four);
    assertAsked(high, new ResourceOwner.Ask(13, Mode.EXCLUSIVE, 0, true));
    assertThat(run.hasMessages()).isFalse();
    Grant thirteen = grant(13);
    worker.run(thirteen);
    low.expectMessage(four);
    high.expectMessage(thirteen);
    assertThat(four.cells()).containsExactly(501, 1);
    assertThat(thirteen.cells()).containsExactly(501, 1);
    assertEnded(1);
  }

  @Test
  void shipsATaskThatNeedsOneResourceAndGoesOnWhenItIsPerformed() {
    BehaviorTestKit<TaskWorker.Command> worker = begun(Sketch.of("one", 2, 20, (i, draw, plan) -> plan.exclusive(12)));
    for (int task = 0; task < 2; task++) {
      assertThat(run.hasMessages()).isFalse();
      ResourceOwner.Command request = request(high);
      assertThat(request).isInstanceOf(ResourceOwner.Perform.class);
      if (request instanceof ResourceOwner.Perform perform) {
        assertThat(perform.resource()).isEqualTo(12);
        assertThat(perform.machine().index()).isEqualTo(task);
        performAsTheOwnerDoes(perform.machine());
      }
      worker.run(TaskWorker.Performed.INSTANCE);
    }
    assertEnded(2);
  }

  private static void performAsTheOwnerDoes(TaskMachine machine) {
    machine.granted(new long[2], 0);
    for (Step step = machine.next(); step == Step.ASK; step = machine.next()) {
      machine.granted(new long[2], 0);
    }
    machine.update();
    machine.next();
    machine.released();
  }

  @Test
  void shipsATaskWhoseNeedsAllHaveOneOwner() {
    BehaviorTestKit<TaskWorker.Command> worker =
        begun(Sketch.of("two of a block", 1, 20, (i, draw, plan) -> plan.exclusive(19).exclusive(10)));
    ResourceOwner.Command request = request(high);
    assertThat(request).isInstanceOf(ResourceOwner.Perform.class);
    if (request instanceof ResourceOwner.Perform perform) {
      assertThat(perform.resource()).as("the first by the policy").isEqualTo(10);
      performAsTheOwnerDoes(perform.machine());
    }
    worker.run(TaskWorker.Performed.INSTANCE);
    assertThat(high.hasMessages()).as("nothing to give back").isFalse();
    assertEnded(1);
  }

  @Test
  void asksForTheOthersWhenTheOwnerOfAllCouldGrantOnlyTheFirst() {
    BehaviorTestKit<TaskWorker.Command> worker =
        begun(Sketch.of("two of a block", 1, 20, (i, draw, plan) -> plan.exclusive(19).exclusive(10)));
    assertThat(request(high)).isInstanceOf(ResourceOwner.Perform.class);
    worker.run(grant(10));
    assertAsked(high, new ResourceOwner.Ask(19, Mode.EXCLUSIVE, 0, true));
  }

  @Test
  void shipsNothingThatWouldKeepTheOwnerOrOthersWaiting() {
    begun(Sketch.of("timer", 1, 20, (i, draw, plan) -> plan.exclusive(1).hold(Pause.TIMER, Plan.SHORTEST_TIMER_NANOS)));
    assertAsked(low, new ResourceOwner.Ask(1, Mode.EXCLUSIVE, 0, true));
    begun(Sketch.of("gap", 1, 20, (i, draw, plan) -> plan.exclusive(1).exclusive(2).gap(Pause.TIMER, Plan.SHORTEST_TIMER_NANOS)));
    assertAsked(low, new ResourceOwner.Ask(1, Mode.EXCLUSIVE, 0, true));
    begun(Sketch.of("puts elsewhere", 1, 20, (i, draw, plan) -> plan.exclusive(1).put(15)).withPermits(r -> r == 15 ? 2 : 1));
    assertAsked(low, new ResourceOwner.Ask(1, Mode.EXCLUSIVE, 0, true));
  }

  @Test
  void doesNotShipABusyTaskWhileOthersCouldHoldTheSame() {
    begun(Sketch.of("shared", 1, 20, (i, draw, plan) -> plan.shared(1).hold(Pause.SPIN, 1)).sharing());
    assertAsked(low, new ResourceOwner.Ask(1, Mode.SHARED, 0, true));
    begun(Sketch.of("permit", 1, 20, (i, draw, plan) -> plan.permit(1).hold(Pause.SPIN, 1)).withPermits(r -> 2));
    assertAsked(low, new ResourceOwner.Ask(1, Mode.PERMIT, 0, true));
    begun(Sketch.of("read at once", 1, 20, (i, draw, plan) -> plan.shared(1)).sharing());
    assertThat(request(low)).isInstanceOf(ResourceOwner.Perform.class);
  }

  @Test
  void anArbiterIsPassedAndLeftByATaskThatIsShipped() {
    BehaviorTestKit<TaskWorker.Command> worker =
        begun(Sketch.of("two of a block", 1, 20, (i, draw, plan) -> plan.exclusive(19).exclusive(10)), Policy.ARBITER);
    assertAsked(gate, new ResourceOwner.Ask(20, Mode.PERMIT, 0, true));
    assertThat(high.hasMessages()).as("shipped outside the gate").isFalse();
    worker.run(Grant.permit(20));
    if (request(high) instanceof ResourceOwner.Perform perform) {
      performAsTheOwnerDoes(perform.machine());
    }
    assertThat(gate.hasMessages()).isFalse();
    worker.run(TaskWorker.Performed.INSTANCE);
    assertThat(gate.receiveMessage()).isInstanceOf(Grant.class);
    assertEnded(1);
  }

  @Test
  void aModelThatFailsIsToldToTheRunQuietly() {
    BehaviorTestKit<TaskWorker.Command> worker =
        begun(
            Sketch.of("fails", 1, 20, (i, draw, plan) -> plan.compute(1))
                .computing(
                    task -> {
                      throw new IllegalStateException("on purpose");
                    }));
    assertThat(run.receiveMessage()).isInstanceOf(TaskRun.WorkerFailed.class);
    assertThat(worker.isAlive()).isTrue();
    assertThat(worker.getAllLogEntries()).isEmpty();
  }

  @Test
  void givesWayToOthersAfterManyTasksInARow() {
    BehaviorTestKit<TaskWorker.Command> worker = begun(Sketch.of("empty", 200, 0, (i, draw, plan) -> {}));
    assertThat(run.hasMessages()).as("ended without giving way").isFalse();
    int turns = 0;
    while (worker.selfInbox().hasMessages()) {
      worker.run(worker.selfInbox().receiveMessage());
      turns++;
    }
    assertThat(turns).isEqualTo(3);
    assertEnded(200);
  }

  @Test
  void countsWhatItSendsAndHowLongAnswersLay() {
    BehaviorTestKit<TaskWorker.Command> worker =
        begun(Sketch.of("two", 1, 20, (i, draw, plan) -> plan.exclusive(13).exclusive(4)));
    worker.run(new TaskWorker.Timed(grant(4), System.nanoTime() - HOUR));
    worker.run(new TaskWorker.Timed(grant(13), System.nanoTime() - HOUR));
    Account account = assertEnded(1);
    assertThat(account.messages()).as("two requests, two given back").isEqualTo(4);
    Queueing queueing = account.queueing().orElseThrow();
    assertThat(queueing.tasks()).isEqualTo(1);
    assertThat(queueing.stays()).as("answers").isEqualTo(2);
    assertThat(queueing.nanos()).isBetween(2 * HOUR, 3 * HOUR);
    assertThat(account.contended()).as("lying in a mailbox is no wait for what others hold").isZero();
  }

  @Test
  void takesNoTimesOfTasksThatAreNotSampled() {
    begun(Sketch.of("many", 1_000_000, 20, (i, draw, plan) -> plan.exclusive(3)));
    assertThat(low.receiveMessage()).as("task 0").isInstanceOf(ResourceOwner.Timed.class);
    BehaviorTestKit<TaskWorker.Command> worker =
        begun(Sketch.of("many", 1_000_000, 20, (i, draw, plan) -> plan.exclusive(i == 0 ? 13 : 4).hold(Pause.TIMER, Plan.SHORTEST_TIMER_NANOS)));
    worker.run(grant(13));
    worker.selfInbox().getAllReceived().forEach(worker::run);
    worker.getAllEffects().forEach(effect -> fire(effect, worker));
    assertThat(low.receiveMessage()).as("task 1").isInstanceOf(ResourceOwner.Ask.class);
  }

  private static void fire(Effect effect, BehaviorTestKit<TaskWorker.Command> worker) {
    if (effect instanceof Effect.Scheduled<?> timer && timer.message() instanceof TaskWorker.Command command) {
      worker.run(command);
    }
  }

  private Account assertEnded(long commits) {
    TaskRun.Command message = run.receiveMessage();
    assertThat(message).isInstanceOf(TaskRun.WorkerEnded.class);
    if (message instanceof TaskRun.WorkerEnded ended) {
      assertThat(ended.account().ledger().commits()).isEqualTo(commits);
      return ended.account();
    }
    throw new AssertionError(message);
  }
}
