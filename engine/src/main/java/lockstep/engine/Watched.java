package lockstep.engine;

import java.util.Optional;

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

  /** What finds workers that wait for each other for ever; empty when they cannot come to that, or see to it themselves. */
  Optional<CircleSearch> circles();

  /** How often to look for them. */
  long detectionNanos();
}
