package lockstep.cluster.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.engine.event.Batch;
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
  sealed interface Command permits Begin, Exchange, Resend, Order, FinishAt, SendImage, Done, Broken {}

  /**
   * Start, and exchange with the others.
   *
   * @param shares of all nodes, by number
   */
  record Begin(List<ActorRef<Command>> shares) implements Command {

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
   * @param chunk which part this is: {@code 0 .. chunks - 1}
   */
  record Exchange(
      long epoch, long round, long window, int sender, long bound, long handled, int chunk, int chunks, Parcel parcel)
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

  private static final long EPOCH = 1;

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
  private List<ActorRef<Command>> shares = List.of();

  private long window = STOP;
  private long beginNanos;
  private int working;
  private boolean stops;
  private Optional<Conductor.Stopped> stopped = Optional.empty();
  private boolean finishing;
  private boolean finished;
  private long ownBound;
  private int silentTicks;
  private long toldEvents = -1;
  private long refused;

  private ShareActor(
      ActorContext<Command> context, ShareOrder order, EventModel model, ActorRef<Conductor.Command> conductor) {
    this.context = context;
    this.log = context.getLog();
    this.order = order;
    this.node = order.node();
    this.assignment = order.assignment(model);
    this.share =
        new EventShare(assignment, order.deal().firstPartition(node), order.deal().firstPartition(node + 1));
    this.conductor = conductor;
    this.rounds = new Rounds(EPOCH, node, order.deal().nodes());
    this.images = new Images(node, share, conductor);
    this.workers = workers();
    context.watch(conductor);
    conductor.tell(new Conductor.Opened(node, context.getSelf()));
  }

  /**
   * @param conductor is told when it is open, how far it is, and when it has stopped
   */
  static Behavior<Command> create(ShareOrder order, EventModel model, ActorRef<Conductor.Command> conductor) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Order.TICK, TICK);
                  return new ShareActor(context, order, model, conductor).running();
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
        .onMessage(FinishAt.class, this::onFinishAt)
        .onMessage(SendImage.class, this::onSendImage)
        .onSignal(Terminated.class, _ -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    if (shares.isEmpty() && begin.shares().size() == order.deal().nodes()) {
      shares = begin.shares();
      tellWorkers(PartitionWorker.Start.INSTANCE);
    } else {
      stopped.ifPresent(conductor::tell);
    }
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
    ownBound = stops ? STOP : share.bound();
    send();
    advance();
  }

  private void send() {
    long handled = share.events();
    for (int other = 0; other < shares.size(); other++) {
      if (other != node) {
        List<Exchange> batch = batch(other, handled);
        rounds.sends(other, batch);
        batch.forEach(shares.get(other)::tell);
      }
    }
  }

  private List<Exchange> batch(int other, long handled) {
    List<Parcel> parcels =
        ownBound == STOP
            ? List.of(Parcel.empty())
            : share.parcels(order.deal().firstPartition(other), order.deal().firstPartition(other + 1));
    List<Exchange> batch = new ArrayList<>(parcels.size());
    for (int chunk = 0; chunk < parcels.size(); chunk++) {
      batch.add(
          new Exchange(EPOCH, rounds.round(), window, node, ownBound, handled, chunk, parcels.size(), parcels.get(chunk)));
    }
    return batch;
  }

  /** Handles another window when its own turn is over and the batches of all others have come. */
  private void advance() {
    if (shares.isEmpty() || working > 0 || stopped.isPresent() || !rounds.complete()) {
      return;
    }
    if (rounds.round() == 0) {
      beginNanos = System.nanoTime();
    }
    long next = ownBound;
    long events = share.events();
    for (Exchange head : rounds.heads()) {
      next = Math.min(next, head.bound());
      events += head.handled();
    }
    if (next == STOP || !share.goesOn(next, events)) {
      Conductor.Stopped how =
          new Conductor.Stopped(
              node, next != STOP, window, rounds.round(), events, share.lastTime(), System.nanoTime() - beginNanos);
      stopped = Optional.of(how);
      conductor.tell(how);
      return;
    }
    window = next;
    List<Parcel> parcels = rounds.parcels();
    rounds.next();
    tellWorkers(new PartitionWorker.TakeTurns(window, deliveries(), parcels));
  }

  /** What its own partitions sent each other in the round that is over. */
  private List<PartitionWorker.Delivery> deliveries() {
    List<PartitionWorker.Delivery> deliveries = new ArrayList<>();
    for (Partition sender : share.partitions()) {
      for (Partition receiver : share.partitions()) {
        Batch batch = sender.batch(receiver.number());
        if (!batch.isEmpty()) {
          deliveries.add(new PartitionWorker.Delivery(receiver.number(), batch));
        }
      }
    }
    return deliveries;
  }

  private Behavior<Command> onResend(Resend resend) {
    if (resend.epoch() == EPOCH && resend.receiver() >= 0 && resend.receiver() < shares.size()) {
      rounds
          .sent(resend.round(), resend.receiver(), resend.chunks().numbers())
          .forEach(shares.get(resend.receiver())::tell);
    }
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
    long events = assignment.board().commits();
    List<String> places = assignment.board().places();
    if (events != toldEvents || !places.isEmpty()) {
      toldEvents = events;
      conductor.tell(Conductor.Progress.of(node, events, places));
    }
    if (shares.isEmpty() || working > 0 || stopped.isPresent()) {
      return;
    }
    silentTicks++;
    if (silentTicks % PATIENCE == 0) {
      for (int other : rounds.awaited()) {
        shares.get(other).tell(new Resend(EPOCH, rounds.round(), node, new Chunks(rounds.missing(other))));
      }
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
