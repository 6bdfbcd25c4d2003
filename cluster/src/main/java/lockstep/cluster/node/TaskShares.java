package lockstep.cluster.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lockstep.cluster.task.TaskConductor;
import lockstep.cluster.task.TaskReport;
import lockstep.cluster.task.TaskShare;
import lockstep.cluster.wire.Wire;
import lockstep.simulation.EventModel;
import lockstep.simulation.Model;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** The shares of assignments of tasks that a host has opened. Used by the host's actor only. */
final class TaskShares {

  private final ActorContext<Host.Command> context;
  private final Supplier<Wire.Traffic> wire;

  /** The share that each conductor has here. */
  private final Map<ActorRef<TaskConductor.Command>, Opened> shares = new HashMap<>();

  private record Opened(int node, ActorRef<TaskShare.Command> share) {}

  /**
   * @param wire what the node has sent and received so far; called by any thread
   */
  TaskShares(ActorContext<Host.Command> context, Supplier<Wire.Traffic> wire) {
    this.context = context;
    this.wire = wire;
  }

  /**
   * Opens one, or has one that is open say so again.
   *
   * @param model builds the model; null when its recipe is not known
   */
  void open(Host.OpenTasks open, Supplier<@Nullable Model> model) {
    Opened before = shares.get(open.conductor());
    if (before != null) {
      before.share().tell(TaskShare.Order.HELLO);
      return;
    }
    int node = open.order().node();
    try {
      Model built = model.get();
      if (built == null) {
        open.conductor().tell(new TaskReport.Lacking(node));
        return;
      }
      ActorRef<TaskShare.Command> share =
          context.spawnAnonymous(TaskShare.create(open.order(), tasks(built), open.conductor(), wire));
      context.watch(share);
      shares.put(open.conductor(), new Opened(node, share));
    } catch (RuntimeException | LinkageError e) {
      open.conductor().tell(TaskReport.Refused.of(node, String.valueOf(e.getMessage())));
    }
  }

  private static TaskModel tasks(Model model) {
    return switch (model) {
      case TaskModel tasks -> tasks;
      case EventModel _ -> throw new IllegalArgumentException("the model has events, not tasks");
    };
  }

  /** A share has ended, or broken, which its conductor is told. */
  void ended(Terminated child) {
    Optional<Map.Entry<ActorRef<TaskConductor.Command>, Opened>> gone =
        shares.entrySet().stream().filter(entry -> entry.getValue().share().path().equals(child.getRef().path())).findFirst();
    gone.ifPresent(
        entry -> {
          shares.remove(entry.getKey());
          if (child instanceof ChildFailed failed) {
            entry.getKey().tell(TaskReport.failed(entry.getValue().node(), failed.getCause()));
          }
        });
  }
}
