package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.engine.Account;
import lockstep.simulation.Mode;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

final class ResourceOwnerTest extends OwnerStage {

  private static final long HOUR = 3_600_000_000_000L;

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
