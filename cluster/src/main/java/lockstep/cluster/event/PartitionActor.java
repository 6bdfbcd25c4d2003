package lockstep.cluster.event;

import java.util.ArrayList;
import java.util.List;
import lockstep.engine.Cancellation;
import lockstep.engine.event.Batch;
import lockstep.engine.event.EventRun;
import lockstep.engine.event.Partition;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Owns one partition. In each round it sends every other partition exactly one batch, also an empty one, and when it has those of all
 * others it knows as much as they do: all go on with the same window, or stop, and nobody has to tell them.
 *
 * <p>Another partition can be one round ahead, for it may have all batches before this one does, but not two, for it lacks this one's;
 * what it sends ahead is kept apart.
 */
final class PartitionActor {

  /** What it is told. */
  sealed interface Command permits Begin, Exchange, Advance {}

  /**
   * Start, and exchange with the others.
   *
   * @param partitions all actors, by number of the partition
   */
  record Begin(List<ActorRef<Command>> partitions) implements Command {}

  /**
   * Another partition has handled a window.
   *
   * @param bound of the other partition; {@link #STOP} if it does not go on
   * @param events how many it has handled
   * @param batch what it sends to this one; valid until this one has sent its own batch of the next round
   */
  record Exchange(long round, long bound, long events, Batch batch) implements Command {}

  /** Go on, where there is nobody to wait for. */
  enum Advance implements Command {
    INSTANCE
  }

  /** A bound that has everybody stop: of a partition that failed, or that saw the assignment cancelled. */
  static final long STOP = -1;

  private final ActorContext<Command> context;
  private final EventRun run;
  private final Partition partition;
  private final Cancellation cancellation;
  private final ActorRef<SimulationRun.Command> whole;
  private List<ActorRef<Command>> partitions = List.of();

  private long round;
  private long window = STOP;
  private long beginNanos;
  private List<Exchange> arrived = new ArrayList<>();
  private List<Exchange> ahead = new ArrayList<>();
  private long ownBound;

  private PartitionActor(
      ActorContext<Command> context,
      EventRun run,
      Partition partition,
      Cancellation cancellation,
      ActorRef<SimulationRun.Command> whole) {
    this.context = context;
    this.run = run;
    this.partition = partition;
    this.cancellation = cancellation;
    this.whole = whole;
  }

  /**
   * @param whole is told when it has stopped
   */
  static Behavior<Command> create(
      EventRun run, Partition partition, Cancellation cancellation, ActorRef<SimulationRun.Command> whole) {
    return Behaviors.setup(context -> new PartitionActor(context, run, partition, cancellation, whole).running());
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Exchange.class, this::onExchange)
        .onMessage(Advance.class, _ -> advance())
        .onMessage(Begin.class, this::onBegin)
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    partitions = begin.partitions();
    takeTurn(partition::start);
    exchange();
    return Behaviors.same();
  }

  private Behavior<Command> onExchange(Exchange exchange) {
    (exchange.round() == round ? arrived : ahead).add(exchange);
    return advance();
  }

  /** Handles another window when all others have sent what they have for it. */
  private Behavior<Command> advance() {
    if (!complete()) {
      return Behaviors.same();
    }
    if (round == 0) {
      beginNanos = System.nanoTime();
    }
    long next = ownBound;
    long events = partition.events();
    for (Exchange exchange : arrived) {
      next = Math.min(next, exchange.bound());
      events += exchange.events();
    }
    if (next == STOP || !run.goesOn(next, events)) {
      whole.tell(new SimulationRun.Stopped(next != STOP, window, round, System.nanoTime() - beginNanos));
      return Behaviors.stopped();
    }
    window = next;
    round++;
    takeTurn(this::handle);
    arrived.clear();
    List<Exchange> empty = arrived;
    arrived = ahead;
    ahead = empty;
    exchange();
    return Behaviors.same();
  }

  /** Others may send before this one has begun. */
  private boolean complete() {
    return !partitions.isEmpty() && arrived.size() == partitions.size() - 1;
  }

  private void handle() {
    for (Exchange exchange : arrived) {
      partition.accept(exchange.batch());
    }
    partition.handle(window);
  }

  private void takeTurn(Runnable turn) {
    try {
      turn.run();
      ownBound = cancellation.requested() ? STOP : partition.bound();
    } catch (RuntimeException e) {
      ownBound = STOP;
      whole.tell(new SimulationRun.Failed(e));
    }
  }

  private void exchange() {
    long events = partition.events();
    for (int other = 0; other < partitions.size(); other++) {
      if (other != partition.number()) {
        partitions.get(other).tell(new Exchange(round, ownBound, events, partition.batch(other)));
      }
    }
    if (complete()) {
      context.getSelf().tell(Advance.INSTANCE);
    }
  }
}
