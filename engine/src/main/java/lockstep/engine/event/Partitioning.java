package lockstep.engine.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How entities are dealt to partitions. */
public enum Partitioning {
  /** Neighbouring ids together, in equal parts. */
  BLOCK,
  /** By a hash of the id: spreads hot entities, and cuts neighbours apart. */
  HASH,
  /** As the model says. */
  MODEL;

  /** The name in scenario files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The partitioning of that {@link #id}. */
  public static Optional<Partitioning> named(String id) {
    return Arrays.stream(values()).filter(partitioning -> partitioning.id().equals(id)).findFirst();
  }
}
