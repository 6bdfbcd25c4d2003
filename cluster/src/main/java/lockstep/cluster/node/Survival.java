package lockstep.cluster.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import lockstep.engine.EngineFailure;
import lockstep.engine.NodeBoard;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One assignment, as it outlives nodes. A {@link Conductor} performs it. When a node is lost, that one is stopped, and with it all
 * shares; the nodes that are left say what their vaults hold; the newest round of which every partition is held by somebody is where a
 * new conductor goes on, in the next epoch, as soon as each partition is held by its new node and by another one.
 */
final class Survival {

  /** What it is told. {@link Stock} comes from other nodes, and has a form in {@link VaultForms}. */
  sealed interface Command permits Lost, Began, Marked, Stock, Order {}

  /** A node is lost. */
  record Lost(ActorRef<Host.Command> host, String reason) implements Command {}

  /** All nodes have begun an epoch. */
  record Began(long epoch) implements Command {}

  /** A round that is marked has begun. */
  record Marked(long round) implements Command {}

  /**
   * What a vault holds: all of it, and later in the same epoch what it has come to hold.
   *
   * @param member the number of its node among those that are left
   * @param heldTwice the last round that is known to have been held by two nodes, whole; negative if there was none
   * @param reached the last round that a share of the node has begun
   */
  record Stock(int member, long epoch, ActorRef<Vault.Command> vault, long heldTwice, long reached, List<Held> held) implements Command {

    Stock {
      held = List.copyOf(held);
    }
  }

  /** The partitions of which a snapshot is held that was made after a round. Not to be written. */
  record Held(long round, BitSet partitions) {

    static Held of(long round, int partition) {
      BitSet partitions = new BitSet();
      partitions.set(partition);
      return new Held(round, partitions);
    }
  }

  /** What needs no more words. */
  enum Order implements Command {
    /** Time has passed. Comes from itself. */
    TICK
  }

  private static final Duration TICK = Duration.ofMillis(500);

  private final ActorContext<Command> context;
  private final Undertaking undertaking;
  private final Surviving surviving;
  private final Custody custody;

  /** After which round it began; it is still there on disk unless something newer is. */
  private final long firstRound;

  private final List<ActorRef<Host.Command>> hosts;
  private Optional<ActorRef<Conductor.Command>> conductor = Optional.empty();
  private long epoch = 1;
  private long markedRound = -1;
  private long resumeRound;
  private OptionalLong beganNanos = OptionalLong.empty();

  /** The last loss; empty in the first epoch. */
  private Optional<Loss> loss = Optional.empty();

  /** A loss, and what is left after it. */
  private record Loss(Lost lost, long noticedNanos, Stocktaking stock) {}

  private Survival(
      ActorContext<Command> context, Undertaking undertaking, List<ActorRef<Host.Command>> hosts, Surviving surviving) {
    this.context = context;
    this.undertaking = undertaking;
    this.hosts = new ArrayList<>(hosts);
    this.surviving = surviving;
    this.custody = Custody.of(surviving.plan(), hosts.size(), undertaking.kept().map(Kept::origin));
    this.firstRound = undertaking.kept().map(Kept::round).orElse(Stage.FROM_THE_FIRST);
    this.resumeRound = firstRound;
    perform();
  }

  /**
   * @param hosts in the order of their numbers
   */
  static Behavior<Command> create(Undertaking undertaking, List<ActorRef<Host.Command>> hosts, Surviving surviving) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Order.TICK, TICK);
                  return new Survival(context, undertaking, hosts, surviving).running();
                }));
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Lost.class, this::onLost)
        .onMessage(Began.class, this::onBegan)
        .onMessage(Marked.class, this::onMarked)
        .onMessage(Stock.class, this::onStock)
        .onMessage(Order.class, _ -> onTick())
        .onSignal(ChildFailed.class, this::onChildFailed)
        .onSignal(Terminated.class, this::onTerminated)
        .build();
  }

  private boolean isPerforming() {
    return conductor.isPresent();
  }

  private Behavior<Command> perform() {
    List<Long> marks = surviving.marks().stream().filter(mark -> mark > markedRound).toList();
    Stage stage = new Stage(epoch, resumeRound, elapsedNanos(), custody, marks);
    ActorRef<Conductor.Command> next =
        context.spawnAnonymous(Conductor.create(undertaking, List.copyOf(hosts), stage, context.getSelf()));
    context.watch(next);
    conductor = Optional.of(next);
    return Behaviors.same();
  }

  /** How long it has taken, in this process and in those that were interrupted. */
  private long elapsedNanos() {
    long here = beganNanos.isPresent() ? System.nanoTime() - beganNanos.getAsLong() : 0;
    return undertaking.kept().map(Kept::elapsedNanos).orElse(0L) + here;
  }

  private Behavior<Command> onLost(Lost lost) {
    int member = hosts.indexOf(lost.host());
    if (member < 0 || undertaking.result().isDone()) {
      return Behaviors.same();
    }
    Deal before = undertaking.deal(hosts.size());
    boolean spare = isPerforming() && member >= before.nodes();
    hosts.remove(member);
    if (spare) {
      return Behaviors.same();
    }
    if (!custody.twice() || hosts.isEmpty()) {
      int first = before.firstPartition(member);
      int end = before.firstPartition(member + 1);
      String gone = "partitions " + first + " to " + (end - 1) + " of " + before.partitions() + " were lost with it";
      return fails(lost, end - first, gone);
    }
    context.getLog().warn("{}; the others go on in epoch {}", lost.reason(), epoch + 1);
    undertaking.assignment().board().nodes().is(lost.host().path().name(), NodeBoard.State.LOST);
    conductor.ifPresent(context::stop);
    conductor = Optional.empty();
    epoch++;
    Stocktaking stock = new Stocktaking(epoch, hosts, undertaking.deal(hosts.size()), context.getSelf());
    loss = Optional.of(new Loss(lost, System.nanoTime(), stock));
    stock.ask();
    return Behaviors.same();
  }

  private Behavior<Command> onTick() {
    if (!isPerforming()) {
      loss.orElseThrow().stock().ask();
    }
    return Behaviors.same();
  }

  private Behavior<Command> onStock(Stock told) {
    if (isPerforming()) {
      return Behaviors.same();
    }
    Stocktaking stock = loss.orElseThrow().stock();
    return switch (stock.add(told)) {
      case LACKING -> Behaviors.same();
      case TAKEN -> stockTaken(stock);
      case COPIED -> perform();
    };
  }

  private Behavior<Command> stockTaken(Stocktaking stock) {
    Holdings holdings = stock.holdings();
    Optional<Long> newest = holdings.newest();
    if (newest.isEmpty() && holdings.heldTwice() > firstRound) {
      List<Integer> missing = holdings.missing(holdings.heldTwice());
      String partitions = missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
      return fails(
          loss.orElseThrow().lost(),
          missing.size(),
          "no node that is left holds partitions " + partitions + " of " + undertaking.assignment().partitions());
    }
    resumeRound = newest.orElse(firstRound);
    return newest.isEmpty() || stock.copy(resumeRound) ? perform() : Behaviors.same();
  }

  private Behavior<Command> onBegan(Began began) {
    if (beganNanos.isEmpty()) {
      beganNanos = OptionalLong.of(System.nanoTime());
    }
    if (began.epoch() == 1) {
      surviving.told().accept(new Happening.Began(firstRound, undertaking.kept().map(Kept::passedOver).orElse(List.of())));
    } else if (began.epoch() == epoch) {
      surviving.told().accept(survived(loss.orElseThrow()));
    }
    return Behaviors.same();
  }

  private Happening.Survived survived(Loss made) {
    return new Happening.Survived(
        made.lost().host().path().name(),
        made.lost().host().path().address().toString(),
        made.lost().reason(),
        epoch,
        resumeRound,
        made.stock().holdings().reached() - Math.max(0, resumeRound),
        made.noticedNanos(),
        System.nanoTime());
  }

  private Behavior<Command> onMarked(Marked marked) {
    if (marked.round() > markedRound) {
      markedRound = marked.round();
      surviving.told().accept(new Happening.Reached(marked.round()));
    }
    return Behaviors.same();
  }

  private Behavior<Command> fails(Lost lost, int partitions, String consequence) {
    conductor.ifPresent(context::stop);
    undertaking.result().completeExceptionally(new LostPartitions(partitions, lost.reason(), consequence));
    return Behaviors.stopped();
  }

  private Behavior<Command> onChildFailed(ChildFailed child) {
    if (isConductor(child)) {
      undertaking.result().completeExceptionally(new EngineFailure("the conductor broke: " + child.getCause(), child.getCause()));
    }
    return onTerminated(child);
  }

  private Behavior<Command> onTerminated(Terminated child) {
    return isConductor(child) || undertaking.result().isDone() ? Behaviors.stopped() : Behaviors.same();
  }

  private boolean isConductor(Terminated child) {
    return conductor.filter(performing -> performing.path().equals(child.getRef().path())).isPresent();
  }
}
