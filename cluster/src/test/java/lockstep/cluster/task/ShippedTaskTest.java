package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.engine.CellStore;
import lockstep.engine.Sketch;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** Tasks that are shipped to the owner of all that they need. */
final class ShippedTaskTest extends OwnerStage {

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
}
