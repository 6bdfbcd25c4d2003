package lockstep.cluster.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import lockstep.cluster.wire.Wire;
import lockstep.engine.EngineFailure;
import lockstep.engine.ModelFailure;
import lockstep.engine.NodeBoard.State;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventRun;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One assignment on the nodes, or what is left of it from a stage on: places a share on each host, lets all begin, and when all have
 * stopped fetches what their partitions have come to. Whatever it tells a node is answered, and is told again when the answer does not
 * come. When a node is lost, its part is over: {@link Survival} is told.
 */
final class Conductor {

  /** What it is told. Those that come from other nodes have forms in {@link NodeForms}. */
  sealed interface Command permits Reply, Order {}

  /** What comes from a node, of which it says the number. */
  sealed interface Reply extends Command permits Opened, Lacking, Refused, Failed, Progress, Reached, Stopped, Finished, ImagePart {
    int node();
  }

  /** A share is open, on a node with a vault. */
  record Opened(int node, ActorRef<ShareActor.Command> share, ActorRef<Vault.Command> vault) implements Reply {}

  /** A host does not know the recipe of the model. */
  record Lacking(int node) implements Reply {}

  /** A host cannot open a share. */
  record Refused(int node, String reason) implements Reply {

    static Refused of(int node, String reason) {
      return new Refused(node, shortened(reason, LONGEST_REASON));
    }
  }

  /** A share could not do its part; it has all others stop after this round. */
  record Failed(int node, boolean byModel, String reason) implements Reply {

    static Failed of(int node, boolean byModel, String reason) {
      return new Failed(node, byModel, shortened(reason, LONGEST_REASON));
    }
  }

  /**
   * How far a share is.
   *
   * @param events how many it has handled
   * @param places where in the model's code its partitions are
   */
  record Progress(int node, long events, List<String> places) implements Reply {

    private static final int MOST_PLACES = 3;
    private static final int LONGEST_PLACE = 200;

    Progress {
      places = List.copyOf(places);
    }

    /** With as many places as are useful to people. */
    static Progress of(int node, long events, List<String> places) {
      return new Progress(
          node,
          events,
          places.stream()
              .limit(MOST_PLACES)
              .map(place -> shortened(place, LONGEST_PLACE))
              .toList());
    }
  }

  /** A round that is marked has begun. */
  record Reached(int node, long round) implements Reply {}

  /**
   * A share has stopped, as all others do after the same round.
   *
   * @param done whether it went as far as the horizon
   * @param window the last one that was handled; negative if none was
   * @param rounds how many windows were handled
   * @param events how many all nodes have handled
   * @param lastTime of the last event that this node has handled
   * @param crossed how many events this node has sent to others
   * @param traffic of this node since it began
   */
  record Stopped(
      int node, boolean done, long window, long rounds, long events, long lastTime, long elapsedNanos, long crossed, Wire.Traffic traffic)
      implements Reply {}

  /** The entities of a share know that the run is over. */
  record Finished(int node) implements Reply {}

  /** A part of the image of a partition: {@code 0 .. parts - 1}. */
  record ImagePart(int node, int partition, int part, int parts, Words words) implements Reply {}

  /** Words, for the wire; whoever makes it or reads it does not write them any more. */
  static final class Words {

    private final long[] array;

    Words(long[] array) {
      this.array = array;
    }

    long[] array() {
      return array;
    }
  }

  /** What needs no more words. */
  enum Order implements Command {
    /** End the assignment early. */
    CANCEL,
    /** Time has passed. Comes from itself. */
    TICK
  }

  /** What all nodes are asked for at the moment. */
  private enum Phase {
    OPENING(State.OPENING),
    RUNNING(State.RUNNING),
    FINISHING(State.ENDING),
    FETCHING(State.ENDING);

    private final State shown;

    Phase(State shown) {
      this.shown = shown;
    }
  }

  private static final int LONGEST_REASON = 10_000;

  private static String shortened(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }

  /** After how long it tells again what was not answered. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private final ActorContext<Command> context;
  private final EventAssignment assignment;
  private final Recipe recipe;
  private final List<ActorRef<Host.Command>> hosts;
  private final Deal deal;
  private final Stage stage;
  private final ActorRef<Survival.Command> survival;
  private final OptionalLong beganNanos;
  private final CompletableFuture<EventOutcome> result;
  private final List<Optional<ActorRef<Vault.Command>>> vaults = new ArrayList<>();
  private final List<Optional<ActorRef<ShareActor.Command>>> shares = new ArrayList<>();
  private final List<Optional<Stopped>> stopped = new ArrayList<>();
  private final List<List<String>> places = new ArrayList<>();
  private final Set<Integer> awaited = new TreeSet<>();
  private final NodesShown shown;
  private Phase phase = Phase.OPENING;
  private Optional<ModelFailure> failure = Optional.empty();
  private Optional<Collection> collection = Optional.empty();

  private Conductor(
      ActorContext<Command> context,
      EventAssignment assignment,
      Recipe recipe,
      List<ActorRef<Host.Command>> hosts,
      Stage stage,
      ActorRef<Survival.Command> survival,
      OptionalLong beganNanos,
      CompletableFuture<EventOutcome> result) {
    this.context = context;
    this.assignment = assignment;
    this.recipe = recipe;
    this.deal = Deal.of(hosts.size(), assignment.partitions(), assignment.workers());
    this.hosts = List.copyOf(hosts.subList(0, deal.nodes()));
    this.stage = stage;
    this.survival = survival;
    this.beganNanos = beganNanos;
    this.result = result;
    this.shown = new NodesShown(assignment.board().nodes(), this.hosts, stage);
    for (int node = 0; node < deal.nodes(); node++) {
      vaults.add(Optional.empty());
      shares.add(Optional.empty());
      stopped.add(Optional.empty());
      places.add(List.of());
    }
    for (int partition = 0; stage.epoch() > 1 && partition < deal.partitions(); partition++) {
      // What was handled in the epoch before was told for other partitions.
      assignment.board().handled(partition, 0);
    }
    ask(Phase.OPENING);
    ActorRef<Command> self = context.getSelf();
    assignment.cancellation().onRequest(() -> self.tell(Order.CANCEL));
  }

  /**
   * @param recipe of the assignment's model
   * @param hosts in the order of their numbers
   * @param stage from which on it is performed
   * @param survival is told when it begins and when a node is lost
   * @param beganNanos when an epoch before this one began; empty in the first one
   * @param result is completed when all is done, or cannot be
   */
  static Behavior<Command> create(
      EventAssignment assignment,
      Recipe recipe,
      List<ActorRef<Host.Command>> hosts,
      Stage stage,
      ActorRef<Survival.Command> survival,
      OptionalLong beganNanos,
      CompletableFuture<EventOutcome> result) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Order.TICK, TICK);
                  return new Conductor(context, assignment, recipe, hosts, stage, survival, beganNanos, result).running();
                }));
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Reply.class, this::onReply)
        .onMessage(Order.class, this::onOrder)
        .onSignal(Terminated.class, this::onTerminated)
        .build();
  }

  private Behavior<Command> onOrder(Order order) {
    switch (order) {
      case CANCEL -> shares.forEach(share -> share.ifPresent(open -> open.tell(ShareActor.Order.CANCEL)));
      case TICK -> awaited.forEach(this::ask);
    }
    return Behaviors.same();
  }

  /** Asks all nodes for what a phase needs of them. */
  private void ask(Phase next) {
    phase = next;
    shown.are(next.shown);
    for (int node = 0; node < deal.nodes(); node++) {
      awaited.add(node);
    }
    awaited.forEach(this::ask);
  }

  private void ask(int node) {
    switch (phase) {
      case OPENING -> hosts.get(node).tell(open(node));
      case RUNNING -> share(node).tell(new ShareActor.Begin(shares.stream().flatMap(Optional::stream).toList(), buddy(node)));
      case FINISHING -> share(node).tell(new ShareActor.FinishAt(collection.orElseThrow().end()));
      case FETCHING -> collection.orElseThrow().next(node).ifPresent(share(node)::tell);
    }
  }

  private Host.Open open(int node) {
    return new Host.Open(recipe.id(), ShareOrder.of(assignment, node, deal, stage), context.getSelf(), survival);
  }

  /** The vault that holds what a node keeps, as well. */
  private Optional<ActorRef<Vault.Command>> buddy(int node) {
    return deal.nodes() == 1 ? Optional.empty() : vaults.get(deal.buddy(node));
  }

  private ActorRef<ShareActor.Command> share(int node) {
    return shares.get(node).orElseThrow();
  }

  private Behavior<Command> onReply(Reply reply) {
    if (reply.node() < 0 || reply.node() >= deal.nodes()) {
      context.getLog().warn("refused {}: there is no node {}", reply.getClass().getSimpleName(), reply.node());
      return Behaviors.same();
    }
    return switch (reply) {
      case Opened opened -> onOpened(opened);
      case Lacking lacking -> onLacking(lacking);
      case Refused refused -> fails(new EngineFailure(name(refused.node()) + " cannot do its part: " + refused.reason()));
      case Failed failed -> onFailed(failed);
      case Progress progress -> onProgress(progress);
      case Reached reached -> {
        survival.tell(new Survival.Marked(reached.round()));
        yield Behaviors.same();
      }
      case Stopped how -> onStopped(how);
      // An answer that comes twice may be late, and is none to what is asked for by then.
      case Finished finished -> phase == Phase.FINISHING ? answered(finished.node()) : Behaviors.same();
      case ImagePart part -> onImagePart(part);
    };
  }

  private Behavior<Command> onOpened(Opened opened) {
    if (phase != Phase.OPENING || shares.get(opened.node()).isPresent()) {
      return Behaviors.same();
    }
    shares.set(opened.node(), Optional.of(opened.share()));
    vaults.set(opened.node(), Optional.of(opened.vault()));
    context.watch(opened.share());
    if (assignment.cancellation().requested()) {
      opened.share().tell(ShareActor.Order.CANCEL);
    }
    return answered(opened.node());
  }

  private Behavior<Command> onLacking(Lacking lacking) {
    if (phase == Phase.OPENING) {
      ActorRef<Host.Command> host = hosts.get(lacking.node());
      recipe.parts().forEach(host::tell);
      host.tell(open(lacking.node()));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onFailed(Failed failed) {
    if (!failed.byModel()) {
      return fails(new EngineFailure(name(failed.node()) + " broke: " + failed.reason()));
    }
    failure = failure.or(() -> Optional.of(ModelFailure.elsewhere(failed.reason())));
    return phase == Phase.FINISHING ? fails(failure.orElseThrow()) : Behaviors.same();
  }

  private Behavior<Command> onProgress(Progress progress) {
    assignment.board().handled(deal.firstPartition(progress.node()), progress.events());
    shown.handled(progress.node(), progress.events());
    places.set(progress.node(), progress.places());
    List<String> all = places.stream().flatMap(List::stream).toList();
    assignment.board().tells(() -> all);
    return Behaviors.same();
  }

  private Behavior<Command> onStopped(Stopped how) {
    if (phase != Phase.RUNNING) {
      return Behaviors.same();
    }
    stopped.set(how.node(), Optional.of(how));
    return answered(how.node());
  }

  private Behavior<Command> onImagePart(ImagePart part) {
    if (phase != Phase.FETCHING) {
      return Behaviors.same();
    }
    Collection collecting = collection.orElseThrow();
    if (!collecting.add(part)) {
      return Behaviors.same();
    }
    Optional<ShareActor.SendImage> next = collecting.next(part.node());
    next.ifPresent(share(part.node())::tell);
    return next.isPresent() ? Behaviors.same() : answered(part.node());
  }

  /** A node has given what the phase needs of it. */
  private Behavior<Command> answered(int node) {
    if (!awaited.remove(node) || !awaited.isEmpty()) {
      return Behaviors.same();
    }
    return switch (phase) {
      case OPENING -> {
        survival.tell(new Survival.Began(stage.epoch()));
        yield goOn(Phase.RUNNING);
      }
      case RUNNING -> allStopped();
      case FINISHING -> goOn(Phase.FETCHING);
      case FETCHING -> ends(() -> result.complete(collection.orElseThrow().outcome()));
    };
  }

  private Behavior<Command> goOn(Phase next) {
    ask(next);
    return Behaviors.same();
  }

  private Behavior<Command> allStopped() {
    if (failure.isPresent()) {
      return fails(failure.get());
    }
    List<Stopped> all = stopped.stream().flatMap(Optional::stream).map(this::sinceTheFirstEpoch).toList();
    if (!all.stream().allMatch(Stopped::done)) {
      return ends(() -> result.complete(new EventOutcome.Cancelled()));
    }
    try {
      collection = Optional.of(new Collection(new EventRun(assignment), deal, all));
    } catch (RuntimeException e) {
      return fails(e);
    }
    return goOn(Phase.FINISHING);
  }

  /** Shares know of no epoch before their own. */
  private Stopped sinceTheFirstEpoch(Stopped how) {
    long elapsed = beganNanos.isPresent() ? System.nanoTime() - beganNanos.getAsLong() : how.elapsedNanos();
    return new Stopped(
        how.node(), how.done(), how.window(), how.rounds(), how.events(), how.lastTime(), elapsed, how.crossed(), how.traffic());
  }

  private Behavior<Command> onTerminated(Terminated gone) {
    for (int node = 0; node < shares.size(); node++) {
      if (shares.get(node).filter(share -> share.path().equals(gone.getRef().path())).isPresent()) {
        survival.tell(new Survival.Lost(hosts.get(node), name(node) + " was lost while " + phase.name().toLowerCase(Locale.ROOT)));
      }
    }
    return Behaviors.same();
  }

  private String name(int node) {
    return "node " + (node + 1) + " (" + hosts.get(node).path().address() + ")";
  }

  private Behavior<Command> fails(RuntimeException cause) {
    return ends(() -> result.completeExceptionally(cause));
  }

  private Behavior<Command> ends(Runnable completes) {
    shares.forEach(share -> share.ifPresent(open -> open.tell(ShareActor.Order.CLOSE)));
    shown.are(State.IDLE);
    completes.run();
    return Behaviors.stopped();
  }
}
