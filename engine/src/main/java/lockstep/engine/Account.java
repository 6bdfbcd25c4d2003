package lockstep.engine;

import java.util.Map;
import java.util.Optional;
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
  private long longestWaitNanos;
  private long messages;
  private boolean queues;
  private long stays;
  private long queuedNanos;
  private long retries;
  private long redoneNanos;
  private long behind;
  private final RemoteTraffic remote = new RemoteTraffic();
  private final Deadlocks deadlocks = new Deadlocks();
  private final Samples latencies = new Samples();
  private final Samples responses = new Samples();

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
   * @param nanos from the request to the grant, or to when it was given up; see {@link #waitedNanos}
   */
  public void waited(long nanos) {
    contended++;
    waitedNanos += nanos;
    longestWaitNanos = Math.max(longestWaitNanos, nanos);
  }

  /** A message was sent between a worker and who owns resources, or a worker was put into the queue of a loop. */
  public void sent() {
    messages++;
  }

  /** There are queues or mailboxes, in which {@link #queued} is told how long sampled tasks lie. */
  public void keepsQueues() {
    queues = true;
  }

  /** Something of a sampled task lay in a queue for that long. */
  public void queued(long nanos) {
    stays++;
    queuedNanos += nanos;
  }

  /** The worker was the victim of a deadlock, and has given back all it held. */
  public void broke(BrokenDeadlock deadlock) {
    deadlocks.broke(deadlock);
  }

  /** The first worker of those that were in a broken deadlock has committed, so long after the victim had given back. */
  public void recovered(long nanos) {
    deadlocks.recovered(nanos);
  }

  /** A message was sent only to find deadlocks. */
  public void probed() {
    deadlocks.probed();
  }

  /** A sampled task took that long, from its first step to its commit. */
  void latency(long nanos) {
    latencies.add(nanos);
  }

  /** A sampled task took that long, from its arrival to its commit. */
  void response(long nanos) {
    responses.add(nanos);
  }

  /** A task that had arrived was begun only after the last one had arrived. */
  void begunBehind() {
    behind++;
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
    longestWaitNanos = Math.max(longestWaitNanos, other.longestWaitNanos);
    messages += other.messages;
    queues |= other.queues;
    stays += other.stays;
    queuedNanos += other.queuedNanos;
    retries += other.retries;
    redoneNanos += other.redoneNanos;
    for (int step = 0; step < STEPS; step++) {
      nominalNanos[step] += other.nominalNanos[step];
      achievedNanos[step] += other.achievedNanos[step];
    }
    behind += other.behind;
    remote.add(other.remote);
    deadlocks.add(other.deadlocks);
    latencies.add(other.latencies);
    responses.add(other.responses);
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

  /**
   * How many requests found their resource taken, and waited for it: also at the gate of the policy {@code arbiter}, and also in
   * vain, when the task gave up. A request that does not wait, under {@code try-lock}, is not among them. Under {@code all-at-once}
   * all that a task needs is one request.
   */
  public long contended() {
    return contended;
  }

  /**
   * How long those requests waited, all together: from when they were made to when they were granted or given up. Engines see that from
   * different sides. An owner that is an actor, and an event loop, see both ends: from when the request was found to be in vain to when the
   * resource was granted; what comes before and after is {@link Queueing}. Threads see when a thread runs again: their waits also have
   * in them what it took to wake it, and under {@code all-at-once} the wait for the lock around all reservations.
   */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** How long the longest of those waits was. */
  public long longestWaitNanos() {
    return longestWaitNanos;
  }

  /**
   * How many messages workers and owners of resources sent each other, counted by who sends them: requests, answers, and what is given back or
   * put; on an event loop, how often a worker was queued because its request was granted. Under open load actors also ask for
   * the next task, and are told. Not those by which a run begins and ends, nor timers, nor what a worker tells itself. Threads send none.
   */
  public long messages() {
    return messages;
  }

  /** How long sampled tasks lay in queues; empty when there are none, or nobody can tell. */
  public Optional<Queueing> queueing() {
    return queues ? Optional.of(new Queueing(latencies.size(), stays, queuedNanos)) : Optional.empty();
  }

  /** What of its messages went to other nodes. */
  public RemoteTraffic remote() {
    return remote;
  }

  /** The deadlocks that the policy {@code detect} broke. */
  public Deadlocks deadlocks() {
    return deadlocks;
  }

  /** How many attempts at a task were given up. */
  public long retries() {
    return retries;
  }

  /** How long the pauses of those attempts took. */
  public long redoneNanos() {
    return redoneNanos;
  }

  /** The sampled latencies in nanoseconds, from the first step of a task to its commit, in no order. */
  public long[] latencies() {
    return latencies.toArray();
  }

  /**
   * The sampled latencies in nanoseconds, from the arrival of a task to its commit, in no order; of the same tasks as
   * {@link #latencies}, and none when the load is closed.
   */
  public long[] responses() {
    return responses.toArray();
  }

  /** How many tasks waited to be begun when the last one arrived. */
  public long behind() {
    return behind;
  }
}
