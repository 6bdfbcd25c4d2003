package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
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

/** An owner of three resources, of which one is counted, among four workers that are mailboxes. */
abstract class OwnerStage {

  static final int FIRST = 10;
  static final int COUNTED = 12;

  final Sketch model =
      Sketch.of("owned", 5, 20, (i, draw, plan) -> plan.exclusive(10).hold(Pause.SPIN, 1))
          .withPermits(r -> r == COUNTED ? 2 : 1)
          .initialised((r, cell) -> cell.set(0, r * 100L));
  final List<TestInbox<TaskWorker.Command>> inboxes =
      Stream.generate(TestInbox::<TaskWorker.Command>create).limit(4).toList();
  final BehaviorTestKit<ResourceOwner.Command> owner =
      BehaviorTestKit.create(
          ResourceOwner.create(
              model, CellStore.first(model, 1), FIRST, 3, Workers.here(inboxes.stream().map(TestInbox::getRef).toList())));

  void ask(int resource, Mode mode, int worker) {
    owner.run(new ResourceOwner.Ask(resource, mode, worker, true));
  }

  /** The one grant that a worker received. */
  Grant granted(int worker) {
    TaskWorker.Command message = inboxes.get(worker).receiveMessage();
    assertThat(inboxes.get(worker).hasMessages()).isFalse();
    return message instanceof Grant grant ? grant : throwNoGrant(message);
  }

  static Grant throwNoGrant(TaskWorker.Command message) {
    throw new AssertionError("no grant: " + message);
  }

  void assertWaiting(int... workers) {
    for (int worker : workers) {
      assertThat(inboxes.get(worker).hasMessages()).as("worker %d was served", worker).isFalse();
    }
  }

  TaskMachine asking() {
    return asking(model);
  }

  static TaskMachine asking(Sketch planned) {
    TaskMachine machine = new TaskMachine(Assignment.of(planned, 1, 1, Policy.ORDERED), 0);
    machine.begin(0);
    assertThat(machine.next()).isEqualTo(Step.ASK);
    return machine;
  }

  static ResourceOwner.Perform perform(TaskMachine machine, int worker) {
    return new ResourceOwner.Perform(machine.asked(), machine.askedMode(), machine.askedPermits(), machine, worker);
  }

  /** A task of two resources and a permit of the owner. */
  TaskMachine askingForThree() {
    return asking(Sketch.of("three", 1, 20, (i, draw, plan) -> plan.exclusive(11).exclusive(10).permit(COUNTED)).withPermits(model::permits));
  }
}
