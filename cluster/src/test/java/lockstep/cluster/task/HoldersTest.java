package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import lockstep.cluster.task.Probe.Seen;
import lockstep.cluster.task.Probe.Taken;
import lockstep.engine.CellStore;
import lockstep.engine.Sketch;
import lockstep.simulation.Mode;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Owners that pass probes on. */
final class HoldersTest {

  private static final int FIRST = 10;
  private static final int COUNTED = 12;

  private final Sketch model =
      Sketch.of("owned", 5, 20, (i, draw, plan) -> plan.exclusive(10)).sharing().withPermits(r -> r == COUNTED ? 2 : 1);
  private final List<TestInbox<TaskWorker.Command>> inboxes =
      Stream.generate(TestInbox::<TaskWorker.Command>create).limit(5).toList();
  private final BehaviorTestKit<ResourceOwner.Command> owner =
      BehaviorTestKit.create(
          ResourceOwner.detecting(
              model, CellStore.first(model, 1), FIRST, 3, Workers.here(inboxes.stream().map(TestInbox::getRef).toList())));

  /** What the owner answers; null when it does not. */
  private TaskWorker.@Nullable Command asks(int worker, int resource, Mode mode) {
    owner.run(new ResourceOwner.Ask(resource, mode, worker, true));
    return inboxes.get(worker).hasMessages() ? inboxes.get(worker).receiveMessage() : null;
  }

  private static Seen waiting(int worker, int resource, Integer... holds) {
    return new Seen(worker, resource, List.of(holds), worker, 0, Probe.UNTOLD);
  }

  private Probe received(int worker) {
    TaskWorker.Command message = inboxes.get(worker).receiveMessage();
    assertThat(message).isInstanceOf(Probe.class);
    return message instanceof Probe probe ? probe : Probe.of(waiting(worker, Probe.NONE), 1);
  }

  private void assertNobodyIsTold() {
    assertThat(inboxes).noneMatch(TestInbox::hasMessages);
  }

  @Test
  void aProbeGoesToTheHolderWithTheTimeSinceWhenItsSenderWaits() {
    asks(0, 10, Mode.EXCLUSIVE);
    long before = System.nanoTime();
    asks(1, 10, Mode.EXCLUSIVE);
    owner.run(Probe.of(waiting(1, 10, 11), 1));
    Probe probe = received(0);
    assertThat(probe.taken()).containsExactly(new Taken(10, false, List.of(0)));
    assertThat(probe.initiator().sinceNanos() - before).isBetween(0L, System.nanoTime() - before);
    assertNobodyIsTold();
  }

  @Test
  void aProbeOfAWaitThatHasEndedEnds() {
    TaskWorker.Command grant = asks(0, 10, Mode.EXCLUSIVE);
    asks(1, 10, Mode.EXCLUSIVE);
    asks(2, 10, Mode.EXCLUSIVE);
    if (grant instanceof Grant held) {
      owner.run(new ResourceOwner.Returned(held, 0));
    }
    assertThat(inboxes.get(1).receiveMessage()).isInstanceOf(Grant.class);
    owner.run(Probe.of(waiting(1, 10, 11), 1));
    assertNobodyIsTold();
  }

  @Test
  void allHoldersAreToldAndSeenOneAfterTheOther() {
    asks(0, 10, Mode.SHARED);
    asks(1, 10, Mode.SHARED);
    asks(2, 10, Mode.EXCLUSIVE);
    owner.run(Probe.of(waiting(2, 10, 11), 1));
    Probe first = received(0);
    assertThat(first.taken()).containsExactly(new Taken(10, false, List.of(0, 1)));
    owner.run(first.seeing(waiting(0, Probe.NONE, 10)));
    Probe second = received(1);
    owner.run(second.seeing(waiting(1, Probe.NONE, 10)));
    assertThat(received(2).seen()).as("back to who sent it").hasSize(3);
    assertNobodyIsTold();
  }

  @Test
  void aReaderBehindAWriterWaitsForTheReadersThatKeepTheWriterWaiting() {
    asks(0, 10, Mode.SHARED);
    asks(1, 10, Mode.EXCLUSIVE);
    asks(2, 10, Mode.SHARED);
    owner.run(Probe.of(waiting(2, 10, 11), 1));
    assertThat(received(0).taken()).containsExactly(new Taken(10, false, List.of(0)));
  }

  @Test
  void whoUsesPermitsHoldsThemAndWhoTakesThemDoesNot() {
    asks(0, COUNTED, Mode.PERMIT);
    asks(1, COUNTED, Mode.TAKE);
    asks(2, COUNTED, Mode.PERMIT);
    owner.run(Probe.of(waiting(2, COUNTED, 11), 1));
    assertThat(received(0).taken()).containsExactly(new Taken(COUNTED, true, List.of(0)));
  }

  @Test
  void whoHasGivenBackIsNoHolder() {
    asks(0, COUNTED, Mode.PERMIT);
    TaskWorker.Command permit = asks(1, COUNTED, Mode.PERMIT);
    asks(2, COUNTED, Mode.PERMIT);
    asks(3, COUNTED, Mode.PERMIT);
    if (permit instanceof Grant held) {
      owner.run(new ResourceOwner.Returned(held, 1));
    }
    assertThat(inboxes.get(2).receiveMessage()).isInstanceOf(Grant.class);
    owner.run(Probe.of(waiting(3, COUNTED, 11), 1));
    assertThat(received(0).taken()).containsExactly(new Taken(COUNTED, true, List.of(0, 2)));
  }

  @Test
  void thatADeadlockIsBrokenIsPassedOn() {
    Broken broken = new Broken(3, 10, 17);
    owner.run(broken);
    assertThat(inboxes.get(3).receiveMessage()).isEqualTo(broken);
  }
}
