package lockstep.cluster.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.cluster.wire.Wire;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.simulation.Mode;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;

/** An example of each message that goes between nodes for tasks, with actors that are known by their path. */
public final class TaskMessages {

  private static final ActorRef<TaskShare.Command> SHARE = TestInbox.<TaskShare.Command>create("task-share").getRef();
  private static final ActorRef<Gateway.Command> GATEWAY = TestInbox.<Gateway.Command>create("gateway").getRef();

  /** Actors of the examples, by their paths. */
  public static final Map<String, ActorRef<?>> KNOWN =
      Map.of(SHARE.path().toString(), SHARE, GATEWAY.path().toString(), GATEWAY);

  private TaskMessages() {}

  static Wire wire() {
    return new Wire(
        1,
        new TaskForms(
                ref -> ref.path().toString(),
                text -> {
                  ActorRef<?> ref = KNOWN.get(text);
                  if (ref == null) {
                    throw new IllegalArgumentException("no actor has the path " + text);
                  }
                  return ref;
                })
            .all());
  }

  /** An order of open load, as a part of other messages. */
  public static TaskOrder order() {
    return new TaskOrder(
        -3, Coordination.of(Policy.TIMEOUT).withOwners(7), 99, true, true, Optional.of(new TaskOrder.Drawn(2.5, 99, 4)), 1, new Placement(3, 8, 5));
  }

  /** The same with times that were given. */
  public static TaskOrder orderOfGivenTimes() {
    return new TaskOrder(
        1, Coordination.of(Policy.ALL_AT_ONCE), 2, false, false, Optional.of(new TaskOrder.Given(new Words(new long[] {5, 6}))), 0, new Placement(1, 1, 0));
  }

  /** Those whose actors are of this package. */
  public static Stream<Object> all() {
    return Stream.of(
        new Gateway.Batch(1, 2, 3, true, letters().toList()),
        new Gateway.Acknowledged(2, 5),
        new TaskShare.Begin(List.of(GATEWAY, GATEWAY)),
        new TaskShare.Look(4, true),
        new TaskShare.SendPart(4),
        TaskShare.Order.CLOSE,
        new TaskReport.Opened(1, SHARE, GATEWAY),
        new TaskReport.Lacking(1),
        new TaskReport.Refused(2, "no"),
        new TaskReport.Failed(2, true, "task 4 failed"),
        new TaskReport.Doing(1, 3, 2, 4, new Words(new long[] {1, 2, 3})),
        new TaskReport.Ended(1),
        new TaskReport.Drained(2),
        new TaskReport.Part(1, 0, 2, new Words(new long[] {7})));
  }

  /** Of each kind; none of them is timed, as times are taken anew when they are read. */
  static Stream<Letter> letters() {
    Grant grant = Grant.exclusive(3, new long[] {-1, 5});
    Grant permit = Grant.of(4, Mode.TAKE, 2, new long[0]);
    ReservationOwner.Reserve reserve =
        new ReservationOwner.Reserve(
            List.of(new ReservationOwner.Need(3, Mode.SHARED, 1), new ReservationOwner.Need(4, Mode.TAKE, 2)), 6, false, 0);
    Probe probe =
        new Probe(
            7,
            -99,
            List.of(new Probe.Seen(6, 3, List.of(4, 5), 77, 2, Probe.UNTOLD), new Probe.Seen(2, Probe.NONE, List.of(), 78, 0, Probe.UNTOLD)),
            List.of(new Probe.Taken(3, true, List.of(2, 8, 9)), new Probe.Taken(4, false, List.of())));
    return Stream.of(
        new Letter.ToOwner(new ResourceOwner.Ask(3, Mode.SHARED, 1, 6, true)),
        new Letter.ToOwner(new ResourceOwner.Withdraw(3, 6)),
        new Letter.ToOwner(grant),
        new Letter.ToOwner(permit),
        new Letter.ToOwner(new ResourceOwner.Put(4)),
        new Letter.ToOwner(new ResourceOwner.Returned(grant, 6)),
        new Letter.ToOwner(new ResourceOwner.Returned(permit, 6)),
        new Letter.ToOwner(probe),
        new Letter.ToWorker(6, probe),
        new Letter.ToOwnerOfAll(reserve),
        new Letter.ToOwnerOfAll(new ReservationOwner.GiveBack(List.of(grant, permit), List.of(4, 4))),
        new Letter.ToWorker(6, grant),
        new Letter.ToWorker(6, new TaskWorker.Reserved(List.of(grant, permit))),
        new Letter.ToWorker(6, TaskWorker.Refused.INSTANCE),
        new Letter.ToWorker(6, TaskWorker.Withdrawn.INSTANCE),
        new Letter.ToWorker(6, new TaskWorker.Take(77)),
        new Letter.ToArrivals(6));
  }
}
