package lockstep.cluster.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import lockstep.engine.EngineFailure;
import lockstep.engine.NodeBoard;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;
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

  /** With fewer, nobody can tell the loss of one node from being cut off oneself. */
  private static final int LEAST_NODES = 3;

  private enum Phase {
    PERFORMING,
    TAKING_STOCK,
    COPYING
  }

  private final ActorContext<Command> context;
  private final EventAssignment assignment;
  private final Recipe recipe;
  private final Surviving surviving;
  private final CompletableFuture<EventOutcome> result;
  private final List<ActorRef<Host.Command>> hosts;
  private final Map<Integer, ActorRef<Vault.Command>> vaults = new HashMap<>();
  private final Set<Integer> awaited = new TreeSet<>();
  private Phase phase = Phase.PERFORMING;
  private Optional<ActorRef<Conductor.Command>> conductor = Optional.empty();
  private long epoch = 1;
  private long markedRound = -1;
  private Holdings holdings;
  private long resumeRound = Stage.FROM_THE_FIRST;
  private Optional<Lost> lost = Optional.empty();
  private long noticedNanos;
  private OptionalLong beganNanos = OptionalLong.empty();

  private Survival(
      ActorContext<Command> context,
      EventAssignment assignment,
      Recipe recipe,
      List<ActorRef<Host.Command>> hosts,
      Surviving surviving,
      CompletableFuture<EventOutcome> result) {
    this.context = context;
    this.assignment = assignment;
    this.recipe = recipe;
    this.hosts = new ArrayList<>(hosts);
    this.surviving = hosts.size() < LEAST_NODES ? new Surviving(SnapshotPlan.NEVER, surviving.marks(), surviving.told()) : surviving;
    this.result = result;
    this.holdings = new Holdings(assignment.partitions());
    perform();
  }

  /**
   * @param recipe of the assignment's model
   * @param hosts in the order of their numbers
   * @param result is completed when all is done, or cannot be
   */
  static Behavior<Command> create(
      EventAssignment assignment,
      Recipe recipe,
      List<ActorRef<Host.Command>> hosts,
      Surviving surviving,
      CompletableFuture<EventOutcome> result) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Order.TICK, TICK);
                  return new Survival(context, assignment, recipe, hosts, surviving, result).running();
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

  private Deal deal() {
    return Deal.of(hosts.size(), assignment.partitions(), assignment.workers());
  }

  private void perform() {
    phase = Phase.PERFORMING;
    List<Long> marks = surviving.marks().stream().filter(mark -> mark > markedRound).toList();
    Stage stage = new Stage(epoch, resumeRound, surviving.plan(), marks);
    ActorRef<Conductor.Command> next =
        context.spawnAnonymous(Conductor.create(assignment, recipe, hosts, stage, context.getSelf(), beganNanos, result));
    context.watch(next);
    conductor = Optional.of(next);
  }

  private Behavior<Command> onLost(Lost loss) {
    int member = hosts.indexOf(loss.host());
    if (member < 0 || result.isDone()) {
      return Behaviors.same();
    }
    boolean spare = phase == Phase.PERFORMING && member >= deal().nodes();
    Deal before = deal();
    hosts.remove(member);
    if (spare) {
      return Behaviors.same();
    }
    if (!surviving.plan().keeps() || hosts.isEmpty()) {
      int first = before.firstPartition(member);
      int end = before.firstPartition(member + 1);
      String gone = "partitions " + first + " to " + (end - 1) + " of " + before.partitions() + " were lost with it";
      return fails(loss, end - first, gone);
    }
    context.getLog().warn("{}; the others go on in epoch {}", loss.reason(), epoch + 1);
    assignment.board().nodes().is(loss.host().path().name(), NodeBoard.State.LOST);
    lost = Optional.of(loss);
    noticedNanos = System.nanoTime();
    conductor.ifPresent(context::stop);
    conductor = Optional.empty();
    epoch++;
    phase = Phase.TAKING_STOCK;
    holdings = new Holdings(assignment.partitions());
    vaults.clear();
    awaited.clear();
    for (int left = 0; left < hosts.size(); left++) {
      awaited.add(left);
    }
    return onTick();
  }

  /** Asks again for what has not been answered. */
  private Behavior<Command> onTick() {
    if (phase != Phase.PERFORMING) {
      awaited.forEach(member -> hosts.get(member).tell(new Host.TakeStock(epoch, member, context.getSelf())));
    }
    if (phase == Phase.COPYING) {
      awaited.forEach(this::haveCopied);
    }
    return Behaviors.same();
  }

  private void haveCopied(int member) {
    ActorRef<Vault.Command> to = vaults.get(member);
    for (int partition : holdings.lacking(member, resumeRound, deal())) {
      ActorRef<Vault.Command> holder = vaults.get(holdings.holder(resumeRound, partition).orElseThrow());
      if (holder != null && to != null) {
        holder.tell(new Vault.Copy(epoch, resumeRound, partition, to));
      }
    }
  }

  private Behavior<Command> onStock(Stock stock) {
    if (stock.epoch() != epoch || stock.member() < 0 || stock.member() >= hosts.size() || phase == Phase.PERFORMING) {
      return Behaviors.same();
    }
    vaults.put(stock.member(), stock.vault());
    holdings.add(stock);
    if (phase == Phase.TAKING_STOCK) {
      awaited.remove(stock.member());
      return awaited.isEmpty() ? stockTaken() : Behaviors.same();
    }
    if (holdings.lacking(stock.member(), resumeRound, deal()).isEmpty() && awaited.remove(stock.member()) && awaited.isEmpty()) {
      perform();
    }
    return Behaviors.same();
  }

  private Behavior<Command> stockTaken() {
    Optional<Long> newest = holdings.newest();
    if (newest.isEmpty() && holdings.heldTwice() >= 0) {
      List<Integer> missing = holdings.missing(holdings.heldTwice());
      return fails(
          lost.orElseThrow(),
          missing.size(),
          "no node that is left holds partitions "
              + missing.stream().map(String::valueOf).collect(Collectors.joining(", "))
              + " of " + assignment.partitions());
    }
    resumeRound = newest.orElse(Stage.FROM_THE_FIRST);
    phase = Phase.COPYING;
    for (int member = 0; newest.isPresent() && member < deal().nodes(); member++) {
      if (!holdings.lacking(member, resumeRound, deal()).isEmpty()) {
        awaited.add(member);
      }
    }
    if (awaited.isEmpty()) {
      perform();
    } else {
      awaited.forEach(this::haveCopied);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onBegan(Began began) {
    if (beganNanos.isEmpty()) {
      beganNanos = OptionalLong.of(System.nanoTime());
    }
    if (began.epoch() == 1) {
      surviving.told().accept(new Happening.Began());
    } else if (began.epoch() == epoch) {
      Lost loss = lost.orElseThrow();
      surviving
          .told()
          .accept(
              new Happening.Survived(
                  loss.host().path().name(),
                  loss.host().path().address().toString(),
                  loss.reason(),
                  epoch,
                  resumeRound,
                  holdings.reached() - Math.max(0, resumeRound),
                  noticedNanos,
                  System.nanoTime()));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onMarked(Marked marked) {
    if (marked.round() > markedRound) {
      markedRound = marked.round();
      surviving.told().accept(new Happening.Reached(marked.round()));
    }
    return Behaviors.same();
  }

  private Behavior<Command> fails(Lost loss, int partitions, String consequence) {
    conductor.ifPresent(context::stop);
    result.completeExceptionally(new LostPartitions(partitions, loss.reason(), consequence));
    return Behaviors.stopped();
  }

  private Behavior<Command> onChildFailed(ChildFailed child) {
    if (conductor.filter(current -> current.path().equals(child.getRef().path())).isPresent()) {
      result.completeExceptionally(new EngineFailure("the conductor broke: " + child.getCause(), child.getCause()));
    }
    return onTerminated(child);
  }

  private Behavior<Command> onTerminated(Terminated child) {
    boolean current = conductor.filter(performing -> performing.path().equals(child.getRef().path())).isPresent();
    return current || result.isDone() ? Behaviors.stopped() : Behaviors.same();
  }
}
