package lockstep.engine.proof;

import java.util.List;
import java.util.Locale;

/**
 * What a proof says of one property.
 *
 * @param detail in a few words: of whom, how, or what was covered
 * @param story the steps to it, and for a cycle those around it; empty unless it is present
 * @param repeatsFrom where the part of the story begins that repeats for ever; as long as the story when nothing does
 */
public record Conclusion(Property property, Status status, String detail, List<Story.Line> story, int repeatsFrom) {

  /** What can go wrong. */
  public enum Property {
    /** Some workers can never make a step again, whatever the others do. */
    DEADLOCK,
    /** Workers make steps for ever, scheduled fairly, and no task ends. */
    LIVELOCK,
    /** One worker, scheduled fairly, never ends its task, while others end theirs for ever. */
    STARVATION;

    /** Its name. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it can go wrong. */
  public enum Status {
    /** It can: the story tells how. */
    PRESENT,
    /** It cannot. */
    ABSENT,
    /** Nothing follows from what was covered. */
    UNKNOWN;

    /** Its name. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Conclusion {
    story = List.copyOf(story);
  }

  static Conclusion without(Property property, Status status, String detail) {
    return new Conclusion(property, status, detail, List.of(), 0);
  }
}
