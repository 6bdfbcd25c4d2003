package lockstep.engine.event;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.engine.ModelFailure;

/**
 * The partitions of a run that one node has, or all of them: neighbours by number. Immutable but for its partitions; its methods that
 * look at those are called while nobody uses them.
 */
public final class EventShare {

  /** Events of a parcel take so many words at the most. */
  public static final int MOST_PARCEL_WORDS = 20_000;

  private final EventAssignment assignment;
  private final Placement placement;
  private final Windows windows;
  private final int first;
  private final List<Partition> partitions;
  private final long lastWindow;

  /**
   * Deals the entities of an assignment to partitions, and makes some of these.
   *
   * @param first the number of the first one
   * @param end the number after that of the last one
   * @throws ModelFailure when the model throws while entities are dealt
   */
  public EventShare(EventAssignment assignment, int first, int end) {
    if (first < 0 || end < first || end > assignment.partitions()) {
      throw new IllegalArgumentException(
          "a share of " + assignment.partitions() + " partitions must be within them, got [" + first + ", " + end + ")");
    }
    this.assignment = assignment;
    this.windows = new Windows(assignment.model().lookahead());
    this.placement =
        Placement.of(assignment.model(), assignment.partitions(), assignment.partitioning(), assignment.seed());
    this.first = first;
    this.partitions =
        IntStream.range(first, end).mapToObj(number -> new Partition(assignment, placement, windows, number)).toList();
    this.lastWindow = windows.of(assignment.horizon().end() - 1);
    assignment.board().tells(this::places);
  }

  private List<String> places() {
    return partitions.stream().map(Partition::position).filter(position -> !position.isEmpty()).toList();
  }

  /** Its partitions, by number. None has started. */
  public List<Partition> partitions() {
    return partitions;
  }

  Placement placement() {
    return placement;
  }

  EventAssignment assignment() {
    return assignment;
  }

  /**
   * Whether another window is to be handled.
   *
   * @param window the least {@link Partition#bound} of all partitions of the run
   * @param events how many events all partitions of the run have handled
   */
  public boolean goesOn(long window, long events) {
    return window <= lastWindow && window != Windows.NONE && events < assignment.horizon().events();
  }

  /** The least bound of its partitions. */
  public long bound() {
    return partitions.stream().mapToLong(Partition::bound).min().orElse(Windows.NONE);
  }

  /** The window that its partitions, one at least, have handled last; negative if there was none. */
  public long window() {
    return partitions.getFirst().window();
  }

  /** How many events its partitions have handled. */
  public long events() {
    return partitions.stream().mapToLong(Partition::events).sum();
  }

  /** The time of the last event that its partitions have handled; 0 if there was none. */
  public long lastTime() {
    return partitions.stream().mapToLong(Partition::lastTime).max().orElse(0);
  }

  /**
   * At which time the run ends: at the horizon, at the end of the window with which there were enough events, or at the last event.
   *
   * @param window the one that was handled last; negative if none was
   * @param events how many events all partitions of the run have handled
   * @param lastTime the time of the last event that any of them handled
   */
  public long end(long window, long events, long lastTime) {
    Horizon horizon = assignment.horizon();
    if (events >= horizon.events()) {
      return Math.min(horizon.end(), windows.begin(window + 1));
    }
    return horizon.end() != Horizon.ENDLESS ? horizon.end() : lastTime;
  }

  /** Tells the entities of its partitions that the run is over. */
  public void finish(long end) {
    partitions.forEach(partition -> partition.finish(end));
  }

  /**
   * What its partitions sent in their last round to those of another node, in parcels of at most {@link #MOST_PARCEL_WORDS}.
   *
   * @param from the number of that node's first partition
   * @param to the number after that of its last one
   * @return one or more; only the first can be empty
   */
  public List<Parcel> parcels(int from, int to) {
    int stride = Bucket.PAYLOAD + assignment.model().payload();
    ParcelMaker maker = new ParcelMaker(MOST_PARCEL_WORDS, stride, sentWords(from, to));
    for (int receiver = from; receiver < to; receiver++) {
      for (Partition sender : partitions) {
        maker.add(receiver, sender.batch(receiver));
      }
    }
    return maker.parcels();
  }

  /** How many events a parcel of its has. */
  public long events(Parcel parcel) {
    return parcel.words().length / (Bucket.PAYLOAD + assignment.model().payload());
  }

  private long sentWords(int from, int to) {
    long words = 0;
    for (int receiver = from; receiver < to; receiver++) {
      for (Partition sender : partitions) {
        words += sender.batch(receiver).events().used();
      }
    }
    return words;
  }

  /**
   * Whether a parcel is one that partitions of this share can accept: what comes from outside may be anything.
   *
   * @param bound that the sender told with it: none of the events is in an earlier window
   * @throws IllegalArgumentException when it is not
   */
  public void check(Parcel parcel, long bound) {
    int stride = Bucket.PAYLOAD + assignment.model().payload();
    int size = parcel.size();
    long[] words = parcel.words();
    require(parcel.ends().length == size && (size == 0 ? 0 : parcel.ends()[size - 1]) == words.length, "its parts are not its whole");
    for (int n = 0; n < size; n++) {
      int partition = parcel.partitions()[n];
      int begin = parcel.begin(n);
      int end = parcel.ends()[n];
      require(partition >= first && partition - first < partitions.size(), "partition " + partition + " is not here");
      require(n == 0 || parcel.partitions()[n - 1] < partition, "its partitions are not in order");
      require(begin < end && (end - begin) % stride == 0, "it has parts of events");
      for (int at = begin; at < end; at += stride) {
        check(words, at, partition, bound);
      }
    }
  }

  private void check(long[] words, int at, int partition, long bound) {
    int position = Bucket.position(words[at + Bucket.ROUTE]);
    int sender = Bucket.sender(words[at + Bucket.ROUTE]);
    long time = words[at + Bucket.TIME];
    if (position < placement.first(partition)
        || position >= placement.first(partition + 1)
        || sender < 0
        || sender >= placement.entities()
        || time < 0
        || windows.of(time) < bound) {
      throw new IllegalArgumentException(
          "no event of partition " + partition + " from window " + bound + " on has time " + time + ", sender " + sender
              + " and position " + position);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
