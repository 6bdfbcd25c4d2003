package lockstep.cluster.task;

import lockstep.engine.Account;

/**
 * What an owner answers to workers. Used by the owner's actor only.
 *
 * @param workers who asks
 * @param account counts the messages
 */
record Replies(Workers workers, Account account) {

  /**
   * Answers a request.
   *
   * @param timed whether the request was of a sampled task
   */
  void answer(int worker, boolean timed, TaskWorker.Command answer) {
    account.sent();
    workers.tell(worker, timed ? new TaskWorker.Timed(answer, System.nanoTime()) : answer);
  }

  /** Passes on what concerns only who looks for deadlocks. */
  void pass(int worker, TaskWorker.Detection message) {
    account.probed();
    workers.tell(worker, message);
  }
}
