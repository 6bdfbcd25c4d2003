package lockstep.cluster.task;

import lockstep.engine.ModelFailure;
import org.apache.pekko.actor.typed.ActorRef;

/** What nodes tell the conductor of an assignment of tasks; each says its number. */
public sealed interface TaskReport extends TaskConductor.Command {

  /** The number of the node, from 0. */
  int node();

  /** A share is open. */
  record Opened(int node, ActorRef<TaskShare.Command> share, ActorRef<Gateway.Command> gateway) implements TaskReport {}

  /** A host does not know the recipe of the model. */
  record Lacking(int node) implements TaskReport {}

  /** A host cannot open a share. */
  record Refused(int node, String reason) implements TaskReport {

    /** With a reason that is not too long for the wire. */
    public static Refused of(int node, String reason) {
      return new Refused(node, shortened(reason));
    }
  }

  /** A share could not do its part. */
  record Failed(int node, boolean byModel, String reason) implements TaskReport {

    static Failed of(int node, boolean byModel, String reason) {
      return new Failed(node, byModel, shortened(reason));
    }
  }

  /**
   * What workers of a node are doing that were not told of yet, or do something else since.
   *
   * @param look which {@link TaskShare.Look} it answers, or {@link #UNASKED}
   * @param parts in how many messages that is answered
   * @param first of these workers
   * @param slots of {@link lockstep.engine.Board#slots}
   */
  record Doing(int node, int look, int parts, int first, Words slots) implements TaskReport {

    /** Of a look that nobody has asked for. */
    static final int UNASKED = 0;
  }

  /** All workers of a node have performed their tasks. */
  record Ended(int node) implements TaskReport {}

  /** And all that they gave back has arrived where it belongs. */
  record Drained(int node) implements TaskReport {}

  /** A part of what a share has come to: {@code 0 .. parts - 1}. */
  record Part(int node, int part, int parts, Words words) implements TaskReport {}

  /** What a host tells of a share that broke: the model's fault, or its own. */
  static Failed failed(int node, Throwable cause) {
    for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof ModelFailure failure) {
        return Failed.of(node, true, String.valueOf(failure.getMessage()));
      }
    }
    return Failed.of(node, false, String.valueOf(cause));
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_REASON));
  }

  /** Of a reason, in characters. */
  int LONGEST_REASON = 10_000;
}
