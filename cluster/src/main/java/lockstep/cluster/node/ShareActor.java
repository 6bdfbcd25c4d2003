package lockstep.cluster.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lockstep.cluster.wire.Wire;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventShare;
import lockstep.engine.event.Parcel;
import lockstep.engine.event.Partition;
import lockstep.simulation.EventModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;

/**
 * One node's share of an assignment. In each round it has its workers handle the window, merges what its partitions sent to those of each
 * other node into one batch, also an empty one, and goes on when it has the batches of all others. What does not come is asked for
 * again; what comes twice is dropped. Stops when it is closed, or when the conductor's node is gone.
 */
final class ShareActor {

  /** What it is told. Those that come from other nodes have forms in {@link NodeForms}. */
  sealed interface Command permits Begin, Exchange, Resend, Order, FinishAt, SendImage, Given, Replicated, Done, Broken {}

  /**
   * Start, and exchange with the others.
   *
   * @param shares of all nodes, by number
   * @param buddy the vault of another node; empty when there is no other node
   */
  record Begin(List<ActorRef<Command>> shares, Optional<ActorRef<Vault.Command>> buddy) implements Command {

    Begin {
      shares = List.copyOf(shares);
    }
  }

  /**
   * A part of what another node has to say at the end of a round.
   *
   * @param epoch of the placement of partitions on nodes
   * @param window that was handled last; negative if none was
   * @param sender the number of the node
   * @param bound the least window in which anything is pending there or was sent from there; {@link #STOP} if it does not go on
   * @param handled how many events it has handled, in all rounds
   * @param ready whether it wants all to keep what they have come to after this round
   * @param chunk which part this is: {@code 0 .. chunks - 1}
   */
  record Exchange(
      long epoch,
      long round,
      long window,
      int sender,
      long bound,
      long handled,
      boolean ready,
      int chunk,
      int chunks,
      Parcel parcel)
      implements Command {}

  /**
   * Another node lacks a batch of this one.
   *
   * @param receiver the number of that node
   */
  record Resend(long epoch, long round, int receiver, Chunks chunks) implements Command {}

  /** Numbers of chunks; none stands for all. */
  static final class Chunks {

    private final int[] numbers;

    Chunks(int... numbers) {
      this.numbers = numbers.clone();
    }

    int[] numbers() {
      return numbers.clone();
    }
  }

  /** What needs no more words. */
  enum Order implements Command {
    /** Stop at the end of the round. */
    CANCEL,
    /** The assignment is over: stop this actor. */
    CLOSE,
    /** Time has passed. Comes from itself. */
    TICK
  }

  /** The run is over, and ended at a time: tell the entities. Answered by {@link Conductor.Finished}. */
  record FinishAt(long end) implements Command {}

  /** Send a part of the image of a partition. Answered by {@link Conductor.ImagePart}. */
  record SendImage(int partition, int part) implements Command {}

  /** What the vault of its node holds of its partitions, by number, to go on from. Not to be written. */
  record Given(List<long[]> snapshots) implements Command {

    Given {
      snapshots = List.copyOf(snapshots);
    }
  }

  /** Another node holds what a partition had come to after a round. */
  record Replicated(long round) implements Command {}

  /** A worker has done what it was told. */
  enum Done implements Command {
    WELL,
    CANCELLED
  }

  /** A worker could not do it. */
  record Broken(boolean byModel, String reason) implements Command {}

  /** A bound that has everybody stop. */
  static final long STOP = -1;

  /** The dispatcher of workers. */
  static final String COMPUTE = "lockstep.compute-dispatcher";

  /** How often it looks whether something is missing, and tells how far it is. */
  private static final Duration TICK = Duration.ofMillis(100);

  /** After how many ticks without any batch it asks for those that are missing. */
  private static final int PATIENCE = 5;

  private final ActorContext<Command> context;
  private final Logger log;
  private final ShareOrder order;
  private final int node;
  private final EventAssignment assignment;
  private final EventShare share;
  private final ActorRef<Conductor.Command> conductor;
  private final List<ActorRef<PartitionWorker.Command>> workers;
  private final Rounds rounds;
  private final Images images;
  private final Place place;
  private final Snapshots snapshots;
  private final Outgoing outgoing;
  private List<long[]> given = List.of();
  private Optional<ActorRef<Vault.Command>> buddy = Optional.empty();

  private long window = STOP;
  private long beginNanos;
  private int working;
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

  private ShareActor(
      ActorContext<Command> context, ShareOrder order, EventModel model, ActorRef<Conductor.Command> conductor, Place place) {
    this.context = context;
    this.log = context.getLog();
    this.order = order;
    this.node = order.node();
    this.assignment = order.assignment(model);
    this.share =
        new EventShare(assignment, order.deal().firstPartition(node), order.deal().firstPartition(node + 1));
    this.conductor = conductor;
    this.rounds = new Rounds(order.stage(), node, order.deal().nodes());
    this.images = new Images(node, share, conductor);
    this.place = place;
    this.snapshots = new Snapshots(order.stage(), node, order.deal().nodes());
    this.outgoing = new Outgoing(order, share, rounds, place.wire());
    this.workers = workers();
    context.watch(conductor);
    Vault.Range partitions = new Vault.Range(order.deal().firstPartition(node), order.deal().firstPartition(node + 1));
    place.vault().tell(new Vault.Attend(order.stage(), partitions, context.getSelf()));
    conductor.tell(new Conductor.Opened(node, context.getSelf(), place.vault()));
  }

  /**
   * What of its node outlives it.
   *
   * @param reached the last round that was begun
   * @param wire what the node has sent and received so far
   */
  record Place(ActorRef<Vault.Command> vault, AtomicLong reached, Supplier<Wire.Traffic> wire) {}

  /**
   * @param conductor is told when it is open, how far it is, and when it has stopped
   */
  static Behavior<Command> create(ShareOrder order, EventModel model, ActorRef<Conductor.Command> conductor, Place place) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Order.TICK, TICK);
                  return new ShareActor(context, order, model, conductor, place).running();
                }));
  }

  private List<ActorRef<PartitionWorker.Command>> workers() {
    int number = order.deal().workers(node);
    List<Partition> partitions = share.partitions();
    return IntStream.range(0, number)
        .mapToObj(
            worker ->
                context.spawn(
                    PartitionWorker.create(
                        partitions.subList(worker * partitions.size() / number, (worker + 1) * partitions.size() / number),
                        assignment.cancellation(),
                        context.getSelf()),
                    "worker-" + worker,
                    DispatcherSelector.fromConfig(COMPUTE)))
        .toList();
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Exchange.class, this::onExchange)
        .onMessage(Done.class, this::onDone)
        .onMessage(Broken.class, this::onBroken)
        .onMessage(Resend.class, this::onResend)
        .onMessage(Order.class, this::onOrder)
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Given.class, this::onGiven)
        .onMessage(Replicated.class, this::onReplicated)
        .onMessage(FinishAt.class, this::onFinishAt)
        .onMessage(SendImage.class, this::onSendImage)
        .onSignal(Terminated.class, _ -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    boolean lacks = order.stage().resumes() && given.isEmpty();
    if (!outgoing.begun() && !lacks && begin.shares().size() == order.deal().nodes()) {
      outgoing.begin(begin.shares());
      buddy = begin.buddy();
      tellWorkers(order.stage().resumes() ? new PartitionWorker.Resume(share.partitions().getFirst().number(), given) : PartitionWorker.Start.INSTANCE);
    } else {
      stopped.ifPresent(conductor::tell);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onGiven(Given snapshotsOfAll) {
    if (snapshotsOfAll.snapshots().size() == share.partitions().size()) {
      given = snapshotsOfAll.snapshots();
    } else {
      conductor.tell(Conductor.Failed.of(node, false, "it does not hold all partitions of round " + order.stage().round()));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onReplicated(Replicated replicated) {
    snapshots.held(replicated.round());
    return Behaviors.same();
  }

  private void tellWorkers(PartitionWorker.Command command) {
    working = workers.size();
    workers.forEach(worker -> worker.tell(command));
  }

  private Behavior<Command> onExchange(Exchange chunk) {
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
    return Behaviors.same();
  }

  private Rounds.Arrival check(Exchange chunk) {
    if (chunk.bound() != STOP) {
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

  private Behavior<Command> onDone(Done done) {
    stops |= done == Done.CANCELLED;
    workerIsDone();
    return Behaviors.same();
  }

  private Behavior<Command> onBroken(Broken broken) {
    stops = true;
    conductor.tell(Conductor.Failed.of(node, broken.byModel(), broken.reason()));
    workerIsDone();
    return Behaviors.same();
  }

  private void workerIsDone() {
    working--;
    if (working > 0) {
      return;
    }
    if (finishing) {
      finished = true;
      conductor.tell(new Conductor.Finished(node));
      return;
    }
    if (window == STOP && order.stage().resumes()) {
      window = share.window();
      given = List.of();
    }
    ownBound = stops ? STOP : share.bound();
    ownReady = ownBound != STOP && snapshots.ready(rounds.round());
    outgoing.send(window, ownBound, ownReady);
    advance();
  }

  /** Handles another window when its own turn is over and the batches of all others have come. */
  private void advance() {
    if (!outgoing.begun() || working > 0 || stopped.isPresent() || !rounds.complete()) {
      return;
    }
    if (rounds.round() == order.stage().firstRound()) {
      beginNanos = System.nanoTime();
    }
    long next = ownBound;
    long events = share.events();
    boolean ready = ownReady;
    for (Exchange head : rounds.heads()) {
      next = Math.min(next, head.bound());
      events += head.handled();
      ready &= head.ready();
    }
    if (next == STOP || !share.goesOn(next, events)) {
      Conductor.Stopped how =
          new Conductor.Stopped(
              node,
              next != STOP,
              window,
              rounds.round(),
              events,
              share.lastTime(),
              System.nanoTime() - beginNanos,
              outgoing.crossed(),
              outgoing.traffic());
      stopped = Optional.of(how);
      conductor.tell(how);
      return;
    }
    Optional<PartitionWorker.Keeping> keeping =
        ready ? Optional.of(snapshots.after(rounds.round(), share.partitions().size(), place.vault(), buddy)) : Optional.empty();
    window = next;
    List<Parcel> parcels = rounds.parcels();
    rounds.next();
    place.reached().setOpaque(rounds.round());
    tellMarks();
    tellWorkers(new PartitionWorker.TakeTurns(window, PartitionWorker.deliveries(share), parcels, keeping));
  }

  private void tellMarks() {
    List<Long> marks = order.stage().marks();
    while (node == 0 && nextMark < marks.size() && marks.get(nextMark) <= rounds.round()) {
      conductor.tell(new Conductor.Reached(node, marks.get(nextMark++)));
    }
  }

  private Behavior<Command> onResend(Resend resend) {
    outgoing.sendAgain(resend);
    return Behaviors.same();
  }

  private Behavior<Command> onOrder(Order what) {
    return switch (what) {
      case CANCEL -> {
        assignment.cancellation().request();
        yield Behaviors.same();
      }
      case CLOSE -> Behaviors.stopped();
      case TICK -> {
        tick();
        yield Behaviors.same();
      }
    };
  }

  private void tick() {
    snapshots.tick();
    long events = assignment.board().commits();
    List<String> places = assignment.board().places();
    if (events != toldEvents || !places.isEmpty()) {
      toldEvents = events;
      conductor.tell(Conductor.Progress.of(node, events, places));
    }
    if (!outgoing.begun() || working > 0 || stopped.isPresent()) {
      return;
    }
    silentTicks++;
    if (silentTicks % PATIENCE == 0) {
      outgoing.askForWhatIsMissing();
    }
  }

  private Behavior<Command> onFinishAt(FinishAt finish) {
    if (finished) {
      conductor.tell(new Conductor.Finished(node));
    } else if (stopped.isPresent() && !finishing) {
      finishing = true;
      tellWorkers(new PartitionWorker.Finish(finish.end()));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onSendImage(SendImage what) {
    if (finished) {
      images.send(what.partition(), what.part());
    }
    return Behaviors.same();
  }
}
