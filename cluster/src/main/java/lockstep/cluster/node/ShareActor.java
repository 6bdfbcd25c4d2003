package lockstep.cluster.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import lockstep.cluster.wire.Wire;
import lockstep.engine.event.Parcel;
import lockstep.simulation.EventModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One node's share of an assignment, as others know it: what it is told, and until when it lives. What it does is in {@link ShareTurns}.
 * Stops when it is closed, or when the conductor's node is gone.
 */
final class ShareActor {

  /** What it is told. Those that come from other nodes have forms in {@link NodeForms}. */
  sealed interface Command permits Begin, Exchange, Resend, Order, FinishAt, SendImage, Given, Replicated, Unkept, Done, Broken {}

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

  /** What its node holds of its partitions, by number, to go on from. Not to be written. */
  record Given(List<long[]> snapshots) implements Command {

    Given {
      snapshots = List.copyOf(snapshots);
    }
  }

  /** Another node, or the disk, holds what a partition had come to after a round. */
  record Replicated(long round) implements Command {}

  /** What partitions have come to cannot be written to the disk, or not be read from it. */
  record Unkept(String reason) implements Command {}

  /** A worker has done what it was told. */
  enum Done implements Command {
    WELL,
    CANCELLED
  }

  /** A worker could not do it. */
  record Broken(boolean byModel, String reason) implements Command {}

  /** A bound that has everybody stop. */
  static final long STOP = -1;

  /** How often it looks whether something is missing, and tells how far it is. */
  private static final Duration TICK = Duration.ofMillis(100);

  /**
   * What of its node outlives it.
   *
   * @param reached the last round that was begun
   * @param wire what the node has sent and received so far
   */
  record Place(ActorRef<Vault.Command> vault, AtomicLong reached, Supplier<Wire.Traffic> wire) {}

  private ShareActor() {}

  /**
   * @param conductor is told when it is open, how far it is, and when it has stopped
   */
  static Behavior<Command> create(ShareOrder order, EventModel model, ActorRef<Conductor.Command> conductor, Place place) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Order.TICK, TICK);
                  ShareTurns turns = new ShareTurns(context, order, model, conductor, place);
                  context.watch(conductor);
                  return running(turns);
                }));
  }

  private static Behavior<Command> running(ShareTurns turns) {
    return Behaviors.receive(Command.class)
        .onMessage(Command.class, command -> onCommand(turns, command))
        .onSignal(Terminated.class, _ -> Behaviors.stopped())
        .build();
  }

  private static Behavior<Command> onCommand(ShareTurns turns, Command command) {
    switch (command) {
      case Begin begin -> turns.begin(begin);
      case Exchange chunk -> turns.take(chunk);
      case Done done -> turns.done(done);
      case Broken broken -> turns.broken(broken);
      case Resend resend -> turns.sendAgain(resend);
      case Given given -> turns.give(given.snapshots());
      case Replicated replicated -> turns.replicated(replicated.round());
      case Unkept unkept -> turns.cannotKeep(unkept.reason());
      case FinishAt finish -> turns.finish(finish.end());
      case SendImage what -> turns.sendImage(what);
      case Order.CANCEL -> turns.cancel();
      case Order.TICK -> turns.tick();
      case Order.CLOSE -> {
        return Behaviors.stopped();
      }
    }
    return Behaviors.same();
  }
}
