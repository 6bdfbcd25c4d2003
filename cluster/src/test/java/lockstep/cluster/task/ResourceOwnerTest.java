package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.Pause;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

final class ResourceOwnerTest {

  private static final int FIRST = 10;
  private static final int COUNTED = 12;
  private static final long HOUR = 3_600_000_000_000L;

  private final Sketch model =
      Sketch.of("owned", 5, 20, (i, draw, plan) -> plan.exclusive(10).hold(Pause.SPIN, 1))
          .withPermits(r -> r == COUNTED ? 2 : 1)
          .initialised((r, cell) -> cell.set(0, r * 100L));
  private final List<TestInbox<TaskWorker.Command>> inboxes =
      Stream.generate(TestInbox::<TaskWorker.Command>create).limit(4).toList();
  private final BehaviorTestKit<ResourceOwner.Command> owner =
      BehaviorTestKit.create(
          ResourceOwner.create(
              model, CellStore.first(model, 1), FIRST, 3, Workers.here(inboxes.stream().map(TestInbox::getRef).toList())));

  private void ask(int resource, Mode mode, int worker) {
    owner.run(new ResourceOwner.Ask(resource, mode, worker, true));
  }

  /** The one grant that a worker received. */
  private Grant granted(int worker) {
    TaskWorker.Command message = inboxes.get(worker).receiveMessage();
    assertThat(inboxes.get(worker).hasMessages()).isFalse();
    return message instanceof Grant grant ? grant : throwNoGrant(message);
  }

  private static Grant throwNoGrant(TaskWorker.Command message) {
    throw new AssertionError("no grant: " + message);
  }

  private void assertWaiting(int... workers) {
    for (int worker : workers) {
      assertThat(inboxes.get(worker).hasMessages()).as("worker %d was served", worker).isFalse();
    }
  }

  @Test
  void grantsGoFirstComeFirstServed() {
    for (int worker : new int[] {2, 0, 3, 1}) {
      ask(10, Mode.EXCLUSIVE, worker);
    }
    for (int worker : new int[] {2, 0, 3}) {
      Grant grant = granted(worker);
      assertWaiting(0, 1, 2, 3);
      owner.run(grant);
    }
    assertThat(granted(1).resource()).isEqualTo(10);
  }

  @Test
  void resourcesOfABlockAreGrantedApart() {
    ask(10, Mode.EXCLUSIVE, 0);
    ask(11, Mode.EXCLUSIVE, 1);
    assertThat(granted(0).cells()).containsExactly(1000, 0);
    assertThat(granted(1).cells()).containsExactly(1100, 0);
  }

  @Test
  void stateTravelsInTheGrant() {
    ask(11, Mode.EXCLUSIVE, 0);
    ask(11, Mode.EXCLUSIVE, 1);
    Grant first = granted(0);
    first.cells()[0] = 77;
    first.cells()[1]++;
    owner.run(first);
    assertThat(granted(1).cells()).containsExactly(77, 1);
  }

  @Test
  void readersShareUntilAWriterWaits() {
    ask(10, Mode.SHARED, 0);
    ask(10, Mode.SHARED, 1);
    ask(10, Mode.EXCLUSIVE, 2);
    ask(10, Mode.SHARED, 3);
    Grant one = granted(0);
    Grant other = granted(1);
    assertThat(one.mode()).isEqualTo(Mode.SHARED);
    owner.run(one);
    assertWaiting(2, 3);
    owner.run(other);
    assertWaiting(3);
    owner.run(granted(2));
    assertThat(granted(3).mode()).isEqualTo(Mode.SHARED);
  }

  @Test
  void permitsAreGrantedAsFarAsTheyGo() {
    for (int worker = 0; worker < 4; worker++) {
      ask(COUNTED, Mode.PERMIT, worker);
    }
    Grant permit = granted(0);
    assertThat(permit.cells()).isEmpty();
    assertThat(granted(1).mode()).isEqualTo(Mode.PERMIT);
    assertWaiting(2, 3);
    owner.run(permit);
    assertThat(granted(2).mode()).isEqualTo(Mode.PERMIT);
    assertWaiting(3);
  }

  private TaskMachine asking() {
    return asking(model);
  }

  private static TaskMachine asking(Sketch planned) {
    TaskMachine machine = new TaskMachine(Assignment.of(planned, 1, 1, Policy.ORDERED), 0);
    machine.begin(0);
    assertThat(machine.next()).isEqualTo(Step.ASK);
    return machine;
  }

  private static ResourceOwner.Perform perform(TaskMachine machine, int worker) {
    return new ResourceOwner.Perform(machine.asked(), machine.askedMode(), machine.askedPermits(), machine, worker);
  }

  /** A task of two resources and a permit of the owner. */
  private TaskMachine askingForThree() {
    return asking(Sketch.of("three", 1, 20, (i, draw, plan) -> plan.exclusive(11).exclusive(10).permit(COUNTED)).withPermits(model::permits));
  }

  @Test
  void aTaskThatIsShippedIsPerformedByTheOwner() {
    TaskMachine machine = asking();
    owner.run(perform(machine, 0));
    assertThat(inboxes.get(0).receiveMessage()).isEqualTo(TaskWorker.Performed.INSTANCE);
    assertThat(machine.next()).isEqualTo(Step.DONE);
    assertThat(machine.account().ledger().writes()).isEqualTo(1);
    ask(10, Mode.EXCLUSIVE, 1);
    assertThat(granted(1).cells()).as("updated, counted and free again").containsExactly(1001, 1);
  }

  @Test
  void aTaskThatIsShippedWaitsItsTurn() {
    ask(10, Mode.EXCLUSIVE, 0);
    owner.run(perform(asking(), 1));
    ask(10, Mode.EXCLUSIVE, 2);
    assertWaiting(1, 2);
    Grant grant = granted(0);
    grant.cells()[0] = 50;
    owner.run(grant);
    assertThat(inboxes.get(1).receiveMessage()).isEqualTo(TaskWorker.Performed.INSTANCE);
    assertThat(granted(2).cells()).containsExactly(51, 1);
  }

  @Test
  void aTaskWithManyNeedsIsPerformedInOneMessageWhenAllAreFree() {
    TaskMachine machine = askingForThree();
    owner.run(perform(machine, 0));
    assertThat(inboxes.get(0).receiveMessage()).isEqualTo(TaskWorker.Performed.INSTANCE);
    assertThat(machine.next()).isEqualTo(Step.DONE);
    ask(10, Mode.EXCLUSIVE, 1);
    assertThat(granted(1).cells()).containsExactly(1001, 1);
    ask(11, Mode.EXCLUSIVE, 2);
    assertThat(granted(2).cells()).containsExactly(1101, 1);
    ask(COUNTED, Mode.PERMIT, 0);
    ask(COUNTED, Mode.PERMIT, 3);
    assertThat(granted(0).mode()).isEqualTo(Mode.PERMIT);
    assertThat(granted(3).mode()).as("no permit is lost").isEqualTo(Mode.PERMIT);
  }

  @Test
  void aTaskIsGrantedOnlyItsFirstNeedWhileAnotherIsTaken() {
    ask(COUNTED, Mode.PERMIT, 0);
    ask(COUNTED, Mode.PERMIT, 2);
    Grant permit = granted(0);
    owner.run(perform(askingForThree(), 1));
    assertThat(granted(1).resource()).isEqualTo(10);
    ask(11, Mode.EXCLUSIVE, 3);
    assertThat(granted(3).resource()).as("what was tried in vain is free again").isEqualTo(11);
    ask(COUNTED, Mode.PERMIT, 1);
    assertWaiting(1);
    owner.run(permit);
    assertThat(granted(1).resource()).isEqualTo(COUNTED);
  }

  @Test
  void aTaskThatIsShippedOvertakesNobody() {
    ask(11, Mode.EXCLUSIVE, 0);
    ask(11, Mode.EXCLUSIVE, 2);
    ask(10, Mode.EXCLUSIVE, 3);
    owner.run(perform(askingForThree(), 1));
    Grant eleven = granted(0);
    Grant ten = granted(3);
    owner.run(ten);
    assertThat(granted(1)).as("its turn for the first, not for the second").isSameAs(ten);
    ask(11, Mode.EXCLUSIVE, 1);
    owner.run(eleven);
    assertWaiting(1);
    owner.run(granted(2));
    assertThat(granted(1)).isSameAs(eleven);
  }

  @Test
  void whoWaitsForAnyNeedOfAPerformedTaskIsServed() {
    ask(10, Mode.EXCLUSIVE, 0);
    owner.run(perform(askingForThree(), 1));
    owner.run(perform(askingForThree(), 2));
    assertWaiting(1, 2);
    owner.run(granted(0));
    assertThat(inboxes.get(1).receiveMessage()).isEqualTo(TaskWorker.Performed.INSTANCE);
    assertThat(inboxes.get(2).receiveMessage()).isEqualTo(TaskWorker.Performed.INSTANCE);
  }

  @Test
  void aTaskThatTakesAndPutsIsPerformedAndPassesOnWhatItPut() {
    Sketch passing =
        Sketch.of("passing", 1, 20, (i, draw, plan) -> plan.take(COUNTED).put(COUNTED).put(COUNTED)).withPermits(model::permits);
    ask(COUNTED, Mode.TAKE, 0);
    ask(COUNTED, Mode.TAKE, 0);
    owner.run(perform(asking(passing), 1));
    ask(COUNTED, Mode.TAKE, 2);
    assertWaiting(1, 2);
    owner.run(new ResourceOwner.Put(COUNTED));
    assertThat(inboxes.get(1).receiveMessage()).isEqualTo(TaskWorker.Performed.INSTANCE);
    assertThat(granted(2).mode()).isEqualTo(Mode.TAKE);
  }

  @Test
  void aTaskThatTakesSeveralIsPerformedWhenAllOfThemAreThere() {
    Sketch joining = Sketch.of("joining", 1, 20, (i, draw, plan) -> plan.take(COUNTED, 2).exclusive(10)).withPermits(model::permits);
    ask(COUNTED, Mode.TAKE, 0);
    owner.run(perform(asking(joining), 1));
    ask(COUNTED, Mode.TAKE, 2);
    assertWaiting(1, 2);
    owner.run(new ResourceOwner.Put(COUNTED));
    assertThat(inboxes.get(1).receiveMessage()).isEqualTo(TaskWorker.Performed.INSTANCE);
    assertWaiting(2);
    owner.run(new ResourceOwner.Put(COUNTED));
    assertThat(granted(2).mode()).as("the second permit was used up, too").isEqualTo(Mode.TAKE);
  }

  @Test
  void severalPermitsThatWereTakenInVainAreAllThereAgain() {
    Sketch counting =
        Sketch.of("counting", 1, 20, (i, draw, plan) -> plan.take(11).take(COUNTED, 2).exclusive(10))
            .withPermits(r -> r == 10 ? 1 : 2);
    BehaviorTestKit<ResourceOwner.Command> ofTwoCounted =
        BehaviorTestKit.create(
            ResourceOwner.create(
                counting, CellStore.first(counting, 1), FIRST, 3, Workers.here(inboxes.stream().map(TestInbox::getRef).toList())));
    ofTwoCounted.run(new ResourceOwner.Ask(10, Mode.EXCLUSIVE, 0, true));
    ofTwoCounted.run(perform(asking(counting), 1));
    assertThat(granted(1).resource()).isEqualTo(11);
    ofTwoCounted.run(new ResourceOwner.Ask(COUNTED, Mode.TAKE, 2, 3, true));
    assertThat(granted(3).permits()).isEqualTo(2);
  }

  @Test
  void aModelThatFailsInTheOwnerIsToldToTheWorker() {
    Sketch failing =
        Sketch.of("fails", 1, 20, (i, draw, plan) -> plan.exclusive(10))
            .updating(
                (task, held) -> {
                  throw new IllegalStateException("on purpose");
                });
    owner.run(perform(asking(failing), 3));
    assertThat(inboxes.get(3).receiveMessage()).isInstanceOf(TaskWorker.Failed.class);
    assertThat(owner.isAlive()).isTrue();
  }

  @Test
  void whatASampledTaskAsksForIsTimedAndSoIsTheAnswer() {
    TestInbox<TaskRun.Command> run = TestInbox.create();
    for (int worker = 0; worker < 2; worker++) {
      owner.run(
          new ResourceOwner.Timed(
              new ResourceOwner.Ask(10, Mode.EXCLUSIVE, worker, true), System.nanoTime() - HOUR));
    }
    owner.run(new ResourceOwner.Ask(11, Mode.EXCLUSIVE, 2, true));
    assertThat(inboxes.get(2).receiveMessage()).as("of a task that is not sampled").isInstanceOf(Grant.class);
    owner.run(answer(0));
    assertThat(answer(1).resource()).isEqualTo(10);
    owner.run(new ResourceOwner.Surrender(run.getRef()));
    if (run.receiveMessage() instanceof TaskRun.Surrendered surrendered) {
      Account account = surrendered.account();
      account.keepsQueues();
      assertThat(account.queueing().orElseThrow().stays()).isEqualTo(2);
      assertThat(account.queueing().orElseThrow().nanos()).isBetween(2 * HOUR, 3 * HOUR);
      assertThat(account.messages()).as("three answers").isEqualTo(3);
      assertThat(account.contended()).isEqualTo(1);
      assertThat(account.longestWaitNanos()).as("apart from the mailbox").isLessThan(HOUR);
    }
  }

  private Grant answer(int worker) {
    TaskWorker.Command message = inboxes.get(worker).receiveMessage();
    assertThat(message).isInstanceOf(TaskWorker.Timed.class);
    return message instanceof TaskWorker.Timed timed && timed.answer() instanceof Grant grant ? grant : throwNoGrant(message);
  }

  @Test
  void aWaitThatIsGivenUpIsAWait() {
    TestInbox<TaskRun.Command> run = TestInbox.create();
    ask(10, Mode.EXCLUSIVE, 0);
    ask(10, Mode.EXCLUSIVE, 1);
    owner.run(new ResourceOwner.Withdraw(10, 1));
    assertThat(inboxes.get(1).receiveMessage()).isEqualTo(TaskWorker.Withdrawn.INSTANCE);
    owner.run(new ResourceOwner.Ask(10, Mode.EXCLUSIVE, 2, false));
    assertThat(inboxes.get(2).receiveMessage()).isEqualTo(TaskWorker.Refused.INSTANCE);
    owner.run(new ResourceOwner.Surrender(run.getRef()));
    if (run.receiveMessage() instanceof TaskRun.Surrendered surrendered) {
      assertThat(surrendered.account().contended()).as("one waited, one did not want to").isEqualTo(1);
    }
  }

  @Test
  void surrenderHandsOverTheFinalState() {
    TestInbox<TaskRun.Command> run = TestInbox.create();
    owner.run(perform(asking(), 0));
    ask(11, Mode.EXCLUSIVE, 1);
    ask(11, Mode.EXCLUSIVE, 2);
    owner.run(granted(1));
    owner.run(granted(2));
    owner.run(new ResourceOwner.Surrender(run.getRef()));
    TaskRun.Command reply = run.receiveMessage();
    assertThat(reply).isInstanceOf(TaskRun.Surrendered.class);
    if (reply instanceof TaskRun.Surrendered surrendered) {
      assertThat(surrendered.grants()).extracting(Grant::resource).containsExactly(10, 11, 12);
      assertThat(surrendered.grants())
          .extracting(Grant::cells)
          .containsExactly(new long[] {1001, 1}, new long[] {1100, 0}, new long[0]);
      assertThat(surrendered.account().contended()).as("requests that had to wait").isEqualTo(1);
    }
  }
}
