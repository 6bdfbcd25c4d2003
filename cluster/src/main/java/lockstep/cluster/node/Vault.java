package lockstep.cluster.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * What one node holds of an assignment for the case that a node is lost: the two newest snapshots of its own partitions and of another
 * node's. It outlives the shares of the assignment, and stops when the assignment is over. What comes from an epoch that is past is
 * dropped.
 */
final class Vault {

  /** What it is told. Those that come from other nodes have forms in {@link NodeForms}. */
  sealed interface Command permits Attend, Keep, TakeStock, Copy, Part, Got, Order {}

  /**
   * A share begins, with some partitions: it is given what is held of them if it goes on from that, and what is newer is forgotten.
   *
   * @param partitions the number of its first one, and the number after that of its last one
   */
  record Attend(Stage stage, Range partitions, ActorRef<ShareActor.Command> share) implements Command {}

  /** Neighbouring partitions: {@code first .. end - 1}. */
  record Range(int first, int end) {

    boolean has(int partition) {
      return partition >= first && partition < end;
    }
  }

  /** A snapshot of a partition of this node, to be held here and by its buddy. */
  record Keep(long epoch, Snapshot snapshot, ActorRef<Command> buddy) implements Command {}

  /** Tell what is held, in an epoch that begins, and later what comes to be held in it. Answered by {@link Survival.Stock}. */
  record TakeStock(long epoch, int member) implements Command {}

  /** Have another vault hold a snapshot, too. */
  record Copy(long epoch, long round, int partition, ActorRef<Command> to) implements Command {}

  /**
   * A part of a snapshot: {@code 0 .. parts - 1}. Answered by {@link Got}.
   *
   * @param before the round of the snapshot before
   * @param checksum of all parts together
   */
  record Part(
      long epoch,
      long round,
      long before,
      int partition,
      int part,
      int parts,
      long checksum,
      Conductor.Words words,
      ActorRef<Command> from)
      implements Command {}

  /**
   * So many parts of a snapshot have come.
   *
   * @param next the number of the part that is to come next
   */
  record Got(long epoch, long round, int partition, int next) implements Command {}

  /** What needs no more words. */
  enum Order implements Command {
    /** Time has passed. Comes from itself. */
    TICK
  }

  private static final Duration TICK = Duration.ofMillis(100);

  private final ActorContext<Command> context;
  private final ActorRef<Survival.Command> survival;

  /** The last round that a share of this node has begun: written by that, and read when stock is taken. */
  private final AtomicLong reached;

  private final Holding holding = new Holding();
  private final Transfers transfers;
  private long epoch;
  private Optional<ActorRef<ShareActor.Command>> share = Optional.empty();

  /** As what it is known to whoever takes stock, while that goes on. */
  private Optional<Integer> member = Optional.empty();

  private long fenced;

  private Vault(ActorContext<Command> context, ActorRef<Survival.Command> survival, AtomicLong reached) {
    this.context = context;
    this.survival = survival;
    this.reached = reached;
    this.transfers = new Transfers(context.getSelf());
    context.watch(survival);
  }

  /**
   * @param survival of the assignment
   * @param reached the last round that a share of this node has begun
   */
  static Behavior<Command> create(ActorRef<Survival.Command> survival, AtomicLong reached) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Order.TICK, TICK);
                  return new Vault(context, survival, reached).running();
                }));
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Command.class, this::onCommand)
        .onSignal(Terminated.class, _ -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onCommand(Command command) {
    switch (command) {
      case Attend attend -> attend(attend);
      case Keep keep -> keep(keep);
      case TakeStock take -> takeStock(take);
      case Copy copy -> copy(copy);
      case Part part -> part(part);
      case Got got -> got(got);
      case Order.TICK -> transfers.repeat();
    }
    return Behaviors.same();
  }

  /** Whether a message is of this epoch: what shares of an epoch that is past, or forgers, have to say is dropped and counted. */
  private boolean isCurrent(long told) {
    if (told == epoch) {
      return true;
    }
    fenced++;
    context.getLog().info("dropped a message of epoch {} in epoch {} (the {}th)", told, epoch, fenced);
    return false;
  }

  private void begin(long next) {
    epoch = next;
    transfers.clear();
    holding.forgetParts();
    share = Optional.empty();
  }

  private void attend(Attend attend) {
    Stage stage = attend.stage();
    if (stage.epoch() < epoch) {
      fenced++;
      return;
    }
    begin(stage.epoch());
    member = Optional.empty();
    share = Optional.of(attend.share());
    holding.forgetAfter(stage.round());
    if (stage.resumes()) {
      List<Optional<Snapshot>> held =
          IntStream.range(attend.partitions().first(), attend.partitions().end())
              .mapToObj(partition -> holding.get(stage.round(), partition))
              .toList();
      attend.share().tell(new ShareActor.Given(held.stream().flatMap(Optional::stream).map(Snapshot::words).toList()));
    }
  }

  private void keep(Keep keep) {
    if (isCurrent(keep.epoch())) {
      holding.add(keep.snapshot());
      transfers.add(epoch, keep.snapshot(), keep.buddy());
    }
  }

  private void takeStock(TakeStock take) {
    if (take.epoch() < epoch) {
      fenced++;
      return;
    }
    if (take.epoch() > epoch) {
      begin(take.epoch());
    }
    member = Optional.of(take.member());
    tellStock(take.member(), holding.all());
  }

  private void tellStock(int ofMember, List<Survival.Held> held) {
    survival.tell(new Survival.Stock(ofMember, epoch, context.getSelf(), holding.heldTwice(), reached.get(), held));
  }

  private void copy(Copy copy) {
    if (isCurrent(copy.epoch())) {
      holding.get(copy.round(), copy.partition()).ifPresent(snapshot -> transfers.add(epoch, snapshot, copy.to()));
    }
  }

  private void part(Part part) {
    if (!isCurrent(part.epoch())) {
      return;
    }
    boolean before = holding.get(part.round(), part.partition()).isPresent();
    int next = holding.add(part);
    part.from().tell(new Got(epoch, part.round(), part.partition(), next));
    if (!before && holding.get(part.round(), part.partition()).isPresent()) {
      member.ifPresent(known -> tellStock(known, new ArrayList<>(List.of(Survival.Held.of(part.round(), part.partition())))));
    }
  }

  private void got(Got got) {
    if (isCurrent(got.epoch()) && transfers.got(got)) {
      share.ifPresent(owner -> owner.tell(new ShareActor.Replicated(got.round())));
    }
  }
}
