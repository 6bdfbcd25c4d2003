package lockstep.cluster.task;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lockstep.cluster.wire.Wire;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.RemoteTraffic;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One node's share of an assignment of tasks: spawns the workers and owners that the placement gives it, and a {@link Gateway} to those of
 * the other nodes. Stops when it is closed, or when the conductor's node is gone.
 */
public final class TaskShare {

  /** What it is told. Those that come from other nodes have forms in {@link TaskForms}. */
  public sealed interface Command permits Begin, Look, SendPart, Order, FromRun {}

  /**
   * Have the workers begin.
   *
   * @param gateways of all nodes, by number
   */
  record Begin(List<ActorRef<Gateway.Command>> gateways) implements Command {

    Begin {
      gateways = List.copyOf(gateways);
    }
  }

  /**
   * Say what your workers do. Answered by {@link TaskReport.Doing}.
   *
   * @param number of the look, from 1
   * @param all whether to tell of all of them; otherwise of those who do something else since they were told of
   */
  record Look(int number, boolean all) implements Command {}

  /** Send a part of what the share has come to. Answered by {@link TaskReport.Part}. Told when all workers of all nodes have ended. */
  record SendPart(int part) implements Command {}

  /** What needs no more words. */
  public enum Order implements Command {
    /** The assignment is over: stop this actor and all that it has spawned. */
    CLOSE,
    /** Say again that you are open. Comes from its own node. */
    HELLO,
    /** What its workers gave back to other nodes has arrived. Comes from its gateway. */
    DRAINED
  }

  /** What its own workers and owners tell. */
  record FromRun(TaskRun.Command told) implements Command {}

  /** The dispatcher of workers and owners. */
  private static final String COMPUTE = "lockstep.compute-dispatcher";

  private final ActorContext<Command> context;
  private final TaskOrder order;
  private final Placement placement;
  private final Assignment assignment;
  private final ActorRef<TaskConductor.Command> conductor;
  private final Supplier<Wire.Traffic> traffic;
  private final ActorRef<Gateway.Command> gateway;
  private final ActorRef<TaskRun.Command> run;
  private final NodeOwners own;
  private final TaskRun.Owners owners;
  private final List<ActorRef<TaskWorker.Command>> workers;
  private final BoardReports reports;
  private final Settlement settlement;
  private final LongAdder letters = new LongAdder();
  private final Account together = new Account();
  private Wire.Traffic before = Wire.Traffic.NONE;
  private boolean begun;
  private boolean drained;
  private int working;
  private long nextArrival;

  private TaskShare(
      ActorContext<Command> context,
      TaskOrder order,
      TaskModel model,
      ActorRef<TaskConductor.Command> conductor,
      Supplier<Wire.Traffic> traffic) {
    this.context = context;
    this.order = order;
    this.placement = order.placement();
    this.assignment = order.assignment(model);
    this.conductor = conductor;
    this.traffic = traffic;
    Blocks blocks = order.blocks(assignment.model());
    this.run = context.messageAdapter(TaskRun.Command.class, FromRun::new);
    ActorRef<Object> any = context.spawn(Gateway.create(order, blocks, letters), "gateway");
    this.gateway = any.narrow();
    this.workers =
        IntStream.range(placement.firstWorker(order.node()), placement.firstWorker(order.node() + 1))
            .mapToObj(worker -> spawned(TaskWorker.create(assignment, worker, run), "worker-" + worker))
            .toList();
    this.own = new NodeOwners(order, assignment, this::tellWorker, any);
    this.owners = own.owners(blocks, this::spawned);
    this.reports = new BoardReports(assignment.board(), order, conductor);
    this.settlement = new Settlement(order.node(), assignment, conductor, this::settled);
    this.working = workers.size();
    context.watch(gateway);
    context.watch(conductor);
    gateway.tell(new Gateway.Residents(owners, workers, run));
    hello();
  }

  /**
   * A share that is open at once.
   *
   * @param conductor is told when it is open, how far it is, and what it has come to
   * @param traffic what the node has sent and received so far
   */
  public static Behavior<Command> create(
      TaskOrder order, TaskModel model, ActorRef<TaskConductor.Command> conductor, Supplier<Wire.Traffic> traffic) {
    return Behaviors.setup(context -> new TaskShare(context, order, model, conductor, traffic).running());
  }

  private void hello() {
    conductor.tell(new TaskReport.Opened(order.node(), context.getSelf(), gateway));
  }

  private <T> ActorRef<T> spawned(Behavior<T> child, String name) {
    ActorRef<T> ref = context.spawn(child, name, DispatcherSelector.fromConfig(COMPUTE));
    context.watch(ref);
    return ref;
  }

  /** Called by owners' threads, too. */
  private void tellWorker(int worker, TaskWorker.Command command) {
    if (placement.hasWorker(order.node(), worker)) {
      workers.get(worker - placement.firstWorker(order.node())).tell(command);
    } else {
      gateway.tell(new Gateway.Send(new Letter.ToWorker(worker, command)));
    }
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(FromRun.class, told -> onRun(told.told()))
        .onMessage(Order.class, this::onOrder)
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Look.class, this::onLook)
        .onMessage(SendPart.class, this::onSendPart)
        .onSignal(ChildFailed.class, this::onChildFailed)
        .onSignal(Terminated.class, _ -> Behaviors.stopped())
        .onSignal(PostStop.class, this::onStopped)
        .build();
  }

  private Behavior<Command> onOrder(Order what) {
    return switch (what) {
      case CLOSE -> {
        // Also ends workers that spin, which would not look at their mailbox for long.
        assignment.cancellation().request();
        yield Behaviors.stopped();
      }
      case HELLO -> {
        hello();
        yield Behaviors.same();
      }
      case DRAINED -> {
        drained = true;
        conductor.tell(new TaskReport.Drained(order.node()));
        yield Behaviors.same();
      }
    };
  }

  private Behavior<Command> onBegin(Begin begin) {
    if (begin.gateways().size() != placement.nodes()) {
      return Behaviors.same();
    }
    if (begun) {
      if (working == 0) {
        conductor.tell(new TaskReport.Ended(order.node()));
      }
      if (drained) {
        conductor.tell(new TaskReport.Drained(order.node()));
      }
      return Behaviors.same();
    }
    begun = true;
    before = traffic.get();
    gateway.tell(new Gateway.Peers(begin.gateways()));
    TaskWorker.Begin now = new TaskWorker.Begin(owners, System.nanoTime());
    workers.forEach(worker -> worker.tell(now));
    if (working == 0) {
      workersEnded();
    }
    return Behaviors.same();
  }

  private Behavior<Command> onRun(TaskRun.Command told) {
    switch (told) {
      case TaskRun.WorkerIsFree free -> handOut(free);
      case TaskRun.WorkerEnded ended -> {
        together.add(ended.account());
        working--;
        if (working == 0) {
          workersEnded();
        }
      }
      case TaskRun.WorkerFailed failed -> fails(true, String.valueOf(failed.failure().getMessage()));
      case TaskRun.Surrendered surrendered -> {
        together.add(surrendered.account());
        settlement.surrendered(surrendered.grants());
      }
      case TaskRun.Cancel _ -> throw new IllegalStateException("only a conductor ends a share early");
    }
    return Behaviors.same();
  }

  private void handOut(TaskRun.WorkerIsFree free) {
    if (order.node() == 0) {
      together.sent();
      tellWorker(free.worker(), new TaskWorker.Take(nextArrival));
      nextArrival++;
    } else {
      gateway.tell(new Gateway.Send(new Letter.ToArrivals(free.worker())));
    }
  }

  private void workersEnded() {
    reports.tellChanges();
    conductor.tell(new TaskReport.Ended(order.node()));
    gateway.tell(new Gateway.Drain(context.getSelf()));
  }

  private void fails(boolean byModel, String reason) {
    conductor.tell(TaskReport.Failed.of(order.node(), byModel, reason));
    assignment.cancellation().request();
  }

  private Behavior<Command> onLook(Look look) {
    reports.answer(look);
    return Behaviors.same();
  }

  private Behavior<Command> onSendPart(SendPart which) {
    if (drained) {
      settlement.send(which.part(), () -> own.surrender(owners, run));
    }
    return Behaviors.same();
  }

  /** What all have come to, with what went over the network for it. */
  private Account settled() {
    Wire.Traffic since = traffic.get().since(before);
    together.remote().add(new RemoteTraffic.Sent(order.node(), letters.sum(), since.frames(), since.bytes(), since.nanos()));
    return together;
  }

  private Behavior<Command> onChildFailed(ChildFailed child) {
    fails(false, String.valueOf(child.getCause()));
    return Behaviors.same();
  }

  private Behavior<Command> onStopped(PostStop stopped) {
    assignment.cancellation().request();
    return Behaviors.same();
  }
}
