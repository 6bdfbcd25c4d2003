package lockstep.engine.event;

import java.util.Arrays;
import lockstep.engine.Board;
import lockstep.engine.ModelFailure;
import lockstep.simulation.EventModel;

/**
 * A part of a model's entities, their state and their pending events. In each round of a run it {@linkplain #accept accepts} what the
 * others sent it in the round before, {@linkplain #handle handles} the events of one window, and has then {@link #batch batches} for
 * the others and a {@link #bound} for the choice of the next window.
 *
 * <p>Used by one thread at a time; who hands it to another thread makes what was written visible to it.
 */
public final class Partition {

  private final int number;
  private final EventModel model;
  private final long seed;
  private final Board board;
  private final Placement placement;
  private final int first;
  private final int size;
  private final Windows windows;
  private final int stride;
  private final EntityStore store;

  /** Pending events by block of neighbouring entities, {@code [local >>> blockBits]}. */
  private final PendingEvents[] blocks;

  private final int blockBits;
  private final Outbox outbox;
  private final Tallies tallies;
  private final Turn turn;
  private final Turns turns;
  private final boolean traced;
  private final WindowTrace trace = new WindowTrace();
  private final PartitionImage image;
  private long window = -1;

  Partition(EventAssignment assignment, Placement placement, Windows windows, int number) {
    this.number = number;
    this.model = assignment.model();
    this.seed = assignment.seed();
    this.board = assignment.board();
    this.traced = assignment.traced();
    this.placement = placement;
    this.windows = windows;
    this.first = placement.first(number);
    this.size = placement.first(number + 1) - first;
    this.stride = Bucket.PAYLOAD + model.payload();
    this.store = new EntityStore(placement, number, model.words(), seed);
    this.blockBits = store.blockBits();
    this.blocks = new PendingEvents[(Math.max(0, size - 1) >>> blockBits) + 1];
    Arrays.setAll(blocks, _ -> new PendingEvents(windows, stride));
    this.outbox = new Outbox(placement, windows, stride);
    this.tallies = new Tallies(model);
    this.turn = new Turn(this, store, model, assignment.horizon().warmUp(), tallies);
    this.turns = new Turns(assignment, number, first, store, turn);
    this.image = new PartitionImage(turns, store, tallies, trace, blocks);
  }

  /** Which partition it is: {@code 0 .. partitions - 1}. */
  public int number() {
    return number;
  }

  /**
   * Has all its entities start, in the order of their ids. What they send is exchanged like that of a window.
   *
   * @throws ModelFailure when the model throws
   */
  public void start() {
    outbox.begin();
    try {
      for (int local = 0; local < size; local++) {
        turn.begin(local);
        model.start(turn);
        turn.end();
      }
    } catch (RuntimeException | Error e) {
      throw failure("start", e);
    }
  }

  /**
   * Adds the events that another partition sent in the round before.
   *
   * @param batch the other partition's {@link #batch} for this one
   */
  public void accept(Batch batch) {
    accept(batch.events().words(), 0, batch.events().used());
  }

  /**
   * Adds the events that another node's partitions sent it in the round before.
   *
   * @param parcel that was {@linkplain EventShare#check checked}; what it has for others is left alone
   */
  public void accept(Parcel parcel) {
    int n = parcel.find(number);
    if (n >= 0) {
      accept(parcel.words(), parcel.begin(n), parcel.ends()[n]);
    }
  }

  private void accept(long[] words, int from, int to) {
    for (int at = from; at < to; at += stride) {
      int local = Bucket.position(words[at + Bucket.ROUTE]) - first;
      blocks[local >>> blockBits].add(words, at);
    }
  }

  /**
   * Handles all events of a window, entity by entity, each one's in the order of time, sender and sequence.
   *
   * @param next later than all windows before, and not later than any event that is pending
   * @throws ModelFailure when the model throws
   */
  public void handle(long next) {
    window = next;
    turns.begin();
    outbox.begin();
    for (PendingEvents block : blocks) {
      Bucket due = block.advance(next);
      if (!due.isEmpty()) {
        try {
          turns.take(due);
        } catch (RuntimeException | Error e) {
          throw failure("handle", e);
        }
        block.done();
      }
    }
    if (traced) {
      trace.add(next, turns.hash());
    }
    board.handled(number, turns.events());
  }

  /** An entity of this partition sends an event; called by the turn, which has checked it. */
  void send(int to, int sender, long time, long stamp, long a, long b) {
    int position = placement.position(to);
    int local = position - first;
    long route = Bucket.route(sender, position);
    if (local < 0 || local >= size) {
      outbox.add(position, time, route, stamp, a, b);
      return;
    }
    long target = windows.of(time);
    if (target > window) {
      blocks[local >>> blockBits].add(target, time, route, stamp, a, b);
    } else {
      turns.send(time, route, stamp, a, b);
    }
  }

  private ModelFailure failure(String step, Throwable cause) {
    return ModelFailure.ofEvent(turn.text(model.ticksPerUnit()), seed, step, cause);
  }

  /** What it has sent to another partition in its last round. Valid until it has handled another round. */
  public Batch batch(int partition) {
    return outbox.batch(partition);
  }

  /**
   * The least window in which anything is pending here, or to which anything was sent from here in the last round;
   * {@link Long#MAX_VALUE} if there is nothing.
   */
  public long bound() {
    long bound = outbox.least();
    for (PendingEvents block : blocks) {
      bound = Math.min(bound, block.next());
    }
    return bound;
  }

  /** The window that it has handled last; negative if there was none. */
  long window() {
    return window;
  }

  /** How many events it has handled. */
  public long events() {
    return turns.events();
  }

  /**
   * Where in the model's code it is, for people; empty when it is not. May be called by any thread: what it says of a partition that
   * gets on is past at once.
   */
  String position() {
    return turn.place(model.ticksPerUnit());
  }

  /** The time of the last event that it handled. */
  long lastTime() {
    return turns.lastTime();
  }

  /** Tells all its entities that the run is over. */
  public void finish(long end) {
    turn.finish(end);
    try {
      for (int local = 0; local < size; local++) {
        turn.begin(local);
        model.finish(turn);
      }
    } catch (RuntimeException | Error e) {
      throw failure("finish", e);
    }
  }

  EntityStore store() {
    return store;
  }

  Tallies tallies() {
    return tallies;
  }

  WindowTrace trace() {
    return trace;
  }

  /** Bytes of the arrays that pending events are kept in, here and where it was restored from. */
  long allocatedBytes() {
    return image.allocatedBytes();
  }

  /** What it has come to when the run is over, as words: its entities, what they recorded, and its trace. No pending events. */
  public long[] image() {
    return image.words();
  }

  /**
   * All that it has come to between two rounds, as words: its image, the window that it handled last, and all that is pending. What
   * others sent it in the last round has been accepted, and what it sent them is no part of it.
   */
  public long[] snapshot() {
    return image.snapshot(window);
  }

  /**
   * Goes on where the same partition of the same assignment was elsewhere, instead of starting; what it is to handle next is its
   * {@link #bound}.
   *
   * @param snapshot of it
   * @throws IllegalArgumentException when it is no such snapshot
   */
  public void resume(long[] snapshot) {
    Words words = new Words(snapshot);
    read(words);
    window = words.next();
    long[] pending = words.nextArray();
    words.end();
    for (PendingEvents block : blocks) {
      block.resume(window);
    }
    if (pending.length % stride != 0) {
      throw new IllegalArgumentException("pending events must have " + stride + " words each, got " + pending.length);
    }
    for (int at = 0; at < pending.length; at += stride) {
      int local = Bucket.position(pending[at + Bucket.ROUTE]) - first;
      if (local < 0 || local >= size || pending[at + Bucket.TIME] < 0 || windows.of(pending[at + Bucket.TIME]) <= window) {
        throw new IllegalArgumentException("no event that is pending in partition " + number + " is for entity " + local + " of it at " + pending[at + Bucket.TIME]);
      }
      blocks[local >>> blockBits].add(pending, at);
    }
  }

  /**
   * Takes over what the same partition of the same assignment has come to elsewhere.
   *
   * @param kept an image of it
   * @throws IllegalArgumentException when it is no such image
   */
  public void restore(long[] kept) {
    Words words = new Words(kept);
    read(words);
    words.end();
  }

  private void read(Words words) {
    image.read(words);
    board.handled(number, turns.events());
  }
}
