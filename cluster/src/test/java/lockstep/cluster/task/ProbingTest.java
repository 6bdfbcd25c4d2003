package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lockstep.cluster.task.Probe.Seen;
import lockstep.cluster.task.Probe.Taken;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.Deadlocks;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import lockstep.simulation.Mode;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** Worker 0, whose tasks need resource 0, then 1, of an owner each; worker 1 is played by the test. */
final class ProbingTest {

  private final TestInbox<TaskRun.Command> run = TestInbox.create();
  private final TestInbox<ResourceOwner.Command> zero = TestInbox.create();
  private final TestInbox<ResourceOwner.Command> one = TestInbox.create();
  private final BehaviorTestKit<TaskWorker.Command> worker = begun(2, Policy.DETECT);

  private BehaviorTestKit<TaskWorker.Command> begun(int tasks, Policy policy) {
    Sketch model = Sketch.of("two", tasks, 2, (i, draw, plan) -> plan.exclusive(0).exclusive(1));
    BehaviorTestKit<TaskWorker.Command> begun =
        BehaviorTestKit.create(TaskWorker.create(Assignment.of(model, 1, 1, policy).unsampled(), 0, run.getRef()));
    begun.run(
        new TaskWorker.Begin(
            new TaskRun.Owners(
                new Blocks(2, 2), List.of(zero.getRef(), one.getRef()), Optional.empty(), Optional.empty()),
            System.nanoTime()));
    return begun;
  }

  private static Grant grant(int resource) {
    return Grant.exclusive(resource, new long[] {500, 0});
  }

  /** Has the worker hold the first and wait for the second. */
  private void waitForTheSecond() {
    zero.expectMessage(new ResourceOwner.Ask(0, Mode.EXCLUSIVE, 0, true));
    worker.run(grant(0));
    one.expectMessage(new ResourceOwner.Ask(1, Mode.EXCLUSIVE, 0, true));
  }

  /** Has the next timer run out. Returns whether there was one. */
  private boolean timerEnds() {
    for (Effect effect : worker.getAllEffects()) {
      if (effect instanceof Effect.Scheduled<?> timer && timer.message() instanceof TaskWorker.Command command) {
        worker.run(command);
        return true;
      }
    }
    return false;
  }

  private Probe probe() {
    ResourceOwner.Command message = one.receiveMessage();
    assertThat(message).isInstanceOf(Probe.class);
    return message instanceof Probe probe ? probe : Probe.of(worker1(Probe.NONE, 0), 1);
  }

  private static Seen worker1(int waitsFor, long task, Integer... holds) {
    return new Seen(1, waitsFor, List.of(holds), task, 0, Probe.UNTOLD);
  }

  /** A probe of this worker, as it comes back when worker 1 waits for it in turn, and waited already when the probe was sent. */
  private static Probe closed(Probe probe, long taskOfOther) {
    return closed(probe, taskOfOther, probe.sentNanos() - 1);
  }

  private static Probe closed(Probe probe, long taskOfOther, long sinceOfOther) {
    return probe
        .told(probe.sentNanos() - 11, new Taken(1, false, List.of(1)))
        .seeing(worker1(0, taskOfOther, 1))
        .told(sinceOfOther, new Taken(0, false, List.of(0)));
  }

  private void assertSendsNothing() {
    assertThat(zero.hasMessages()).isFalse();
    assertThat(one.hasMessages()).isFalse();
  }

  @Test
  void probesWhatItWaitsForAgainAndAgainWhileItHoldsSomething() {
    assertThat(timerEnds()).as("holds nothing").isFalse();
    waitForTheSecond();
    for (int n = 0; n < 2; n++) {
      assertThat(timerEnds()).isTrue();
      Probe probe = probe();
      assertThat(probe.waitNumber()).isEqualTo(1);
      assertThat(probe.seen()).containsExactly(new Seen(0, 1, List.of(0), 0, 0, Probe.UNTOLD));
      assertThat(probe.taken()).isEmpty();
    }
  }

  @Test
  void aTimerThatWasSetForAnEarlierWaitIsNotEnoughForAProbe() {
    waitForTheSecond();
    worker.run(grant(1));
    zero.getAllReceived();
    one.getAllReceived();
    worker.run(grant(0));
    one.expectMessage(new ResourceOwner.Ask(1, Mode.EXCLUSIVE, 0, true));
    assertThat(timerEnds()).as("the only timer").isTrue();
    assertSendsNothing();
    assertThat(timerEnds()).isTrue();
    assertThat(probe().waitNumber()).isEqualTo(2);
  }

  @Test
  void withdrawsAsTheVictimAndTriesAgainAfterAWhile() {
    waitForTheSecond();
    timerEnds();
    worker.run(closed(probe(), -1));
    one.expectMessage(new ResourceOwner.Withdraw(1, 0));
    worker.run(TaskWorker.Withdrawn.INSTANCE);
    assertThat(zero.receiveMessage()).as("before it gives back").isInstanceOf(Broken.class);
    assertThat(zero.receiveMessage()).isInstanceOf(ResourceOwner.Returned.class);
    assertSendsNothing();
    assertThat(timerEnds()).isTrue();
    assertThat(timerEnds()).as("the timer for probes, and the one to try again").isFalse();
  }

  /** Has the worker be a victim once, and try again. */
  private void becomeVictim() {
    timerEnds();
    worker.run(closed(probe(), -1));
    one.getAllReceived();
    worker.run(TaskWorker.Withdrawn.INSTANCE);
    zero.getAllReceived();
    List<Effect> effects = worker.getAllEffects();
    assertThat(effects).isNotEmpty();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Scheduled<?> timer && timer.message() instanceof TaskWorker.Command command) {
        worker.run(command);
      }
    }
  }

  @Test
  void theTimesOfADeadlockAreToldAndHowOftenTheTaskWasAVictim() {
    waitForTheSecond();
    becomeVictim();
    waitForTheSecond();
    worker.run(new Broken(0, 1, System.nanoTime()));
    timerEnds();
    assertThat(probe().initiator().victims()).isEqualTo(1);
    worker.run(grant(1));
    waitForTheSecondOfTheNextTask();
    worker.run(grant(1));
    Account account = ended();
    Deadlocks deadlocks = account.deadlocks();
    assertThat(deadlocks.broken()).isEqualTo(1);
    assertThat(deadlocks.repeated()).isZero();
    assertThat(deadlocks.members()).isEqualTo(2);
    assertThat(deadlocks.formations()).containsExactly(10);
    assertThat(deadlocks.detections()).hasSize(1);
    assertThat(deadlocks.victims()).hasSize(1);
    assertThat(deadlocks.recoveries()).as("told to it for another's deadlock").hasSize(1);
    assertThat(account.retries()).isEqualTo(1);
    assertThat(account.ledger().commits()).isEqualTo(2);
  }

  private void waitForTheSecondOfTheNextTask() {
    zero.getAllReceived();
    one.getAllReceived();
    worker.run(grant(0));
    worker.getAllEffects();
    one.getAllReceived();
  }

  private Account ended() {
    TaskRun.Command message = run.receiveMessage();
    assertThat(message).isInstanceOf(TaskRun.WorkerEnded.class);
    return message instanceof TaskRun.WorkerEnded ended ? ended.account() : new Account();
  }

  @Test
  void aProbeThatComesBackLateAbortsNoOtherWait() {
    waitForTheSecond();
    timerEnds();
    Probe late = closed(probe(), -1);
    worker.run(grant(1));
    zero.getAllReceived();
    one.getAllReceived();
    worker.run(late);
    assertSendsNothing();
    worker.run(grant(0));
    one.expectMessage(new ResourceOwner.Ask(1, Mode.EXCLUSIVE, 0, true));
    worker.run(late);
    assertSendsNothing();
  }

  /** Somebody whom it had seen already may have given up, and so have let the other one get so far. */
  @Test
  void aProbeThatWasSentBeforeTheCircleClosedAbortsNothingAndTheNextOneDoes() {
    waitForTheSecond();
    timerEnds();
    Probe early = probe();
    long closing = early.sentNanos();
    worker.run(closed(early, -1, closing));
    assertSendsNothing();
    timerEnds();
    Probe next = probe();
    assertThat(next.sentNanos()).isGreaterThan(closing);
    worker.run(closed(next, -1, closing));
    one.expectMessage(new ResourceOwner.Withdraw(1, 0));
  }

  @Test
  void whoIsNotToBeTheVictimDoesNothing() {
    waitForTheSecond();
    timerEnds();
    worker.run(closed(probe(), 7));
    assertSendsNothing();
  }

  @Test
  void whatIsGrantedAtTheMomentOfWithdrawingIsKept() {
    waitForTheSecond();
    timerEnds();
    worker.run(closed(probe(), -1));
    one.expectMessage(new ResourceOwner.Withdraw(1, 0));
    worker.run(grant(1));
    assertThat(zero.receiveMessage()).isInstanceOf(ResourceOwner.Returned.class);
    assertThat(one.receiveMessage()).isInstanceOf(ResourceOwner.Returned.class);
    waitForTheSecond();
    worker.run(grant(1));
    Account account = ended();
    assertThat(account.deadlocks().broken()).isZero();
    assertThat(account.retries()).isZero();
    assertThat(account.ledger().commits()).isEqualTo(2);
  }

  /** Of worker 1, which waits for what this one holds. */
  private static Probe ofTheOther(long task) {
    return Probe.of(worker1(0, task, 1), 1).told(50, new Taken(0, false, List.of(0)));
  }

  @Test
  void whoWaitsTellsAProbeForWhatAndSendsItThere() {
    waitForTheSecond();
    worker.run(ofTheOther(7));
    assertThat(probe().last()).isEqualTo(new Seen(0, 1, List.of(0), 0, 0, Probe.UNTOLD));
  }

  @Test
  void aProbeOfOneThatIsNotToBeTheVictimEnds() {
    waitForTheSecond();
    worker.run(ofTheOther(-1));
    assertSendsNothing();
  }

  @Test
  void aProbeEndsWhereSomebodyHoldsAndDoesNotWait() {
    waitForTheSecond();
    timerEnds();
    worker.run(closed(probe(), -1));
    one.expectMessage(new ResourceOwner.Withdraw(1, 0));
    worker.run(ofTheOther(7));
    assertSendsNothing();
  }

  @Test
  void aProbeEndsAtOneThatHoldsNothing() {
    zero.getAllReceived();
    worker.run(ofTheOther(7));
    assertSendsNothing();
  }

  @Test
  void otherPoliciesSetNoTimersAndGiveBackNothingButTheGrant() {
    zero.getAllReceived();
    BehaviorTestKit<TaskWorker.Command> other = begun(1, Policy.UNORDERED);
    zero.getAllReceived();
    Grant first = grant(0);
    Grant second = grant(1);
    other.run(first);
    other.run(second);
    assertThat(zero.receiveMessage()).isSameAs(first);
    one.getAllReceived();
    assertThat(other.getAllEffects()).noneMatch(effect -> effect instanceof Effect.Scheduled<?>);
  }
}
