package lockstep.cluster.task;

import java.util.List;
import lockstep.engine.Account;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What an owner answers to workers. Used by the owner's actor only.
 *
 * @param workers by number
 * @param account counts the messages
 */
record Replies(List<ActorRef<TaskWorker.Command>> workers, Account account) {

  /**
   * Answers a request.
   *
   * @param timed whether the request was of a sampled task
   */
  void answer(int worker, boolean timed, TaskWorker.Command answer) {
    account.sent();
    workers.get(worker).tell(timed ? new TaskWorker.Timed(answer, System.nanoTime()) : answer);
  }

  /** Passes on what concerns only who looks for deadlocks. */
  void pass(int worker, TaskWorker.Detection message) {
    account.probed();
    workers.get(worker).tell(message);
  }
}
