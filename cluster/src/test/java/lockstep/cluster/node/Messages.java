package lockstep.cluster.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.cluster.task.TaskConductor;
import lockstep.cluster.task.TaskMessages;
import lockstep.cluster.wire.Wire;
import lockstep.engine.event.Horizon;
import lockstep.engine.event.Parcel;
import lockstep.engine.event.Partitioning;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;

/** An example of each message that goes between nodes, with actors that are known by their path. */
final class Messages {

  private final ActorRef<ShareActor.Command> share = TestInbox.<ShareActor.Command>create("share").getRef();
  private final ActorRef<Conductor.Command> conductor = TestInbox.<Conductor.Command>create("conductor").getRef();
  private final ActorRef<Vault.Command> vault = TestInbox.<Vault.Command>create("vault").getRef();
  private final ActorRef<Survival.Command> survival = TestInbox.<Survival.Command>create("survival").getRef();
  private final ActorRef<TaskConductor.Command> tasks = TestInbox.<TaskConductor.Command>create("task-conductor").getRef();
  private final Map<String, ActorRef<?>> known = new HashMap<>(TaskMessages.KNOWN);

  Messages() {
    List.of(share, conductor, vault, survival, tasks).forEach(ref -> known.put(ref.path().toString(), ref));
  }

  NodeForms forms() {
    return new NodeForms(
        ref -> ref.path().toString(),
        text -> {
          ActorRef<?> ref = known.get(text);
          if (ref == null) {
            throw new IllegalArgumentException("no actor has the path " + text);
          }
          return ref;
        });
  }

  Stream<Object> all() {
    return Stream.concat(TaskMessages.all(), ofHosts());
  }

  private Stream<Object> ofHosts() {
    Parcel parcel = new Parcel(new int[] {2, 5}, new int[] {3, 9}, new long[] {1, -2, 3, 4, 5, 6, Long.MIN_VALUE, 8, 9});
    Stage stage =
        new Stage(2, 40, 5_000, new Custody(new SnapshotPlan(10, 3), true, Optional.of(new Origin("seed 1"))), List.of(50L, 60L));
    ShareOrder order = new ShareOrder(-7, new Horizon(1_000, 20, 3), Partitioning.HASH, true, 1, new Deal(3, 8, 4), stage);
    return Stream.of(
        new Host.OpenTasks(-5, TaskMessages.order(), tasks),
        new Host.OpenTasks(6, TaskMessages.orderOfGivenTimes(), tasks),
        new ShareActor.Exchange(1, 2, 3, 1, 4, 5, true, 0, 2, parcel),
        new ShareActor.Exchange(1, 0, -1, 2, ShareActor.STOP, 0, false, 0, 1, Parcel.empty()),
        new ShareActor.Resend(1, 6, 2, new ShareActor.Chunks(3, 4)),
        new ShareActor.Begin(List.of(share, share), Optional.of(vault)),
        new ShareActor.Begin(List.of(share), Optional.empty()),
        ShareActor.Order.CANCEL,
        ShareActor.Order.CLOSE,
        new ShareActor.FinishAt(77),
        new ShareActor.SendImage(3, 2),
        new Host.Learn(-5, 1, 2, "a récipe"),
        new Host.Open(-5, order, conductor, survival),
        new Host.TakeStock(2, 1, survival),
        new Vault.Copy(2, 40, 3, vault),
        new Vault.Part(2, 40, 30, 3, 0, 2, -9, new Conductor.Words(new long[] {7, 8}), vault),
        new Vault.Got(2, 40, 3, 1),
        new Survival.Stock(1, 2, vault, 30, 44, List.of(Survival.Held.of(30, 3), Survival.Held.of(40, 70))),
        new Conductor.Reached(0, 50),
        new Conductor.Opened(1, share, vault),
        new Conductor.Lacking(2),
        new Conductor.Refused(1, "no"),
        new Conductor.Failed(1, true, "entity 6 failed"),
        new Conductor.Progress(1, 1_000, List.of("handle of entity 6", "")),
        new Conductor.Stopped(1, true, 2, 3, 4, 5, 6, 7, new Wire.Traffic(8, 9, 10)),
        new Conductor.Finished(1),
        new Conductor.ImagePart(1, 2, 0, 1, new Conductor.Words(new long[] {7, 8})));
  }
}
