package lockstep.cluster.task;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import lockstep.engine.Assignment;
import lockstep.engine.BoardMirror;
import lockstep.engine.EngineFailure;
import lockstep.engine.ModelFailure;
import lockstep.engine.NodeBoard;
import lockstep.engine.NodeLost;
import lockstep.engine.Outcome;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One assignment of tasks on the nodes: has each host open a share, lets all begin, and when all workers have ended fetches what the shares
 * have come to. It takes no part in the work. Whatever it tells a node is answered, and is told again when the answer does not come.
 */
public final class TaskConductor {

  /** What it is told: reports by other nodes, which have forms in {@link TaskForms}. */
  public sealed interface Command permits TaskReport, Signal {}

  /** Comes from its own node. */
  private enum Signal implements Command {
    CANCEL,
    /** Look at what workers do. */
    LOOK,
    /** Time has passed. */
    TICK
  }

  /** What all nodes are asked for at the moment. */
  private enum Phase {
    OPENING(NodeBoard.State.OPENING),
    RUNNING(NodeBoard.State.RUNNING),
    FETCHING(NodeBoard.State.ENDING),
    CLOSING(NodeBoard.State.IDLE);

    private final NodeBoard.State shown;

    Phase(NodeBoard.State shown) {
      this.shown = shown;
    }
  }

  /** After how long it tells again what was not answered. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** How often it looks at what workers do, unless it still waits for what it has asked. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final ActorContext<Command> context;
  private final Assignment assignment;
  private final Hosts hosts;
  private final Placement placement;
  private final CompletableFuture<Outcome> result;
  private final BoardMirror board;
  private final Looks looks;
  private final TaskCollection collection;
  private final OpenShares shares;
  private final Set<Integer> awaited = new TreeSet<>();
  private final Set<Integer> working = new TreeSet<>();
  private Phase phase = Phase.OPENING;
  private Runnable completes;
  private long beganNanos;
  private long endedNanos;

  private TaskConductor(
      ActorContext<Command> context, Assignment assignment, Hosts hosts, CompletableFuture<Outcome> result) {
    this.context = context;
    this.assignment = assignment;
    this.hosts = hosts;
    int blocks = Blocks.atMost(assignment.coordination().owners(), assignment.model().resources()).count();
    this.placement = new Placement(hosts.count(), assignment.workers(), blocks);
    this.result = result;
    this.board = new BoardMirror(assignment.board());
    this.looks = new Looks(board, placement.nodes());
    this.collection = new TaskCollection(assignment, placement.nodes());
    this.completes = () -> result.complete(new Outcome.Cancelled());
    this.shares = new OpenShares(context, hosts);
    for (int node = 0; node < placement.nodes(); node++) {
      working.add(node);
    }
    ask(Phase.OPENING);
    ActorRef<Command> self = context.getSelf();
    assignment.cancellation().onRequest(() -> self.tell(Signal.CANCEL));
  }

  /**
   * A conductor of one assignment.
   *
   * @param assignment without a trace: there is no order of moves on different nodes
   * @param result is completed when all is done, or cannot be, and no share is left
   */
  public static Behavior<Command> create(Assignment assignment, Hosts hosts, CompletableFuture<Outcome> result) {
    if (assignment.trace() != null) {
      throw new IllegalArgumentException("what workers do on several nodes cannot be traced: it has no order");
    }
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Signal.TICK, TICK);
                  timers.startTimerWithFixedDelay(Signal.LOOK, BETWEEN_LOOKS);
                  return new TaskConductor(context, assignment, hosts, result).running();
                }));
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(TaskReport.class, this::onReport)
        .onMessage(Signal.class, this::onSignal)
        .onSignal(Terminated.class, this::onTerminated)
        .build();
  }

  private Behavior<Command> onSignal(Signal signal) {
    return switch (signal) {
      case CANCEL -> ends(() -> result.complete(new Outcome.Cancelled()));
      case LOOK -> {
        if (phase == Phase.RUNNING) {
          looks.next().ifPresent(shares::tell);
        }
        yield Behaviors.same();
      }
      case TICK -> {
        looks.tick();
        awaited.forEach(this::ask);
        yield Behaviors.same();
      }
    };
  }

  /** Asks all nodes for what a phase needs of them. */
  private void ask(Phase next) {
    enter(next);
    for (int node = 0; node < placement.nodes(); node++) {
      awaited.add(node);
    }
    awaited.forEach(this::ask);
  }

  private void enter(Phase next) {
    phase = next;
    for (int node = 0; node < placement.nodes(); node++) {
      assignment.board().nodes().is(hosts.shortName(node), next.shown);
    }
  }

  private void ask(int node) {
    switch (phase) {
      case OPENING -> hosts.open(TaskOrder.of(assignment, node, placement), context.getSelf());
      case RUNNING -> shares.tell(node, new TaskShare.Begin(shares.gateways()));
      case FETCHING -> shares.tell(node, new TaskShare.SendPart(collection.next(node)));
      case CLOSING -> shares.close(node);
    }
  }

  private Behavior<Command> onReport(TaskReport report) {
    if (report.node() < 0 || report.node() >= placement.nodes()) {
      context.getLog().warn("refused {}: there is no node {}", report.getClass().getSimpleName(), report.node());
      return Behaviors.same();
    }
    return switch (report) {
      case TaskReport.Opened opened -> onOpened(opened);
      case TaskReport.Lacking lacking -> onLacking(lacking.node());
      case TaskReport.Refused refused -> fails(new EngineFailure(name(refused.node()) + " cannot do its part: " + refused.reason()));
      case TaskReport.Failed failed -> onFailed(failed);
      case TaskReport.Doing doing -> onDoing(doing);
      case TaskReport.Ended ended -> onEnded(ended.node());
      case TaskReport.Drained drained -> phase == Phase.RUNNING ? answered(drained.node()) : Behaviors.same();
      case TaskReport.Part part -> onPart(part);
    };
  }

  private Behavior<Command> onOpened(TaskReport.Opened opened) {
    if (shares.has(opened.node())) {
      return Behaviors.same();
    }
    if (phase != Phase.OPENING) {
      opened.share().tell(TaskShare.Order.CLOSE);
      return Behaviors.same();
    }
    shares.add(opened);
    return answered(opened.node());
  }

  private Behavior<Command> onLacking(int node) {
    if (phase == Phase.OPENING) {
      hosts.teach(node);
      ask(node);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onFailed(TaskReport.Failed failed) {
    return fails(
        failed.byModel()
            ? ModelFailure.elsewhere(failed.reason())
            : new EngineFailure(name(failed.node()) + " broke: " + failed.reason()));
  }

  private Behavior<Command> onDoing(TaskReport.Doing doing) {
    try {
      long commits = board.show(doing.first(), doing.slots().array());
      assignment.board().nodes().did(hosts.shortName(doing.node()), commits);
      looks.answered(doing);
    } catch (IllegalArgumentException e) {
      context.getLog().warn("refused what workers of node {} do: {}", doing.node(), e.getMessage());
    }
    return Behaviors.same();
  }

  /** Taken by one clock, so that it is never less than it was; it has the way of two messages in it. */
  private Behavior<Command> onEnded(int node) {
    if (working.remove(node) && working.isEmpty()) {
      endedNanos = System.nanoTime();
    }
    return Behaviors.same();
  }

  private Behavior<Command> onPart(TaskReport.Part part) {
    if (phase != Phase.FETCHING || !awaited.contains(part.node())) {
      return Behaviors.same();
    }
    try {
      if (collection.add(part)) {
        return answered(part.node());
      }
    } catch (RuntimeException e) {
      return fails(new EngineFailure(name(part.node()) + " told what cannot be: " + e.getMessage(), e));
    }
    ask(part.node());
    return Behaviors.same();
  }

  /** A node has given what the phase needs of it. */
  private Behavior<Command> answered(int node) {
    if (!awaited.remove(node) || !awaited.isEmpty()) {
      return Behaviors.same();
    }
    return switch (phase) {
      case OPENING -> {
        beganNanos = System.nanoTime();
        yield goOn(Phase.RUNNING);
      }
      case RUNNING -> goOn(Phase.FETCHING);
      case FETCHING -> ends(() -> result.complete(collection.outcome(endedNanos - beganNanos)));
      case CLOSING -> Behaviors.same();
    };
  }

  private Behavior<Command> goOn(Phase next) {
    ask(next);
    return Behaviors.same();
  }

  private Behavior<Command> onTerminated(Terminated gone) {
    OptionalInt node = shares.lose(gone.getRef());
    return node.isPresent() ? onGone(node.getAsInt()) : Behaviors.same();
  }

  private Behavior<Command> onGone(int node) {
    if (phase == Phase.CLOSING) {
      awaited.remove(node);
      return closed();
    }
    return fails(new NodeLost(name(node) + " was lost while " + phase.name().toLowerCase(Locale.ROOT)));
  }

  private String name(int node) {
    return "node " + (node + 1) + " (" + hosts.name(node) + ")";
  }

  private Behavior<Command> fails(RuntimeException cause) {
    return ends(() -> result.completeExceptionally(cause));
  }

  /** Closes the shares. What comes of it is known when they have ended, as their workers touch nothing then. */
  private Behavior<Command> ends(Runnable how) {
    if (phase == Phase.CLOSING) {
      return Behaviors.same();
    }
    completes = how;
    enter(Phase.CLOSING);
    awaited.clear();
    awaited.addAll(shares.nodes());
    awaited.forEach(this::ask);
    return closed();
  }

  private Behavior<Command> closed() {
    if (!awaited.isEmpty()) {
      return Behaviors.same();
    }
    completes.run();
    return Behaviors.stopped();
  }
}
