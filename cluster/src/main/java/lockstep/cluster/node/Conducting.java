package lockstep.cluster.node;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lockstep.engine.Board;
import lockstep.engine.EngineFailure;
import lockstep.engine.ModelFailure;
import lockstep.engine.NodeBoard.State;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventRun;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * What a conductor does: places a share on each host, lets all begin, and when all have stopped fetches what their partitions have come
 * to. Whatever it tells a node is answered, and is told again when the answer does not come. When a node is lost, its part is over:
 * {@link Survival} is told. Used by its actor alone.
 */
final class Conducting {

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

  private final ActorContext<Conductor.Command> context;
  private final Undertaking undertaking;
  private final Deal deal;
  private final Members members;
  private final Stage stage;
  private final ActorRef<Survival.Command> survival;
  private final NodesShown shown;
  private final Set<Integer> awaited = new TreeSet<>();
  private Phase phase = Phase.OPENING;
  private Optional<ModelFailure> failure = Optional.empty();
  private Optional<Collection> collection = Optional.empty();
  private boolean over;

  /** Asks all hosts to open their shares; see {@link Conductor#create}. */
  Conducting(
      ActorContext<Conductor.Command> context,
      Undertaking undertaking,
      List<ActorRef<Host.Command>> hosts,
      Stage stage,
      ActorRef<Survival.Command> survival) {
    this.context = context;
    this.undertaking = undertaking;
    this.deal = undertaking.deal(hosts.size());
    this.members = new Members(deal, hosts);
    this.stage = stage;
    this.survival = survival;
    this.shown = new NodesShown(undertaking.assignment().board().nodes(), hosts.subList(0, deal.nodes()), stage);
    for (int partition = 0; stage.epoch() > 1 && partition < deal.partitions(); partition++) {
      // What was handled in the epoch before was told for other partitions.
      undertaking.assignment().board().handled(partition, 0);
    }
    ask(Phase.OPENING);
  }

  /** Whether there is nothing left to do. */
  boolean isOver() {
    return over;
  }

  /** Has all shares stop early. */
  void cancel() {
    members.shares().forEach(share -> share.tell(ShareActor.Order.CANCEL));
  }

  /** Asks all nodes for what a phase needs of them. */
  private void ask(Phase next) {
    phase = next;
    shown.are(next.shown);
    for (int node = 0; node < deal.nodes(); node++) {
      awaited.add(node);
    }
    askAgain();
  }

  /** Asks those again that have not answered. */
  void askAgain() {
    awaited.forEach(this::ask);
  }

  private void ask(int node) {
    switch (phase) {
      case OPENING -> members.host(node).tell(open(node));
      case RUNNING -> members.share(node).tell(new ShareActor.Begin(members.shares(), members.buddy(node, stage.custody())));
      case FINISHING -> members.share(node).tell(new ShareActor.FinishAt(collection.orElseThrow().end()));
      case FETCHING -> collection.orElseThrow().next(node).ifPresent(members.share(node)::tell);
    }
  }

  private Host.Open open(int node) {
    ShareOrder order = ShareOrder.of(undertaking.assignment(), node, deal, stage);
    return new Host.Open(undertaking.recipe().id(), order, context.getSelf(), survival);
  }

  /** Takes what a node has to say. */
  void reply(Conductor.Reply reply) {
    if (!members.has(reply.node())) {
      context.getLog().warn("refused {}: there is no node {}", reply.getClass().getSimpleName(), reply.node());
      return;
    }
    switch (reply) {
      case Conductor.Opened opened -> opened(opened);
      case Conductor.Lacking lacking -> lacks(lacking.node());
      case Conductor.Refused refused -> fail(new EngineFailure(members.name(refused.node()) + " cannot do its part: " + refused.reason()));
      case Conductor.Failed failed -> failed(failed);
      case Conductor.Progress progress -> progressed(progress);
      case Conductor.Reached reached -> survival.tell(new Survival.Marked(reached.round()));
      case Conductor.Stopped how -> stopped(how);
      case Conductor.Finished finished -> finished(finished.node());
      case Conductor.ImagePart part -> fetched(part);
    }
  }

  private void opened(Conductor.Opened opened) {
    if (phase != Phase.OPENING || members.isOpen(opened.node())) {
      return;
    }
    members.open(opened);
    context.watch(opened.share());
    if (undertaking.assignment().cancellation().requested()) {
      opened.share().tell(ShareActor.Order.CANCEL);
    }
    answered(opened.node());
  }

  private void lacks(int node) {
    if (phase == Phase.OPENING) {
      ActorRef<Host.Command> host = members.host(node);
      undertaking.recipe().parts().forEach(host::tell);
      host.tell(open(node));
    }
  }

  private void failed(Conductor.Failed failed) {
    if (!failed.byModel()) {
      fail(new EngineFailure(members.name(failed.node()) + " broke: " + failed.reason()));
      return;
    }
    failure = failure.or(() -> Optional.of(ModelFailure.elsewhere(failed.reason())));
    if (phase == Phase.FINISHING) {
      fail(failure.orElseThrow());
    }
  }

  private void progressed(Conductor.Progress progress) {
    Board board = undertaking.assignment().board();
    board.handled(deal.firstPartition(progress.node()), progress.events());
    shown.handled(progress.node(), progress.events());
    List<String> places = members.places(progress.node(), progress.places());
    board.tells(() -> places);
  }

  private void stopped(Conductor.Stopped how) {
    if (phase == Phase.RUNNING) {
      members.stop(how);
      answered(how.node());
    }
  }

  /** An answer that comes twice may be late, and is none to what is asked for by then. */
  private void finished(int node) {
    if (phase == Phase.FINISHING) {
      answered(node);
    }
  }

  private void fetched(Conductor.ImagePart part) {
    if (phase != Phase.FETCHING) {
      return;
    }
    Collection collecting = collection.orElseThrow();
    if (!collecting.add(part)) {
      return;
    }
    collecting.next(part.node()).ifPresentOrElse(members.share(part.node())::tell, () -> answered(part.node()));
  }

  /** A node has given what the phase needs of it. */
  private void answered(int node) {
    if (!awaited.remove(node) || !awaited.isEmpty()) {
      return;
    }
    switch (phase) {
      case OPENING -> {
        survival.tell(new Survival.Began(stage.epoch()));
        ask(Phase.RUNNING);
      }
      case RUNNING -> allStopped();
      case FINISHING -> ask(Phase.FETCHING);
      case FETCHING -> end(() -> undertaking.result().complete(collection.orElseThrow().outcome()));
    }
  }

  private void allStopped() {
    if (failure.isPresent()) {
      fail(failure.get());
      return;
    }
    List<Conductor.Stopped> all = members.stopped();
    if (!all.stream().allMatch(Conductor.Stopped::done)) {
      end(() -> undertaking.result().complete(new EventOutcome.Cancelled()));
      return;
    }
    try {
      collection = Optional.of(new Collection(new EventRun(undertaking.assignment()), deal, all));
    } catch (RuntimeException e) {
      fail(e);
      return;
    }
    ask(Phase.FINISHING);
  }

  /** An actor of a node is no more. */
  void lose(ActorRef<?> gone) {
    members
        .nodeOf(gone)
        .ifPresent(
            node ->
                survival.tell(
                    new Survival.Lost(members.host(node), members.name(node) + " was lost while " + phase.name().toLowerCase(Locale.ROOT))));
  }

  private void fail(RuntimeException cause) {
    end(() -> undertaking.result().completeExceptionally(cause));
  }

  private void end(Runnable completes) {
    over = true;
    members.shares().forEach(share -> share.tell(ShareActor.Order.CLOSE));
    shown.are(State.IDLE);
    completes.run();
  }
}
