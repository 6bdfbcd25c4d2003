package lockstep.cluster.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
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

    int size() {
      return end - first;
    }
  }

  /**
   * A snapshot of a partition of this node, to be held here and by its buddy, if it has one, and to be written to the disk if the share
   * wants that.
   *
   * @param elapsedNanos how long the assignment had taken
   */
  record Keep(long epoch, Snapshot snapshot, long elapsedNanos, Optional<ActorRef<Command>> buddy) implements Command {}

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
  private final Optional<ActorRef<Archive.Command>> archive;
  private long epoch;
  private Optional<Attend> attended = Optional.empty();

  /** As what it is known to whoever takes stock, while that goes on. */
  private Optional<Integer> member = Optional.empty();

  private long fenced;

  private Vault(
      ActorContext<Command> context, ActorRef<Survival.Command> survival, AtomicLong reached, Optional<SnapshotFiles> files) {
    this.context = context;
    this.survival = survival;
    this.reached = reached;
    this.transfers = new Transfers(context.getSelf());
    this.archive = files.map(where -> context.spawn(Archive.create(where), "archive", DispatcherSelector.blocking()));
    context.watch(survival);
  }

  /**
   * @param survival of the assignment
   * @param reached the last round that a share of this node has begun
   * @param files where shares may want snapshots to be written; empty when this node has no such place
   */
  static Behavior<Command> create(ActorRef<Survival.Command> survival, AtomicLong reached, Optional<SnapshotFiles> files) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Order.TICK, TICK);
                  return new Vault(context, survival, reached, files).running();
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
    attended = Optional.empty();
  }

  private void attend(Attend attend) {
    Stage stage = attend.stage();
    if (stage.epoch() < epoch) {
      fenced++;
      return;
    }
    begin(stage.epoch());
    member = Optional.empty();
    attended = Optional.of(attend);
    holding.forgetAfter(stage.round());
    if (stage.custody().disk().isPresent() && archive.isEmpty()) {
      attend.share().tell(new ShareActor.Unkept("it was given no folder for what is to be on disk"));
    } else if (stage.resumes()) {
      give(attend);
    }
  }

  /** Gives a share what it goes on from: what is held here, which is then written to the disk, or what is there. */
  private void give(Attend attend) {
    Stage stage = attend.stage();
    List<Snapshot> held =
        IntStream.range(attend.partitions().first(), attend.partitions().end())
            .mapToObj(partition -> holding.get(stage.round(), partition))
            .flatMap(Optional::stream)
            .toList();
    Optional<Origin> disk = stage.custody().disk();
    if (held.size() < attend.partitions().size() && disk.isPresent()) {
      archive.orElseThrow().tell(new Archive.Give(stage.round(), attend.partitions(), disk.get(), attend.share()));
    } else {
      attend.share().tell(new ShareActor.Given(held.stream().map(Snapshot::words).toList()));
      held.forEach(snapshot -> write(snapshot, stage.elapsedNanos()));
    }
  }

  private void keep(Keep keep) {
    if (isCurrent(keep.epoch())) {
      keep.buddy()
          .ifPresent(
              buddy -> {
                holding.add(keep.snapshot());
                transfers.add(epoch, keep.snapshot(), buddy);
              });
      write(keep.snapshot(), keep.elapsedNanos());
    }
  }

  /** Has a snapshot written to the disk, if the share wants that. */
  private void write(Snapshot snapshot, long elapsedNanos) {
    attended.ifPresent(
        attend ->
            attend.stage().custody().disk()
                .ifPresent(
                    origin ->
                        archive.orElseThrow().tell(new Archive.Write(new SnapshotFile(origin, snapshot, elapsedNanos), attend.share()))));
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
      attended.ifPresent(attend -> attend.share().tell(new ShareActor.Replicated(got.round())));
    }
  }
}
