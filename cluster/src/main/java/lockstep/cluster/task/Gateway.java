package lockstep.cluster.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One node's way to the workers and owners on all other nodes of an assignment. What they are told goes to it, and from it to the gateway
 * of their node, many letters in one batch when there are many: those that come while it is busy.
 *
 * <p>Besides its own commands it takes those of owners, and sends them to the node of the owner that they are for.
 */
final class Gateway {

  /** What it is told. Batches and acknowledgements come from other nodes, and have forms in {@link TaskForms}. */
  sealed interface Command permits Residents, Peers, Send, Batch, Acknowledged, Drain, Signal {}

  /** Who is on this node. Told before anything comes. */
  record Residents(
      TaskRun.Owners owners, List<ActorRef<TaskWorker.Command>> workers, ActorRef<TaskRun.Command> arrivals) implements Command {}

  /**
   * Where the others are.
   *
   * @param gateways of all nodes, by number
   */
  record Peers(List<ActorRef<Command>> gateways) implements Command {

    Peers {
      gateways = List.copyOf(gateways);
    }
  }

  /** A letter of this node, to another. */
  record Send(Letter letter) implements Command {}

  /**
   * Letters from another node.
   *
   * @param sender the number of that node
   * @param number of the batch, among those from there to here, from 1
   * @param received the number of the last batch that was received there
   * @param hurry whether it is to be acknowledged at once
   */
  record Batch(int sender, long number, long received, boolean hurry, List<Letter> letters) implements Command {

    Batch {
      letters = List.copyOf(letters);
    }
  }

  /** Another node has received all batches up to one. */
  record Acknowledged(int sender, long received) implements Command {}

  /** Tell when all letters that were sent until now have arrived: with {@link TaskShare.Order#DRAINED}. */
  record Drain(ActorRef<TaskShare.Command> replyTo) implements Command {}

  /** Comes from itself. */
  private enum Signal implements Command {
    /** There are letters, and all that came with them has been taken in. */
    FLUSH,
    /** Time has passed. */
    TICK
  }

  private static final Duration TICK = Duration.ofMillis(100);

  private final ActorContext<Object> context;
  private final TaskOrder order;
  private final Blocks blocks;
  private final LongAdder letters;
  private final List<Line> lines = new ArrayList<>();
  private List<ActorRef<Command>> gateways = List.of();
  private Delivery delivery = Delivery.NOBODY;
  private boolean flushing;
  private List<Drain> drains = List.of();
  private final List<Long> drained = new ArrayList<>();
  private long refused;

  private Gateway(ActorContext<Object> context, TaskOrder order, Blocks blocks, LongAdder letters) {
    this.context = context;
    this.order = order;
    this.blocks = blocks;
    this.letters = letters;
    for (int node = 0; node < order.placement().nodes(); node++) {
      lines.add(new Line(order.node()));
    }
  }

  /**
   * @param letters counts those that are sent to other nodes
   */
  static Behavior<Object> create(TaskOrder order, Blocks blocks, LongAdder letters) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Signal.TICK, TICK);
                  return new Gateway(context, order, blocks, letters).running();
                }));
  }

  private Behavior<Object> running() {
    return Behaviors.receive(Object.class)
        .onMessage(ResourceOwner.Command.class, command -> send(new Letter.ToOwner(command)))
        .onMessage(ReservationOwner.Command.class, command -> send(new Letter.ToOwnerOfAll(command)))
        .onMessage(Command.class, this::onCommand)
        .build();
  }

  private Behavior<Object> send(Letter letter) {
    onSend(letter);
    return Behaviors.same();
  }

  private Behavior<Object> onCommand(Command command) {
    switch (command) {
      case Send send -> onSend(send.letter());
      case Batch batch -> onBatch(batch);
      case Acknowledged acknowledged -> onAcknowledged(acknowledged);
      case Signal signal -> onSignal(signal);
      case Residents residents -> delivery = new Delivery(order, blocks, residents);
      case Peers peers -> onPeers(peers);
      case Drain drain -> onDrain(drain);
    }
    return Behaviors.same();
  }

  private void onSend(Letter letter) {
    if (letter.isTooLong()) {
      refused++;
      context.getLog().warn("refused a probe that has seen too much for the wire, of {} words (the {}th)", letter.words(), refused);
      return;
    }
    lines.get(node(letter)).add(letter);
    letters.increment();
    if (!flushing) {
      flushing = true;
      context.getSelf().tell(Signal.FLUSH);
    }
  }

  private int node(Letter letter) {
    return switch (letter) {
      case Letter.ToOwner(var command) -> nodeOfOwner(Delivery.resource(command));
      case Letter.ToWorker(int worker, _) -> order.placement().nodeOfWorker(worker);
      case Letter.ToOwnerOfAll _, Letter.ToArrivals _ -> 0;
    };
  }

  /** The gate's number is above those of all resources. */
  private int nodeOfOwner(int resource) {
    return resource == blocks.resources() ? 0 : order.placement().nodeOfBlock(blocks.of(resource));
  }

  private void onSignal(Signal signal) {
    switch (signal) {
      case FLUSH -> {
        flushing = false;
        flush();
      }
      case TICK -> tick();
    }
  }

  private void flush() {
    for (int node = 0; node < gateways.size(); node++) {
      flush(node);
    }
  }

  private void flush(int node) {
    if (!gateways.isEmpty()) {
      lines.get(node).batches(!drains.isEmpty()).forEach(gateways.get(node)::tell);
    }
  }

  private void tick() {
    for (int node = 0; node < gateways.size(); node++) {
      Line line = lines.get(node);
      line.tick().forEach(gateways.get(node)::tell);
      if (line.owes()) {
        gateways.get(node).tell(line.acknowledgement());
      }
    }
  }

  private boolean isOther(int sender) {
    boolean other = sender >= 0 && sender < lines.size() && sender != order.node();
    if (!other) {
      refused++;
      context.getLog().warn("refused what says it is from node {} (the {}th)", sender, refused);
    }
    return other;
  }

  private void onBatch(Batch batch) {
    if (!isOther(batch.sender())) {
      return;
    }
    Line line = lines.get(batch.sender());
    if (line.arrives(batch)) {
      batch.letters().forEach(this::deliver);
    }
    if (!gateways.isEmpty() && ((batch.hurry() && line.owes()) || line.owesMuch())) {
      gateways.get(batch.sender()).tell(line.acknowledgement());
    }
    wentOn(batch.sender());
  }

  private void deliver(Letter letter) {
    if (!delivery.deliver(letter)) {
      refused++;
      context.getLog().warn("refused a letter to somebody who is not on this node (the {}th): {}", refused, letter.getClass().getSimpleName());
    }
  }

  private void onAcknowledged(Acknowledged acknowledged) {
    if (isOther(acknowledged.sender())) {
      lines.get(acknowledged.sender()).acknowledged(acknowledged.received());
      wentOn(acknowledged.sender());
    }
  }

  /** Batches to a node have arrived, so that others may go. */
  private void wentOn(int node) {
    flush(node);
    tellDrained();
  }

  private void onPeers(Peers peers) {
    if (gateways.isEmpty() && peers.gateways().size() == lines.size()) {
      gateways = peers.gateways();
      flush();
    }
  }

  private void onDrain(Drain drain) {
    drains = List.of(drain);
    drained.clear();
    lines.forEach(line -> drained.add(line.lettersIn()));
    for (int node = 0; node < gateways.size(); node++) {
      lines.get(node).lastBatches().forEach(gateways.get(node)::tell);
    }
    tellDrained();
  }

  private void tellDrained() {
    if (drains.isEmpty()) {
      return;
    }
    for (int node = 0; node < lines.size(); node++) {
      if (lines.get(node).lettersArrived() < drained.get(node)) {
        return;
      }
    }
    drains.forEach(drain -> drain.replyTo().tell(TaskShare.Order.DRAINED));
    drains = List.of();
  }
}
