package lockstep.engine.event;

import java.util.Comparator;
import java.util.PriorityQueue;
import lockstep.engine.Digest;
import lockstep.simulation.Draw;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;

/**
 * What is right: one binary heap of events, and nothing clever. It shares with the kernel only how fingerprints and tallies are
 * defined.
 */
public final class HeapOracle {

  private record Pending(long time, int sender, long sequence, int receiver, int kind, long a, long b) implements Event {}

  private static final Comparator<Pending> ORDER =
      Comparator.comparingLong(Pending::time).thenComparingInt(Pending::sender).thenComparingLong(Pending::sequence);

  private final EventModel model;
  private final long lookahead;
  private final Horizon horizon;
  private final PriorityQueue<Pending> heap = new PriorityQueue<>(ORDER);
  private final Self[] entities;
  private final Tallies tallies;
  private long events;
  private long windows;
  private long now;

  private HeapOracle(EventModel model, long seed, Horizon horizon) {
    this.model = model;
    this.lookahead = model.lookahead();
    this.horizon = horizon;
    this.tallies = new Tallies(model);
    this.entities = new Self[model.entities()];
    for (int id = 0; id < entities.length; id++) {
      entities[id] = new Self(id, seed);
    }
  }

  /** What any engine has to come to. */
  public static EventWork perform(EventModel model, long seed, Horizon horizon) {
    return new HeapOracle(model, seed, horizon).perform();
  }

  private EventWork perform() {
    for (Self entity : entities) {
      model.start(entity);
    }
    long window = -1;
    while (!heap.isEmpty() && events < horizon.events() && heap.peek().time() / lookahead <= (horizon.end() - 1) / lookahead) {
      window = heap.peek().time() / lookahead;
      windows++;
      while (!heap.isEmpty() && heap.peek().time() / lookahead == window) {
        handle(heap.poll());
      }
    }
    now = end(window);
    for (Self entity : entities) {
      model.finish(entity);
    }
    return work();
  }

  private void handle(Pending event) {
    if (event.time() >= horizon.end()) {
      return;
    }
    events++;
    now = event.time();
    Self receiver = entities[event.receiver()];
    long stamp = Bucket.stamp(event.kind(), event.sequence());
    long a = model.payload() > 0 ? event.a() : 0;
    long b = model.payload() > 1 ? event.b() : 0;
    receiver.hash = EventHash.with(receiver.hash, EventHash.of(event.time(), event.sender(), stamp, a, b));
    model.handle(
        receiver, new Pending(event.time(), event.sender(), event.sequence(), event.receiver(), event.kind(), a, b));
  }

  private long end(long window) {
    if (events >= horizon.events()) {
      return Math.min(horizon.end(), (window + 1) * lookahead);
    }
    return horizon.end() == Horizon.ENDLESS ? now : horizon.end();
  }

  private EventWork work() {
    long digest = 0;
    long sent = 0;
    for (Self entity : entities) {
      long hash = Digest.of(entity.id);
      hash = Digest.with(hash, entity.draw.state());
      hash = Digest.with(hash, entity.hash);
      hash = Digest.with(hash, entity.sent);
      hash = Digest.with(hash, 0);
      for (long word : entity.words) {
        hash = Digest.with(hash, word);
      }
      digest += hash;
      sent += entity.sent;
    }
    return new EventWork(Digest.with(digest, tallies.digest()), new EventLedger(events, sent, windows));
  }

  private final class Self implements Entity {

    private final int id;
    private final Draw draw = new Draw();
    private final long[] words = new long[model.words()];
    private long hash;
    private long sent;

    Self(int id, long seed) {
      this.id = id;
      draw.restart(seed, id);
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
      return words[word];
    }

    @Override
    public void set(int word, long value) {
      words[word] = value;
    }

    @Override
    public Draw draw() {
      return draw;
    }

    @Override
    public void send(int to, long delay, int kind, long a, long b) {
      heap.add(new Pending(Math.addExact(now, delay), id, sent++, to, kind, a, b));
    }

    @Override
    public void record(int statistic, long value) {
      if (now >= horizon.warmUp()) {
        tallies.record(statistic, value);
      }
    }

    @Override
    public void accumulate(int statistic, long level, long since) {
      long from = Math.max(since, horizon.warmUp());
      if (now > from) {
        tallies.record(statistic, level * (now - from));
      }
    }

    @Override
    public void count(int series, long amount) {
      tallies.count(series, now, amount);
    }
  }
}
