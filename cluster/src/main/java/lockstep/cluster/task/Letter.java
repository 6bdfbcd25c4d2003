package lockstep.cluster.task;

import lockstep.cluster.wire.Wire;

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
      case ToOwner(var command) -> FEW + words(command);
      case ToOwnerOfAll(ReservationOwner.GiveBack back) -> FEW + back.puts().size() + words(back.grants());
      case ToOwnerOfAll(ReservationOwner.Reserve reserve) -> FEW + FEW * reserve.needs();
      case ToOwnerOfAll(ReservationOwner.Surrender _) -> FEW;
      case ToWorker(_, var command) -> FEW + words(command);
      case ToArrivals _ -> FEW;
    };
  }

  /** A message without state. */
  int FEW = 4;

  /** The longest that the wire carries beside a batch that is all but full. */
  int MOST = Wire.MOST_BYTES / Long.BYTES - Line.FULL_WORDS - 2 * FEW;

  /** Whether the wire cannot carry it: only a probe grows without bounds, by what it has seen. */
  default boolean isTooLong() {
    return switch (this) {
      case ToOwner(Probe _), ToWorker(_, Probe _) -> words() > MOST;
      case ToOwner _, ToOwnerOfAll _, ToWorker _, ToArrivals _ -> false;
    };
  }

  private static int words(ResourceOwner.Command command) {
    return switch (command) {
      case Grant grant -> grant.cells().length;
      case ResourceOwner.Returned returned -> returned.grant().cells().length;
      case Probe probe -> ProbeForms.words(probe);
      default -> 0;
    };
  }

  private static int words(TaskWorker.Command command) {
    return switch (command) {
      case TaskWorker.Timed timed -> words(timed.answer());
      case TaskWorker.Reserved reserved -> words(reserved.grants());
      case Grant grant -> grant.cells().length;
      case Probe probe -> ProbeForms.words(probe);
      default -> 0;
    };
  }

  private static int words(Iterable<Grant> grants) {
    int words = 0;
    for (Grant grant : grants) {
      words += FEW + grant.cells().length;
    }
    return words;
  }
}
