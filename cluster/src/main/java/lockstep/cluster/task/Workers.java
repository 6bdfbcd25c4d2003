package lockstep.cluster.task;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** How owners reach workers, wherever these are. */
interface Workers {

  /** Tells a worker. */
  void tell(int worker, TaskWorker.Command command);

  /**
   * Workers of this JVM.
   *
   * @param workers by number
   */
  static Workers here(List<ActorRef<TaskWorker.Command>> workers) {
    return (worker, command) -> workers.get(worker).tell(command);
  }
}
