package lockstep.engine.event;

import lockstep.simulation.Draw;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;

/**
 * The entity of a partition whose turn it is, and the event that it handles: one object for all of them, one after the other. Used by
 * the thread that has the partition.
 */
final class Turn implements Entity, Event {

  private static final int NOTHING = -1;

  private final Partition partition;
  private final EntityStore store;
  private final long[] array;
  private final int words;
  private final int entities;
  private final long lookahead;
  private final long warmUp;
  private final Tallies tallies;
  private final Draw draw = new Draw();

  private int id = NOTHING;
  private int base;
  private long now;
  private int sender;
  private int kind = NOTHING;
  private long a;
  private long b;
  private boolean finishing;

  Turn(Partition partition, EntityStore store, EventModel model, long warmUp, Tallies tallies) {
    this.partition = partition;
    this.store = store;
    this.array = store.array();
    this.words = model.words();
    this.entities = model.entities();
    this.lookahead = model.lookahead();
    this.warmUp = warmUp;
    this.tallies = tallies;
  }

  /** It is the turn of an entity of the partition. */
  void begin(int local) {
    id = store.id(local);
    base = local * store.stride();
    draw.resume(array[base + EntityStore.DRAW]);
  }

  /** Its turn is over. */
  void end() {
    array[base + EntityStore.DRAW] = draw.state();
    id = NOTHING;
  }

  /** The entity is to handle an event. */
  void handles(long time, long route, long stamp) {
    now = time;
    sender = Bucket.sender(route);
    kind = Bucket.kind(stamp);
  }

  /** The words that the event carries. */
  void carries(long first, long second) {
    a = first;
    b = second;
  }

  /** The run is over: time stands at its end, and nothing may be sent any more. */
  void finish(long end) {
    now = end;
    kind = NOTHING;
    finishing = true;
  }

  /** In which method of the model it is, for whom; empty between turns. */
  String place(long ticksPerUnit) {
    if (id == NOTHING) {
      return "";
    }
    String method = kind != NOTHING ? "handle" : finishing ? "finish" : "start";
    return method + " of " + text(ticksPerUnit);
  }

  /** Where it is, in words. */
  String text(long ticksPerUnit) {
    return "entity " + id + (kind == NOTHING ? "" : ", kind " + kind) + ", time " + (double) now / ticksPerUnit;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long get(int word) {
    return array[place(word)];
  }

  @Override
  public void set(int word, long value) {
    array[place(word)] = value;
  }

  private int place(int word) {
    if (word < 0 || word >= words) {
      throw new IndexOutOfBoundsException("word must be in [0, " + words + "), got " + word);
    }
    return base + EntityStore.WORDS + word;
  }

  @Override
  public Draw draw() {
    return draw;
  }

  @Override
  public void send(int to, long delay, int kindOfEvent, long first, long second) {
    long time = now + delay;
    if (to < 0
        || to >= entities
        || delay < (to == id ? 1 : lookahead)
        || kindOfEvent < 0
        || kindOfEvent >= EventModel.MOST_KINDS
        || time < 0
        || finishing) {
      throw refusal(to, delay, kindOfEvent);
    }
    long stamp = Bucket.stamp(kindOfEvent, array[base + EntityStore.SENT]++);
    partition.send(to, id, time, stamp, first, second);
  }

  private IllegalArgumentException refusal(int to, long delay, int kindOfEvent) {
    if (finishing) {
      return new IllegalArgumentException("nothing can be sent when the run is over");
    }
    if (to < 0 || to >= entities) {
      return new IllegalArgumentException("an event must go to an entity in [0, " + entities + "), got " + to);
    }
    if (kindOfEvent < 0 || kindOfEvent >= EventModel.MOST_KINDS) {
      return new IllegalArgumentException(
          "the kind of an event must be in [0, " + EventModel.MOST_KINDS + "), got " + kindOfEvent);
    }
    if (to == id && delay < 1) {
      return new IllegalArgumentException("the delay of an event to oneself must be at least 1 tick, got " + delay);
    }
    if (delay < lookahead && to != id) {
      return new IllegalArgumentException(
          "the delay of an event to another entity (" + to + ") must be at least the lookahead of " + lookahead
              + " ticks, got " + delay);
    }
    return new IllegalArgumentException("virtual time must stay below 2^63 ticks: " + now + " and a delay of " + delay);
  }

  @Override
  public void record(int statistic, long value) {
    if (now >= warmUp) {
      tallies.record(statistic, value);
    }
  }

  @Override
  public void accumulate(int statistic, long level, long since) {
    long from = Math.max(since, warmUp);
    if (now > from) {
      tallies.record(statistic, level * (now - from));
    }
  }

  @Override
  public void count(int series, long amount) {
    tallies.count(series, now, amount);
  }

  @Override
  public int kind() {
    return kind;
  }

  @Override
  public int sender() {
    return sender;
  }

  @Override
  public long a() {
    return a;
  }

  @Override
  public long b() {
    return b;
  }
}
