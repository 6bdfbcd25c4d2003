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

  private static final int REPORT_EVERY = 1 << 10;

  /**
   * A partition goes through a window block by block, so that what entities and events of a block need stays in the cache meanwhile:
   * about as much as a core's own cache has.
   */
  private static final int BLOCK_BYTES = 1 << 20;

  /** How many turns ahead an entity is touched, so that it is in the cache when its turn comes. */
  private static final int AHEAD = 8;

  private final int number;
  private final EventModel model;
  private final long seed;
  private final Horizon horizon;
  private final Board board;
  private final Placement placement;
  private final int first;
  private final int size;
  private final Windows windows;
  private final int payload;
  private final int stride;
  private final EntityStore store;

  /** Pending events by block of neighbouring entities, {@code [local >>> blockBits]}. */
  private final PendingEvents[] blocks;

  private final int blockBits;
  private final Outbox outbox;
  private final Chains chains;
  private final SelfSends selfSends;
  private final Tallies tallies;
  private final Turn turn;
  private final boolean traced;
  private final WindowTrace trace = new WindowTrace();
  private int[] turns = new int[1024];
  private long window = -1;
  private Bucket bucket;
  private long windowHash;
  private long events;
  private long lastTime;

  /** Of the last snapshot; the next one is about as long. */
  private int snapshotWords;
  private long restoredBytes;

  /** Written so that the reads ahead of turns are not left out as useless. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  Partition(EventAssignment assignment, Placement placement, Windows windows, int number) {
    this.number = number;
    this.model = assignment.model();
    this.seed = assignment.seed();
    this.horizon = assignment.horizon();
    this.board = assignment.board();
    this.traced = assignment.traced();
    this.placement = placement;
    this.windows = windows;
    this.first = placement.first(number);
    this.size = placement.first(number + 1) - first;
    this.payload = model.payload();
    this.stride = Bucket.PAYLOAD + payload;
    this.store = new EntityStore(placement, number, model.words(), seed);
    this.blockBits = blockBits(store.stride());
    this.blocks = new PendingEvents[(Math.max(0, size - 1) >>> blockBits) + 1];
    Arrays.setAll(blocks, _ -> new PendingEvents(windows, stride));
    this.bucket = new Bucket(new WordPool(stride), stride);
    this.outbox = new Outbox(placement, windows, stride);
    this.chains = new Chains(stride);
    this.selfSends = new SelfSends(chains);
    this.tallies = new Tallies(model);
    this.turn = new Turn(this, store, model, horizon.warmUp(), tallies);
  }

  /** The most entities, as a power of two, whose state is within {@link #BLOCK_BYTES}. */
  private static int blockBits(int entityWords) {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(BLOCK_BYTES / Long.BYTES / entityWords);
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
    Bucket sent = batch.events();
    long[] words = sent.words();
    for (int at = 0; at < sent.used(); at += stride) {
      int local = Bucket.position(words[at + Bucket.ROUTE]) - first;
      blocks[local >>> blockBits].add(words, at);
    }
  }

  /**
   * Adds the events that another node's partitions sent it in the round before.
   *
   * @param parcel that was {@linkplain EventShare#check checked}; what it has for others is left alone
   */
  public void accept(Parcel parcel) {
    int n = parcel.find(number);
    if (n < 0) {
      return;
    }
    long[] words = parcel.words();
    for (int at = parcel.begin(n); at < parcel.ends()[n]; at += stride) {
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
    windowHash = 0;
    outbox.begin();
    for (PendingEvents block : blocks) {
      bucket = block.advance(next);
      if (!bucket.isEmpty()) {
        try {
          takeTurns(chain());
        } catch (RuntimeException | Error e) {
          throw failure("handle", e);
        }
        block.done();
      }
    }
    if (traced) {
      trace.add(next, windowHash);
    }
    board.handled(number, events);
  }

  /** Chains the events of the window and block by entity; returns how many entities have any. */
  private int chain() {
    long[] words = bucket.words();
    int used = bucket.used();
    chains.reserve(used);
    int[] links = chains.links();
    if (turns.length < links.length) {
      turns = new int[links.length];
    }
    long[] array = store.array();
    int entityStride = store.stride();
    int entities = 0;
    int event = 1;
    for (int at = 0; at < used; at += stride) {
      int local = Bucket.position(words[at + Bucket.ROUTE]) - first;
      int place = local * entityStride + EntityStore.CHAIN;
      int chain = (int) array[place];
      links[event] = chain;
      array[place] = event++;
      if (chain == 0) {
        turns[entities++] = local;
      }
    }
    return entities;
  }

  private void takeTurns(int entities) {
    long[] array = store.array();
    int entityStride = store.stride();
    int[] turns = this.turns;
    long touched = 0;
    for (int n = 0; n < entities; n++) {
      touched ^= array[turns[Math.min(n + AHEAD, entities - 1)] * entityStride];
      int local = turns[n];
      int place = local * entityStride + EntityStore.CHAIN;
      int chain = (int) array[place];
      array[place] = 0;
      turn.begin(local);
      takeTurn(local * entityStride + EntityStore.HASH, chain);
      turn.end();
      if ((n & (REPORT_EVERY - 1)) == REPORT_EVERY - 1) {
        board.handled(number, events);
      }
    }
    this.touched = touched;
  }

  /** Has one entity handle its events of the window, and those that it sends itself meanwhile. */
  private void takeTurn(int hashPlace, int firstOfChain) {
    int chain = firstOfChain;
    if (chains.links()[chain] != 0) {
      chain = chains.sorted(bucket.words(), chain);
    }
    while (true) {
      int event;
      if (selfSends.isEmpty()) {
        if (chain == 0) {
          return;
        }
        event = chain;
        chain = chains.links()[chain];
      } else if (chain != 0 && chains.before(bucket.words(), chain, selfSends.least())) {
        event = chain;
        chain = chains.links()[chain];
      } else {
        event = selfSends.poll(bucket.words());
      }
      handle(hashPlace, (event - 1) * stride);
    }
  }

  private void handle(int hashPlace, int at) {
    long[] words = bucket.words();
    long time = words[at + Bucket.TIME];
    if (time >= horizon.end()) {
      return;
    }
    long route = words[at + Bucket.ROUTE];
    long stamp = words[at + Bucket.STAMP];
    long a = 0;
    long b = 0;
    if (payload > 0) {
      a = words[at + Bucket.PAYLOAD];
      if (payload > 1) {
        b = words[at + Bucket.PAYLOAD + 1];
      }
      turn.carries(a, b);
    }
    long hash = EventHash.of(time, Bucket.sender(route), stamp, a, b);
    long[] array = store.array();
    array[hashPlace] = EventHash.with(array[hashPlace], hash);
    windowHash += hash;
    events++;
    lastTime = Math.max(lastTime, time);
    turn.handles(time, route, stamp);
    model.handle(turn, turn);
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
      sendWithinWindow(time, route, stamp, a, b);
    }
  }

  private void sendWithinWindow(long time, long route, long stamp, long a, long b) {
    bucket.add(time, route, stamp, a, b);
    chains.reserve(bucket.used());
    selfSends.add(bucket.words(), bucket.used() / stride);
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
    return events;
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
    return lastTime;
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
    return restoredBytes + Arrays.stream(blocks).mapToLong(PendingEvents::allocatedWords).sum() * Long.BYTES;
  }

  /** What it has come to when the run is over, as words: its entities, what they recorded, and its trace. No pending events. */
  public long[] image() {
    Words words = new Words();
    write(words);
    return words.toArray();
  }

  private void write(Words words) {
    words.add(events);
    words.add(lastTime);
    words.add(allocatedBytes());
    words.addAll(store.array());
    tallies.write(words);
    trace.write(words);
  }

  /**
   * All that it has come to between two rounds, as words: its image, the window that it handled last, and all that is pending. What
   * others sent it in the last round has been accepted, and what it sent them is no part of it.
   */
  public long[] snapshot() {
    Words words = new Words(snapshotWords + snapshotWords / 16);
    write(words);
    words.add(window);
    PendingEvents.write(words, blocks);
    long[] snapshot = words.toArray();
    snapshotWords = snapshot.length;
    return snapshot;
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
   * @param image of it
   * @throws IllegalArgumentException when it is no such image
   */
  public void restore(long[] image) {
    Words words = new Words(image);
    read(words);
    words.end();
  }

  private void read(Words words) {
    events = words.next();
    lastTime = words.next();
    restoredBytes = words.next();
    words.nextAll(store.array());
    tallies.read(words);
    trace.read(words);
    board.handled(number, events);
  }
}
