package lockstep.cluster.node;

import java.util.List;
import java.util.Optional;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventShare;
import lockstep.engine.event.Parcel;
import lockstep.simulation.EventModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;

/**
 * What one share does, round by round. In each it has its workers handle the window, merges what its partitions sent to those of each
 * other node into one batch, also an empty one, and goes on when it has the batches of all others. What does not come is asked for again;
 * what comes twice is dropped. Used by its actor alone.
 */
final class ShareTurns {

  /** After how many ticks without any batch it asks for those that are missing. */
  private static final int PATIENCE = 5;

  private final Logger log;
  private final ShareOrder order;
  private final int node;
  private final EventAssignment assignment;
  private final EventShare share;
  private final ActorRef<Conductor.Command> conductor;
  private final ShareWorkers workers;
  private final Rounds rounds;
  private final Images images;
  private final ShareActor.Place place;
  private final Snapshots snapshots;
  private final Outgoing outgoing;
  private List<long[]> given = List.of();
  private Optional<ActorRef<Vault.Command>> buddy = Optional.empty();

  private long window = ShareActor.STOP;

  /** In the first epoch, when the first round is over; later, as soon as there is a share again. */
  private long beginNanos = System.nanoTime();

  private boolean stops;
  private Optional<Conductor.Stopped> stopped = Optional.empty();
  private boolean finishing;
  private boolean finished;
  private long ownBound;
  private boolean ownReady;
  private int nextMark;
  private int silentTicks;
  private long toldEvents = -1;
  private long refused;

  /** Tells the conductor that the share is open. */
  ShareTurns(
      ActorContext<ShareActor.Command> context,
      ShareOrder order,
      EventModel model,
      ActorRef<Conductor.Command> conductor,
      ShareActor.Place place) {
    this.log = context.getLog();
    this.order = order;
    this.node = order.node();
    this.assignment = order.assignment(model);
    int first = order.deal().firstPartition(node);
    int end = order.deal().firstPartition(node + 1);
    this.share = new EventShare(assignment, first, end);
    this.conductor = conductor;
    this.rounds = new Rounds(order.stage(), node, order.deal().nodes());
    this.images = new Images(node, share, conductor);
    this.place = place;
    this.snapshots = new Snapshots(order.stage(), node, order.deal().nodes(), share.partitions().size());
    this.outgoing = new Outgoing(order, share, rounds, place.wire());
    this.workers = new ShareWorkers(context, order.deal().workers(node), share.partitions(), assignment.cancellation());
    place.vault().tell(new Vault.Attend(order.stage(), new Vault.Range(first, end), context.getSelf()));
    conductor.tell(new Conductor.Opened(node, context.getSelf(), place.vault()));
  }

  void begin(ShareActor.Begin begin) {
    boolean lacks = order.stage().resumes() && given.isEmpty();
    if (!outgoing.begun() && !lacks && begin.shares().size() == order.deal().nodes()) {
      outgoing.begin(begin.shares());
      buddy = begin.buddy();
      workers.tell(order.stage().resumes() ? new PartitionWorker.Resume(share.partitions().getFirst().number(), given) : PartitionWorker.Start.INSTANCE);
    } else {
      stopped.ifPresent(conductor::tell);
    }
  }

  /** Takes what its partitions are to go on from, by number. */
  void give(List<long[]> held) {
    if (held.size() == share.partitions().size()) {
      given = held;
    } else {
      cannotKeep("it does not hold all partitions of round " + order.stage().round());
    }
  }

  void replicated(long round) {
    snapshots.held(round);
  }

  void cannotKeep(String reason) {
    conductor.tell(Conductor.Failed.of(node, false, reason));
  }

  void take(ShareActor.Exchange chunk) {
    switch (check(chunk)) {
      case TAKEN -> {
        silentTicks = 0;
        advance();
      }
      case REPEATED -> log.debug("dropped chunk {} of node {}, which came twice in round {}", chunk.chunk(), chunk.sender(), chunk.round());
      case REFUSED -> {
        refused++;
        log.warn("refused chunk {} of round {} that says it is from node {} (the {}th)", chunk.chunk(), chunk.round(), chunk.sender(), refused);
      }
    }
  }

  private Rounds.Arrival check(ShareActor.Exchange chunk) {
    if (chunk.bound() != ShareActor.STOP) {
      try {
        share.check(chunk.parcel(), chunk.bound());
      } catch (IllegalArgumentException e) {
        log.warn("a batch cannot be from node {}: {}", chunk.sender(), e.getMessage());
        return Rounds.Arrival.REFUSED;
      }
      if (chunk.bound() <= chunk.window()) {
        return Rounds.Arrival.REFUSED;
      }
    }
    return rounds.arrive(chunk);
  }

  void done(ShareActor.Done done) {
    stops |= done == ShareActor.Done.CANCELLED;
    workerIsDone();
  }

  void broken(ShareActor.Broken broken) {
    stops = true;
    conductor.tell(Conductor.Failed.of(node, broken.byModel(), broken.reason()));
    workerIsDone();
  }

  private void workerIsDone() {
    workers.oneIsDone();
    if (workers.areAtWork()) {
      return;
    }
    if (finishing) {
      finished = true;
      conductor.tell(new Conductor.Finished(node));
      return;
    }
    if (window == ShareActor.STOP && order.stage().resumes()) {
      window = share.window();
      given = List.of();
    }
    ownBound = stops ? ShareActor.STOP : share.bound();
    ownReady = ownBound != ShareActor.STOP && snapshots.ready(rounds.round());
    outgoing.send(window, ownBound, ownReady);
    advance();
  }

  /** Handles another window when its own turn is over and the batches of all others have come. */
  private void advance() {
    if (waitsForNobody() || !rounds.complete()) {
      return;
    }
    if (rounds.round() == order.stage().firstRound() && order.stage().epoch() == 1) {
      beginNanos = System.nanoTime();
    }
    long next = ownBound;
    long events = share.events();
    boolean ready = ownReady;
    for (ShareActor.Exchange head : rounds.heads()) {
      next = Math.min(next, head.bound());
      events += head.handled();
      ready &= head.ready();
    }
    if (next == ShareActor.STOP || !share.goesOn(next, events)) {
      stop(next != ShareActor.STOP, events);
    } else {
      handle(next, ready);
    }
  }

  /** Whether it has not begun, is at work, or has stopped. */
  private boolean waitsForNobody() {
    return !outgoing.begun() || workers.areAtWork() || stopped.isPresent();
  }

  private void stop(boolean done, long events) {
    Conductor.Stopped how =
        new Conductor.Stopped(
            node, done, window, rounds.round(), events, share.lastTime(), elapsedNanos(), outgoing.crossed(), outgoing.traffic());
    stopped = Optional.of(how);
    conductor.tell(how);
  }

  /** How long the assignment has taken. */
  private long elapsedNanos() {
    return order.stage().elapsedNanos() + System.nanoTime() - beginNanos;
  }

  private void handle(long next, boolean keeps) {
    Optional<PartitionWorker.Keeping> keeping =
        keeps
            ? Optional.of(new PartitionWorker.Keeping(order.stage().epoch(), snapshots.after(rounds.round()), elapsedNanos(), place.vault(), buddy))
            : Optional.empty();
    window = next;
    List<Parcel> parcels = rounds.parcels();
    rounds.next();
    place.reached().setOpaque(rounds.round());
    tellMarks();
    workers.tell(new PartitionWorker.TakeTurns(window, PartitionWorker.deliveries(share), parcels, keeping));
  }

  private void tellMarks() {
    List<Long> marks = order.stage().marks();
    while (node == 0 && nextMark < marks.size() && marks.get(nextMark) <= rounds.round()) {
      conductor.tell(new Conductor.Reached(node, marks.get(nextMark++)));
    }
  }

  void sendAgain(ShareActor.Resend resend) {
    outgoing.sendAgain(resend);
  }

  void cancel() {
    assignment.cancellation().request();
  }

  /** Time has passed. */
  void tick() {
    snapshots.tick();
    tellProgress();
    if (waitsForNobody()) {
      return;
    }
    silentTicks++;
    if (silentTicks % PATIENCE == 0) {
      outgoing.askForWhatIsMissing();
    }
  }

  private void tellProgress() {
    long events = assignment.board().commits();
    List<String> places = assignment.board().places();
    if (events != toldEvents || !places.isEmpty()) {
      toldEvents = events;
      conductor.tell(Conductor.Progress.of(node, events, places));
    }
  }

  /** Tells the entities that the run is over, which ended at a time. */
  void finish(long end) {
    if (finished) {
      conductor.tell(new Conductor.Finished(node));
    } else if (stopped.isPresent() && !finishing) {
      finishing = true;
      workers.tell(new PartitionWorker.Finish(end));
    }
  }

  void sendImage(ShareActor.SendImage what) {
    if (finished) {
      images.send(what.partition(), what.part());
    }
  }
}
