package lockstep.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import lockstep.simulation.Mode;

/**
 * What workers did, and what it cost them. Each worker keeps one of its own, and they are added up at the end. Used by one
 * thread at a time.
 */
public final class Account {

  private static final int STEPS = Step.values().length;

  long commits;
  long reads;
  long writes;
  long permits;
  long takes;
  long puts;
  long computeUnits;
  long tasksDigest;
  long brokenHolds;
  private final long[] nominalNanos = new long[STEPS];
  private final long[] achievedNanos = new long[STEPS];
  private final Map<String, Long> broken = new TreeMap<>();
  private long contended;
  private long waitedNanos;
  private long retries;
  private long redoneNanos;
  private long[] latencies = new long[0];
  private int sampled;

  /** A task used something in a mode in which it cannot change it. */
  void usedWithoutUpdate(Mode mode, int permitsOfIt) {
    switch (mode) {
      case SHARED -> reads++;
      case PERMIT -> permits++;
      case TAKE -> takes += permitsOfIt;
      case EXCLUSIVE -> throw new IllegalArgumentException("what is held exclusively is updated");
    }
  }

  /** A task found an invariant broken. */
  void broken(String invariant) {
    broken.merge(invariant, 1L, Long::sum);
  }

  /** A pause was made. */
  void paused(Step step, long nominal, long achieved) {
    nominalNanos[step.ordinal()] += nominal;
    achievedNanos[step.ordinal()] += achieved;
  }

  /** An attempt was given up; the gaps that it made are no longer part of the work. */
  void retried(long gapNanos, long gapAchievedNanos) {
    retries++;
    redoneNanos += gapAchievedNanos;
    nominalNanos[Step.GAP.ordinal()] -= gapNanos;
    achievedNanos[Step.GAP.ordinal()] -= gapAchievedNanos;
  }

  /**
   * A resource was not free when it was asked for.
   *
   * @param nanos from the request to the grant
   */
  public void waited(long nanos) {
    contended++;
    waitedNanos += nanos;
  }

  /** A sampled task took that long, from its first step to its commit. */
  void latency(long nanos) {
    if (sampled == latencies.length) {
      latencies = Arrays.copyOf(latencies, Math.max(16, sampled * 2));
    }
    latencies[sampled++] = nanos;
  }

  /** Adds what another worker did. */
  public void add(Account other) {
    commits += other.commits;
    reads += other.reads;
    writes += other.writes;
    permits += other.permits;
    takes += other.takes;
    puts += other.puts;
    computeUnits += other.computeUnits;
    tasksDigest += other.tasksDigest;
    brokenHolds += other.brokenHolds;
    other.broken.forEach((invariant, count) -> broken.merge(invariant, count, Long::sum));
    contended += other.contended;
    waitedNanos += other.waitedNanos;
    retries += other.retries;
    redoneNanos += other.redoneNanos;
    for (int step = 0; step < STEPS; step++) {
      nominalNanos[step] += other.nominalNanos[step];
      achievedNanos[step] += other.achievedNanos[step];
    }
    int together = sampled + other.sampled;
    if (together > latencies.length) {
      latencies = Arrays.copyOf(latencies, Math.max(together, latencies.length * 2));
    }
    System.arraycopy(other.latencies, 0, latencies, sampled, other.sampled);
    sampled = together;
  }

  /** The counts of work done. */
  public Ledger ledger() {
    return new Ledger(
        commits,
        reads,
        writes,
        permits,
        takes,
        puts,
        computeUnits,
        nominalNanos(Step.THINK),
        nominalNanos(Step.AWAIT),
        nominalNanos(Step.GAP),
        nominalNanos(Step.HOLD));
  }

  /** The fingerprint of the committed tasks: their indices, needs, modes and compute results, whatever their order. */
  public long tasksDigest() {
    return tasksDigest;
  }

  /** How often a resource changed while a task held it: 0 unless the engine is broken. */
  public long brokenHolds() {
    return brokenHolds;
  }

  /** How often tasks found each invariant broken, by its name; empty when all held. */
  public Map<String, Long> broken() {
    return Map.copyOf(broken);
  }

  /** How long pauses of that kind should have taken. */
  public long nominalNanos(Step step) {
    return nominalNanos[step.ordinal()];
  }

  /** How long pauses of that kind took. */
  public long achievedNanos(Step step) {
    return achievedNanos[step.ordinal()];
  }

  /** How many requests found their resource taken. */
  public long contended() {
    return contended;
  }

  /** How long those requests waited, all together. */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** How many attempts at a task were given up. */
  public long retries() {
    return retries;
  }

  /** How long the pauses of those attempts took. */
  public long redoneNanos() {
    return redoneNanos;
  }

  /** The sampled latencies in nanoseconds, in no order. */
  public long[] latencies() {
    return Arrays.copyOf(latencies, sampled);
  }
}
