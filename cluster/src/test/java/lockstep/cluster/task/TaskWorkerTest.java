package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lockstep.engine.Assignment;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import lockstep.simulation.Mode;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

final class TaskWorkerTest {

  private static final int BLOCK = 10;

  private final TestInbox<TaskRun.Command> run = TestInbox.create();
  private final TestInbox<ResourceOwner.Command> low = TestInbox.create();
  private final TestInbox<ResourceOwner.Command> high = TestInbox.create();

  private BehaviorTestKit<TaskWorker.Command> begun(Sketch model) {
    BehaviorTestKit<TaskWorker.Command> worker =
        BehaviorTestKit.create(TaskWorker.create(Assignment.of(model, 1, 1, Policy.ORDERED), 0, run.getRef()));
    TaskRun.Owners owners =
        new TaskRun.Owners(List.of(low.getRef(), high.getRef()), BLOCK, 2 * BLOCK, Optional.empty(), Optional.empty());
    worker.run(new TaskWorker.Begin(owners));
    return worker;
  }

  private static Grant grant(int resource) {
    return Grant.exclusive(resource, new long[] {500, 0});
  }

  @Test
  void asksOneOwnerAfterTheOtherAndGivesBackTheChangedState() {
    BehaviorTestKit<TaskWorker.Command> worker =
        begun(Sketch.of("two", 1, 20, (i, draw, plan) -> plan.exclusive(13).exclusive(4)));
    low.expectMessage(new ResourceOwner.Ask(4, Mode.EXCLUSIVE, 0, true));
    assertThat(high.hasMessages()).as("one request under way at most").isFalse();
    Grant four = grant(4);
    worker.run(four);
    high.expectMessage(new ResourceOwner.Ask(13, Mode.EXCLUSIVE, 0, true));
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
      ResourceOwner.Command request = high.receiveMessage();
      assertThat(request).isInstanceOf(ResourceOwner.Perform.class);
      if (request instanceof ResourceOwner.Perform perform) {
        assertThat(perform.resource()).isEqualTo(12);
        assertThat(perform.machine().index()).isEqualTo(task);
        perform.machine().granted(new long[2], 0);
        perform.machine().next();
        perform.machine().update();
        perform.machine().next();
        perform.machine().released();
      }
      worker.run(TaskWorker.Performed.INSTANCE);
    }
    assertEnded(2);
  }

  @Test
  void doesNotShipWhatOthersCouldHoldToo() {
    begun(Sketch.of("shared", 1, 20, (i, draw, plan) -> plan.shared(1)).sharing());
    low.expectMessage(new ResourceOwner.Ask(1, Mode.SHARED, 0, true));
    begun(Sketch.of("permit", 1, 20, (i, draw, plan) -> plan.permit(1)).withPermits(r -> 2));
    low.expectMessage(new ResourceOwner.Ask(1, Mode.PERMIT, 0, true));
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

  private void assertEnded(long commits) {
    TaskRun.Command message = run.receiveMessage();
    assertThat(message).isInstanceOf(TaskRun.WorkerEnded.class);
    if (message instanceof TaskRun.WorkerEnded ended) {
      assertThat(ended.account().ledger().commits()).isEqualTo(commits);
    }
  }
}
