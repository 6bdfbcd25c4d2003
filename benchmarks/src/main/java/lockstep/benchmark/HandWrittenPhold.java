package lockstep.benchmark;

import java.util.PriorityQueue;
import lockstep.simulation.Draw;

/**
 * PHOLD as one would write it for this one purpose: objects in a {@link PriorityQueue}, one call that knows the model, no payload, and
 * a running hash of time and sender for each entity.
 */
final class HandWrittenPhold {

  private static final double REMOTE = 0.25;
  private static final double LOOKAHEAD = 0.1;
  private static final double REST = 0.9;

  private record Hop(double time, int sender, int receiver, long sequence) implements Comparable<Hop> {
    @Override
    public int compareTo(Hop other) {
      int byTime = Double.compare(time, other.time);
      if (byTime != 0) {
        return byTime;
      }
      int bySender = Integer.compare(sender, other.sender);
      return bySender != 0 ? bySender : Long.compare(sequence, other.sequence);
    }
  }

  private final int entities;
  private final double end;
  private final Draw draw = new Draw();
  private final long[] streams;
  private final long[] hashes;
  private final long[] sequences;
  private final PriorityQueue<Hop> pending;

  HandWrittenPhold(int entities, double end) {
    this.entities = entities;
    this.end = end;
    this.streams = new long[entities];
    this.hashes = new long[entities];
    this.sequences = new long[entities];
    this.pending = new PriorityQueue<>(entities);
  }

  /** Simulates until the end; returns how many events it handled. */
  long simulate() {
    for (int entity = 0; entity < entities; entity++) {
      draw.restart(1, entity);
      hop(0, entity, entity);
    }
    long events = 0;
    for (Hop next = pending.poll(); next != null && next.time() < end; next = pending.poll()) {
      int self = next.receiver();
      hashes[self] = hashes[self] * 31 + Draw.mix(Double.doubleToRawLongBits(next.time()) ^ next.sender());
      draw.resume(streams[self]);
      hop(next.time(), self, draw.chance(REMOTE) ? draw.below(entities) : self);
      events++;
    }
    return events;
  }

  private void hop(double now, int from, int to) {
    pending.add(new Hop(now + LOOKAHEAD + draw.exponential(REST), from, to, sequences[from]++));
    streams[from] = draw.state();
  }
}
