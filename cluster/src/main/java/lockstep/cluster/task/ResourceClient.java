package lockstep.cluster.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * A worker's side of getting and giving back resources: whom it asks, and in which way the policy has it ask. Used by the
 * worker's actor only.
 */
final class ResourceClient {

  private final ActorContext<TaskWorker.Command> context;
  private final Policy policy;
  private final Duration lockTimeout;
  private final int worker;
  private final TaskMachine machine;
  private final TaskRun.Owners owners;
  private final List<Grant> held = new ArrayList<>();
  private List<Grant> reserved = List.of();
  private final @Nullable Probing probing;
  private @Nullable Cancellable patience;
  private boolean insideGate;

  /** How often a timer was set: tells the one that is waited for from one that ran out just before a grant came. */
  private long asks;

  ResourceClient(
      ActorContext<TaskWorker.Command> context,
      Coordination coordination,
      int worker,
      TaskMachine machine,
      TaskRun.Owners owners) {
    this.context = context;
    this.policy = coordination.policy();
    this.lockTimeout = Duration.ofNanos(coordination.lockTimeoutNanos());
    this.worker = worker;
    this.machine = machine;
    this.owners = owners;
    this.probing =
        policy == Policy.DETECT
            ? new Probing(context, Duration.ofNanos(coordination.detectionNanos()), worker, machine, owners, held)
            : null;
  }

  /** Asks for what the machine asks for. Returns whether it is granted already; otherwise a message will come. */
  boolean ask() {
    switch (policy) {
      case ORDERED, UNORDERED -> askOwner(true);
      case DETECT -> {
        probing().asks();
        askOwner(true);
      }
      case TRY_LOCK -> askOwner(machine.holdsNothing());
      case TIMEOUT -> {
        askOwner(true);
        if (!machine.holdsNothing()) {
          asks++;
          patience = context.scheduleOnce(lockTimeout, context.getSelf(), new TaskWorker.PatienceEnded(asks));
        }
      }
      case ARBITER -> {
        if (machine.beginsToHold() && !insideGate) {
          request(owners.gate(), new ResourceOwner.Ask(owners.gateId(), Mode.PERMIT, worker, true));
        } else {
          askOwner(true);
        }
      }
      case ALL_AT_ONCE -> {
        return askAll();
      }
      case UNGUARDED -> throw new IllegalStateException("actors have nothing to leave unguarded");
    }
    return false;
  }

  /** How it looks for deadlocks, under the policy {@code detect}. */
  Probing probing() {
    return Objects.requireNonNull(probing, "only who detects deadlocks probes");
  }

  private void askOwner(boolean waits) {
    int resource = machine.asked();
    Mode mode = machine.askedMode();
    int permits = machine.askedPermits();
    request(
        owners.of(resource),
        ships()
            ? new ResourceOwner.Perform(resource, mode, permits, machine, worker)
            : new ResourceOwner.Ask(resource, mode, permits, worker, waits));
  }

  private void request(ActorRef<ResourceOwner.Command> owner, ResourceOwner.Request request) {
    send(owner, machine.sampled() ? new ResourceOwner.Timed(request, System.nanoTime()) : request);
  }

  /** Counted before it is sent: with some requests the machine goes away. */
  private <T> void send(ActorRef<T> owner, T message) {
    machine.account().sent();
    owner.tell(message);
  }

  /** Whether the owner is to perform the task; under the policy {@code arbiter} that, too, takes place inside the gate. */
  private boolean ships() {
    return (policy != Policy.ARBITER || insideGate) && owners.canOneHerePerform(machine);
  }

  private boolean askAll() {
    if (machine.holdsNothing()) {
      send(owners.reservations(), new ReservationOwner.Reserve(machine, worker));
      return false;
    }
    reserved.get(machine.grants()).giveTo(machine);
    return true;
  }

  /** Takes a grant. Returns whether the machine has what it asked for; otherwise another message will come. */
  boolean granted(Grant grant) {
    if (grant.resource() == owners.gateId()) {
      insideGate = true;
      machine.passedGate();
      return ask();
    }
    if (patience != null) {
      patience.cancel();
      patience = null;
    }
    if (probing != null) {
      probing.granted();
    }
    held.add(grant);
    grant.giveTo(machine);
    if (machine.grants() == machine.needs()) {
      leaveGate();
    }
    return true;
  }

  /** The owner has performed the task. */
  void performed() {
    leaveGate();
  }

  private void leaveGate() {
    if (insideGate) {
      insideGate = false;
      machine.leavesGate();
      send(owners.gate(), Grant.permit(owners.gateId()));
    }
  }

  /** The task is committed. */
  void committed() {
    if (probing != null) {
      probing.committed();
    }
  }

  /** Takes all grants at once. */
  void reserved(List<Grant> all) {
    reserved = all;
    all.getFirst().giveTo(machine);
  }

  /** Gives up waiting, unless what was waited for has come: the owner answers whether it was in time. */
  void patienceEnded(long ask) {
    if (patience != null && ask == asks) {
      patience = null;
      send(owners.of(machine.asked()), new ResourceOwner.Withdraw(machine.asked(), worker));
    }
  }

  /** Gives back all that is held, except what the task uses up, and puts what it puts. */
  void giveBack() {
    if (policy == Policy.ALL_AT_ONCE) {
      List<Integer> puts = IntStream.range(0, machine.puts()).mapToObj(machine::putResource).toList();
      send(owners.reservations(), new ReservationOwner.GiveBack(reserved, puts));
      reserved = List.of();
      return;
    }
    if (probing != null) {
      probing.givesBack();
    }
    for (int n = held.size() - 1; n >= 0; n--) {
      if (!machine.usesUp(n)) {
        Grant grant = held.get(n);
        send(owners.of(grant.resource()), probing == null ? grant : new ResourceOwner.Returned(grant, worker));
      }
    }
    held.clear();
    for (int n = 0; n < machine.puts(); n++) {
      send(owners.of(machine.putResource(n)), new ResourceOwner.Put(machine.putResource(n)));
    }
  }
}
