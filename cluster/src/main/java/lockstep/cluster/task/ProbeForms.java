package lockstep.cluster.task;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * How what looks for deadlocks is written and read. No clock is compared with that of another node: since when a worker waits goes over
 * the wire as how long it has waited, to which the way is not added. So it seems to have begun later than it did, which is on the safe side
 * ({@link Knot#waitedBefore}). When a probe was sent says something to who sent it, and to nobody else.
 */
final class ProbeForms {

  /** What a worker or a resource takes on the wire besides its list, and what each number of that takes, in words: never less than it will. */
  private static final int SEEN_WORDS = 5;

  private static final int TAKEN_WORDS = 2;
  private static final int NUMBERS_IN_A_WORD = 2;

  private ProbeForms() {}

  /** How long a probe is on the wire, besides what every message takes: never less than it will be. */
  static int words(Probe probe) {
    int words = 0;
    for (Probe.Seen seen : probe.seen()) {
      words += SEEN_WORDS + Math.ceilDiv(seen.holds().size(), NUMBERS_IN_A_WORD);
    }
    for (Probe.Taken taken : probe.taken()) {
      words += TAKEN_WORDS + Math.ceilDiv(taken.holders().size(), NUMBERS_IN_A_WORD);
    }
    return words;
  }

  static void write(Output out, Probe probe) {
    long now = System.nanoTime();
    out.writeLong(probe.waitNumber());
    out.writeLong(probe.sentNanos());
    out.writeInt(probe.seen().size());
    probe.seen().forEach(seen -> write(out, seen, now));
    out.writeInt(probe.taken().size());
    for (Probe.Taken taken : probe.taken()) {
      out.writeInt(taken.resource());
      out.writeBoolean(taken.anyWillDo());
      write(out, taken.holders());
    }
  }

  private static void write(Output out, Probe.Seen seen, long now) {
    out.writeInt(seen.worker());
    out.writeInt(seen.resource());
    write(out, seen.holds());
    out.writeLong(seen.task());
    out.writeInt(seen.victims());
    boolean told = seen.sinceNanos() != Probe.UNTOLD;
    out.writeBoolean(told);
    if (told) {
      out.writeLong(now - seen.sinceNanos());
    }
  }

  private static void write(Output out, List<Integer> numbers) {
    out.writeInt(numbers.size());
    numbers.forEach(out::writeInt);
  }

  static Probe probe(Input in) {
    long now = System.nanoTime();
    long waitNumber = in.readLong();
    long sentNanos = in.readLong();
    List<Probe.Seen> seen = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      seen.add(seen(in, now));
    }
    List<Probe.Taken> taken = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      taken.add(new Probe.Taken(in.readInt(), in.readBoolean(), numbers(in)));
    }
    return new Probe(waitNumber, sentNanos, seen, taken);
  }

  private static Probe.Seen seen(Input in, long now) {
    int worker = in.readInt();
    int resource = in.readInt();
    List<Integer> holds = numbers(in);
    long task = in.readLong();
    int victims = in.readInt();
    return new Probe.Seen(worker, resource, holds, task, victims, in.readBoolean() ? now - in.readLong() : Probe.UNTOLD);
  }

  private static List<Integer> numbers(Input in) {
    List<Integer> numbers = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      numbers.add(in.readInt());
    }
    return numbers;
  }

  static void write(Output out, Broken broken) {
    out.writeInt(broken.worker());
    out.writeInt(broken.resource());
  }

  /** Heard of now. */
  static Broken broken(Input in) {
    return new Broken(in.readInt(), in.readInt(), System.nanoTime());
  }
}
