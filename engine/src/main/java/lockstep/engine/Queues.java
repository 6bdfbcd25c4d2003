package lockstep.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which order locks serve those who wait for them. Owners that are told by messages always serve first come, first served. */
public enum Queues {
  /** Whoever asks at the right moment gets a free lock, before those who wait: fewer switches between threads, no promise to anybody. */
  BARGING,
  /** First come, first served: nobody overtakes. */
  FAIR;

  /** The name in scenario files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The queues of that {@link #id}. */
  public static Optional<Queues> named(String id) {
    return Arrays.stream(values()).filter(queues -> queues.id().equals(id)).findFirst();
  }
}
