package lockstep.cluster.task;

import java.util.Arrays;
import java.util.List;
import lockstep.engine.Account;
import lockstep.engine.CellStore;
import lockstep.engine.Reservations;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Owns all resources, and grants each task all of its own at once: the policy {@code all-at-once}. */
final class ReservationOwner {

  /** What it is told. */
  sealed interface Command permits Reserve, GiveBack, Surrender {}

  /** One of the needs of a task. */
  record Need(int resource, Mode mode, int permits) {}

  /**
   * Grant me all that my task needs: answered with {@link TaskWorker.Reserved}, when all of it is free. It has a copy of the needs,
   * since the worker plans its next task while this one is given back.
   */
  static final class Reserve implements Command, Reservations.Request {
    private final int[] resources;
    private final Mode[] modes;
    private final int[] permits;
    private final int worker;
    private final boolean timed;
    private final long sentNanos;

    /** Written by the owner only. */
    private long sinceNanos;

    /** As it came from another node. */
    Reserve(List<Need> needs, int worker, boolean timed, long sentNanos) {
      this.resources = needs.stream().mapToInt(Need::resource).toArray();
      this.modes = needs.stream().map(Need::mode).toArray(Mode[]::new);
      this.permits = needs.stream().mapToInt(Need::permits).toArray();
      this.worker = worker;
      this.timed = timed;
      this.sentNanos = sentNanos;
    }

    int worker() {
      return worker;
    }

    boolean timed() {
      return timed;
    }

    Reserve(TaskMachine machine, int worker) {
      this.resources = new int[machine.needs()];
      this.modes = new Mode[machine.needs()];
      this.permits = new int[machine.needs()];
      Arrays.setAll(resources, machine::neededResource);
      Arrays.setAll(modes, machine::neededMode);
      Arrays.setAll(permits, machine::neededPermits);
      this.worker = worker;
      this.timed = machine.sampled();
      this.sentNanos = timed ? System.nanoTime() : 0;
    }

    @Override
    public int needs() {
      return resources.length;
    }

    @Override
    public int neededResource(int n) {
      return resources[n];
    }

    @Override
    public Mode neededMode(int n) {
      return modes[n];
    }

    @Override
    public int neededPermits(int n) {
      return permits[n];
    }
  }

  /**
   * Take back all that you granted.
   *
   * @param grants all that was granted, with their state as it is now; none for a task that needed nothing
   * @param puts resources that get a permit more
   */
  record GiveBack(List<Grant> grants, List<Integer> puts) implements Command, Reservations.Request {

    GiveBack {
      grants = List.copyOf(grants);
      puts = List.copyOf(puts);
    }

    @Override
    public int needs() {
      return grants.size();
    }

    @Override
    public int neededResource(int n) {
      return grants.get(n).resource();
    }

    @Override
    public Mode neededMode(int n) {
      return grants.get(n).mode();
    }

    @Override
    public int neededPermits(int n) {
      return grants.get(n).permits();
    }
  }

  /** Hand over the final state. Told when all workers have ended. */
  record Surrender(ActorRef<TaskRun.Command> replyTo) implements Command {}

  private final Grant[] grants;
  private final Reservations<Reserve> reservations;
  private final Account account = new Account();
  private final Replies replies;

  private ReservationOwner(TaskModel model, CellStore start, Workers workers) {
    this.grants = Grant.first(model, start, 0, model.resources());
    this.reservations = new Reservations<>(model.resources(), model::permits);
    this.replies = new Replies(workers, account);
  }

  /**
   * The owner of all resources of a model.
   *
   * @param start their first state
   * @param workers who ask
   */
  static Behavior<Command> create(TaskModel model, CellStore start, Workers workers) {
    return Behaviors.setup(context -> new ReservationOwner(model, start, workers).owning());
  }

  private Behavior<Command> owning() {
    return Behaviors.receiveMessage(
        message -> {
          switch (message) {
            case Reserve reserve -> onReserve(reserve);
            case GiveBack back -> onGiveBack(back);
            case Surrender surrender ->
                surrender.replyTo().tell(new TaskRun.Surrendered(Arrays.asList(grants), account));
          }
          return Behaviors.same();
        });
  }

  private void onReserve(Reserve reserve) {
    if (reserve.timed) {
      account.queued(System.nanoTime() - reserve.sentNanos);
    }
    if (reservations.take(reserve)) {
      grant(reserve);
    } else {
      reserve.sinceNanos = System.nanoTime();
      reservations.enqueue(reserve);
    }
  }

  private void onGiveBack(GiveBack back) {
    for (Grant grant : back.grants()) {
      if (grant.mode() == Mode.EXCLUSIVE) {
        grants[grant.resource()] = grant;
      }
    }
    reservations.release(back);
    back.puts().forEach(reservations::put);
    for (Reserve next = reservations.next(); next != null; next = reservations.next()) {
      account.waited(System.nanoTime() - next.sinceNanos);
      grant(next);
    }
  }

  private void grant(Reserve reserve) {
    Grant[] granted = new Grant[reserve.needs()];
    Arrays.setAll(granted, n -> grants[reserve.neededResource(n)].in(reserve.neededMode(n), reserve.neededPermits(n)));
    replies.answer(reserve.worker, reserve.timed, new TaskWorker.Reserved(List.of(granted)));
  }
}
