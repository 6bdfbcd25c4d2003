package lockstep.cluster.task;

/** A message to a worker or an owner on another node. */
sealed interface Letter {

  /** To the owner of the resource that the message names, or to the gate. */
  record ToOwner(ResourceOwner.Command command) implements Letter {}

  /** To the owner of all. */
  record ToOwnerOfAll(ReservationOwner.Command command) implements Letter {}

  /** To a worker. */
  record ToWorker(int worker, TaskWorker.Command command) implements Letter {}

  /** To who hands out tasks as they arrive: a worker is free. */
  record ToArrivals(int worker) implements Letter {}

  /** How long it is on the wire, in words: never less than it will be. */
  default int words() {
    return switch (this) {
      case ToOwner(var command) -> FEW + (command instanceof Grant grant ? grant.cells().length : 0);
      case ToOwnerOfAll(ReservationOwner.GiveBack back) -> FEW + back.puts().size() + words(back.grants());
      case ToOwnerOfAll(ReservationOwner.Reserve reserve) -> FEW + FEW * reserve.needs();
      case ToOwnerOfAll(ReservationOwner.Surrender _) -> FEW;
      case ToWorker(_, var command) -> FEW + words(command);
      case ToArrivals _ -> FEW;
    };
  }

  /** A message without state. */
  int FEW = 4;

  private static int words(TaskWorker.Command command) {
    if (command instanceof TaskWorker.Timed timed) {
      return words(timed.answer());
    }
    return command instanceof TaskWorker.Reserved reserved
        ? words(reserved.grants())
        : command instanceof Grant grant ? grant.cells().length : 0;
  }

  private static int words(Iterable<Grant> grants) {
    int words = 0;
    for (Grant grant : grants) {
      words += FEW + grant.cells().length;
    }
    return words;
  }
}
