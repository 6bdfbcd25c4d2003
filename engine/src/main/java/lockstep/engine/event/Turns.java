package lockstep.engine.event;

import lockstep.engine.Board;
import lockstep.simulation.EventModel;

/**
 * Has the entities of a partition take their turns in a window: each one with all of its events, in the order of time, sender and sequence, and with those that it
 * sends itself meanwhile. Used by the thread that has the partition.
 */
final class Turns {

  private static final int REPORT_EVERY = 1 << 10;

  /** How many turns ahead an entity is touched, so that it is in the cache when its turn comes. */
  private static final int AHEAD = 8;

  private final int number;
  private final int first;
  private final EventModel model;
  private final long end;
  private final Board board;
  private final int payload;
  private final int stride;
  private final EntityStore store;
  private final Turn turn;
  private final Chains chains;
  private final SelfSends selfSends;
  private int[] turns = new int[1024];
  private Bucket bucket;
  private long hash;
  private long events;
  private long lastTime;

  /** Written so that the reads ahead of turns are not left out as useless. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  /**
   * Those of a partition.
   *
   * @param first where its entities begin
   */
  Turns(EventAssignment assignment, int number, int first, EntityStore store, Turn turn) {
    this.number = number;
    this.first = first;
    this.model = assignment.model();
    this.end = assignment.horizon().end();
    this.board = assignment.board();
    this.payload = model.payload();
    this.stride = Bucket.PAYLOAD + payload;
    this.store = store;
    this.turn = turn;
    this.chains = new Chains(stride);
    this.selfSends = new SelfSends(chains);
    this.bucket = new Bucket(new WordPool(stride), stride);
  }

  /** A window begins. */
  void begin() {
    hash = 0;
  }

  /**
   * Has entities handle events of the window.
   *
   * @param due all that these entities have in it
   */
  void take(Bucket due) {
    bucket = due;
    take(chain());
  }

  /** Chains the events by entity; returns how many entities have any. */
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

  private void take(int entities) {
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
    if (time >= end) {
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
    long handled = EventHash.of(time, Bucket.sender(route), stamp, a, b);
    long[] array = store.array();
    array[hashPlace] = EventHash.with(array[hashPlace], handled);
    hash += handled;
    events++;
    lastTime = Math.max(lastTime, time);
    turn.handles(time, route, stamp);
    model.handle(turn, turn);
  }

  /** The entity whose turn it is sends itself an event that belongs into the window. */
  void send(long time, long route, long stamp, long a, long b) {
    bucket.add(time, route, stamp, a, b);
    chains.reserve(bucket.used());
    selfSends.add(bucket.words(), bucket.used() / stride);
  }

  /** The sum of the hashes of all events that were handled in the window. */
  long hash() {
    return hash;
  }

  /** How many events were handled, in all windows. */
  long events() {
    return events;
  }

  /** The time of the last of them. */
  long lastTime() {
    return lastTime;
  }

  /** Goes on from so many events. */
  void resume(long handled, long last) {
    events = handled;
    lastTime = last;
  }
}
