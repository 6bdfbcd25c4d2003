package lockstep.engine;

/** Work that a {@link Watch} looks at while somebody performs it. */
public interface Watched {

  /** Where the work says how far it is. */
  Board board();

  /** How it is ended early. */
  Cancellation cancellation();

  /** Ends it early. */
  default void cancel() {
    cancellation().request();
  }

  /** What its workers are doing; asked when they do not get on. */
  Standstill standstill();
}
