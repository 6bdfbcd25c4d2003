package lockstep.cluster.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lockstep.cluster.task.Probe.Seen;
import lockstep.engine.BrokenDeadlock;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * A worker's side of finding deadlocks: it probes while it waits, tells probes of others what it waits for, and gives up when a probe of
 * its own has found that it is the victim of a circle which had closed before the probe was sent. Used by the worker's actor only.
 *
 * <p>Only waits of a worker that holds something count, since nobody waits for one that holds nothing; and no wait for permits that are
 * used up, which somebody may still put.
 *
 * <p>The worker does not read a clock when it begins to wait, and has one timer at most, however often it waits: the owner knows since when.
 */
final class Probing {

  /** What a probe has found. */
  private record Found(Probe probe, Knot knot, long nanos) {}

  private final ActorContext<TaskWorker.Command> context;
  private final Duration interval;
  private final int worker;
  private final TaskMachine machine;
  private final TaskRun.Owners owners;
  private final List<Grant> held;

  /** How many waits there were, with this one: its number. */
  private long waits;

  private boolean waiting;
  private boolean timer;

  /** Which wait it was when the timer was set. */
  private long timedWait;

  /** Why it withdraws its request; null when it does not. */
  private @Nullable Found found;

  /** How often the task has been a victim. */
  private int victims;

  /** When those had given back whose deadlocks this worker is the first to get out of. */
  private final List<Long> brokenNanos = new ArrayList<>();

  /**
   * Of one worker.
   *
   * @param interval how long it waits before it probes, and before it probes again
   * @param held what it has: kept by its client
   */
  Probing(
      ActorContext<TaskWorker.Command> context,
      Duration interval,
      int worker,
      TaskMachine machine,
      TaskRun.Owners owners,
      List<Grant> held) {
    this.context = context;
    this.interval = interval;
    this.worker = worker;
    this.machine = machine;
    this.owners = owners;
    this.held = held;
  }

  /** The worker is about to ask an owner for what its machine asks for. */
  void asks() {
    if (!held.isEmpty() && machine.askedMode() != Mode.TAKE) {
      waits++;
      waiting = true;
      setTimer();
    }
  }

  private void setTimer() {
    if (!timer) {
      timer = true;
      timedWait = waits;
      var _ = context.scheduleOnce(interval, context.getSelf(), TaskWorker.ProbeDue.INSTANCE);
    }
  }

  /** It has what it asked for. */
  void granted() {
    waiting = false;
    found = null;
  }

  /** What concerns only who looks for deadlocks. */
  void on(TaskWorker.Detection message) {
    switch (message) {
      case TaskWorker.ProbeDue _ -> onProbeDue();
      case Probe probe -> onProbe(probe);
      case Broken broken -> brokenNanos.add(broken.nanos());
    }
  }

  private void onProbeDue() {
    timer = false;
    if (waiting && found == null) {
      if (waits == timedWait) {
        send(Probe.of(seen(), waits));
      }
      setTimer();
    }
  }

  private Seen seen() {
    return new Seen(
        worker,
        waiting && found == null ? machine.asked() : Probe.NONE,
        held.stream().filter(grant -> grant.mode() != Mode.TAKE).map(Grant::resource).toList(),
        machine.index(),
        victims,
        Probe.UNTOLD);
  }

  private void send(Probe probe) {
    send(probe.resource(), probe);
  }

  private void send(int resource, ResourceOwner.Command message) {
    machine.account().probed();
    owners.of(resource).tell(message);
  }

  private void onProbe(Probe probe) {
    if (probe.initiator().worker() == worker) {
      onReturned(probe);
    } else if (!held.isEmpty()) {
      onPassing(probe);
    }
  }

  /**
   * A probe comes back that has seen all. It is about the wait in which it was sent, and about no other. Of a circle that closed while it was
   * on its way it is no proof; the next one is.
   */
  private void onReturned(Probe probe) {
    if (!waiting || found != null || probe.waitNumber() != waits) {
      return;
    }
    Knot knot = Knot.of(probe);
    if (!knot.circle().isEmpty() && !knot.hasVictimBefore(probe.initiator()) && knot.waitedBefore(probe.sentNanos())) {
      found = new Found(probe, knot, System.nanoTime());
      machine.account().sent();
      owners.of(machine.asked()).tell(new ResourceOwner.Withdraw(machine.asked(), worker));
    }
  }

  /** A probe comes by that somebody else has sent; it ends here when that one is no victim. */
  private void onPassing(Probe probe) {
    Probe.Next here = probe.next();
    if (here == null) {
      return;
    }
    Seen self = seen();
    Probe further = probe.seeing(self);
    boolean keepsWaiting = self.waits() && self.holds().contains(here.resource());
    if (keepsWaiting ? probe.neverForked() && self.isVictimBefore(probe.initiator()) : Knot.isHopeful(further)) {
      return;
    }
    send(further);
  }

  /** The worker is about to give back all; as a victim if it has withdrawn its request for that. */
  void givesBack() {
    Found why = found;
    if (why != null) {
      long nanos = System.nanoTime();
      machine
          .account()
          .broke(
              new BrokenDeadlock(
                  why.knot.circle().size(),
                  victims > 0,
                  why.knot.lastSinceNanos() - why.knot.firstSinceNanos(),
                  why.nanos - why.knot.lastSinceNanos(),
                  nanos - why.nanos));
      Seen next = why.knot.circle().stream().filter(one -> isKeptWaiting(why.probe, one)).findFirst().orElseThrow();
      send(next.resource(), new Broken(next.worker(), next.resource(), nanos));
      victims++;
    }
    waiting = false;
    found = null;
  }

  private boolean isKeptWaiting(Probe probe, Seen other) {
    Probe.Taken taken = probe.taken(other.resource());
    return taken != null && taken.holders().contains(worker) && probe.initiator().holds().contains(other.resource());
  }

  /** The task is committed. */
  void committed() {
    victims = 0;
    if (!brokenNanos.isEmpty()) {
      long now = System.nanoTime();
      brokenNanos.forEach(nanos -> machine.account().recovered(now - nanos));
      brokenNanos.clear();
    }
  }
}
