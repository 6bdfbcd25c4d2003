package lockstep.cluster.node;

import java.time.Duration;
import java.util.List;
import lockstep.cluster.wire.Wire;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One assignment on the nodes, or what is left of it from a stage on, as nodes know it: what it is told, and until when it lives. What it
 * does is in {@link Conducting}.
 */
final class Conductor {

  /** What it is told. Those that come from other nodes have forms in {@link NodeForms}. */
  sealed interface Command permits Reply, Order {}

  /** What comes from a node, of which it says the number. */
  sealed interface Reply extends Command permits Opened, Lacking, Refused, Failed, Progress, Reached, Stopped, Finished, ImagePart {
    int node();
  }

  /** A share is open, on a node with a vault. */
  record Opened(int node, ActorRef<ShareActor.Command> share, ActorRef<Vault.Command> vault) implements Reply {}

  /** A host does not know the recipe of the model. */
  record Lacking(int node) implements Reply {}

  /** A host cannot open a share. */
  record Refused(int node, String reason) implements Reply {

    static Refused of(int node, String reason) {
      return new Refused(node, shortened(reason, LONGEST_REASON));
    }
  }

  /** A share could not do its part; it has all others stop after this round. */
  record Failed(int node, boolean byModel, String reason) implements Reply {

    static Failed of(int node, boolean byModel, String reason) {
      return new Failed(node, byModel, shortened(reason, LONGEST_REASON));
    }
  }

  /**
   * How far a share is.
   *
   * @param events how many it has handled
   * @param places where in the model's code its partitions are
   */
  record Progress(int node, long events, List<String> places) implements Reply {

    private static final int MOST_PLACES = 3;
    private static final int LONGEST_PLACE = 200;

    Progress {
      places = List.copyOf(places);
    }

    /** With as many places as are useful to people. */
    static Progress of(int node, long events, List<String> places) {
      return new Progress(
          node,
          events,
          places.stream()
              .limit(MOST_PLACES)
              .map(place -> shortened(place, LONGEST_PLACE))
              .toList());
    }
  }

  /** A round that is marked has begun. */
  record Reached(int node, long round) implements Reply {}

  /**
   * A share has stopped, as all others do after the same round.
   *
   * @param done whether it went as far as the horizon
   * @param window the last one that was handled; negative if none was
   * @param rounds how many windows were handled
   * @param events how many all nodes have handled
   * @param lastTime of the last event that this node has handled
   * @param crossed how many events this node has sent to others
   * @param traffic of this node since it began
   */
  record Stopped(
      int node, boolean done, long window, long rounds, long events, long lastTime, long elapsedNanos, long crossed, Wire.Traffic traffic)
      implements Reply {}

  /** The entities of a share know that the run is over. */
  record Finished(int node) implements Reply {}

  /** A part of the image of a partition: {@code 0 .. parts - 1}. */
  record ImagePart(int node, int partition, int part, int parts, Words words) implements Reply {}

  /** Words, for the wire; whoever makes it or reads it does not write them any more. */
  static final class Words {

    private final long[] array;

    Words(long[] array) {
      this.array = array;
    }

    long[] array() {
      return array;
    }
  }

  /** What needs no more words. */
  enum Order implements Command {
    /** End the assignment early. */
    CANCEL,
    /** Time has passed. Comes from itself. */
    TICK
  }

  /** After how long it tells again what was not answered. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final int LONGEST_REASON = 10_000;

  private static String shortened(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }

  private Conductor() {}

  /**
   * @param hosts in the order of their numbers
   * @param stage from which on it is performed
   * @param survival is told when it begins and when a node is lost
   */
  static Behavior<Command> create(
      Undertaking undertaking, List<ActorRef<Host.Command>> hosts, Stage stage, ActorRef<Survival.Command> survival) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Order.TICK, TICK);
                  ActorRef<Command> self = context.getSelf();
                  undertaking.assignment().cancellation().onRequest(() -> self.tell(Order.CANCEL));
                  return running(new Conducting(context, undertaking, hosts, stage, survival));
                }));
  }

  private static Behavior<Command> running(Conducting conducting) {
    return Behaviors.receive(Command.class)
        .onMessage(Command.class, command -> onCommand(conducting, command))
        .onSignal(
            Terminated.class,
            gone -> {
              conducting.lose(gone.getRef());
              return Behaviors.same();
            })
        .build();
  }

  private static Behavior<Command> onCommand(Conducting conducting, Command command) {
    switch (command) {
      case Reply reply -> conducting.reply(reply);
      case Order.CANCEL -> conducting.cancel();
      case Order.TICK -> conducting.askAgain();
    }
    return conducting.isOver() ? Behaviors.stopped() : Behaviors.same();
  }
}
