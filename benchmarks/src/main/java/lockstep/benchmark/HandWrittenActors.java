package lockstep.benchmark;

import com.typesafe.config.ConfigFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The same tasks as somebody would write them for this one purpose with bare actors: an actor for each account, which keeps its
 * balance and lets one transfer at a time at it; workers that acquire accounts by ascending id, have them add, and so release
 * them. A task of one account is one message there and one back. On the engine's own dispatcher.
 */
final class HandWrittenActors implements AutoCloseable {

  /** An account: its balance never leaves it. */
  private static final class Account {

    sealed interface AccountCommand permits Acquire, AddAndRelease, Increment, Tell {}

    record Acquire(ActorRef<Worker.WorkerCommand> by) implements AccountCommand {}

    record AddAndRelease(long cents) implements AccountCommand {}

    record Increment(ActorRef<Worker.WorkerCommand> by) implements AccountCommand {}

    record Tell(ActorRef<Run.RunCommand> replyTo) implements AccountCommand {}

    private final Queue<ActorRef<Worker.WorkerCommand>> waiting = new ArrayDeque<>();
    private boolean acquired;
    private long balance;

    static Behavior<AccountCommand> create() {
      return Behaviors.setup(context -> new Account().open());
    }

    private Behavior<AccountCommand> open() {
      return Behaviors.receiveMessage(
          message -> {
            switch (message) {
              case Acquire acquire -> onAcquire(acquire);
              case AddAndRelease add -> onAddAndRelease(add);
              case Increment increment -> {
                balance++;
                increment.by().tell(Worker.Signal.DONE);
              }
              case Tell tell -> tell.replyTo().tell(new Run.Balance(balance));
            }
            return Behaviors.same();
          });
    }

    private void onAcquire(Acquire acquire) {
      if (acquired) {
        waiting.add(acquire.by());
      } else {
        acquired = true;
        acquire.by().tell(Worker.Signal.ACQUIRED);
      }
    }

    private void onAddAndRelease(AddAndRelease add) {
      balance += add.cents();
      ActorRef<Worker.WorkerCommand> next = waiting.poll();
      acquired = next != null;
      if (next != null) {
        next.tell(Worker.Signal.ACQUIRED);
      }
    }
  }

  /** A worker: one task at a time. */
  private static final class Worker {

    sealed interface WorkerCommand permits Begin, Signal {}

    record Begin(List<ActorRef<Account.AccountCommand>> accounts) implements WorkerCommand {}

    enum Signal implements WorkerCommand {
      ACQUIRED,
      DONE
    }

    private final Workers shared;
    private final ActorContext<WorkerCommand> context;
    private final PlainTask task;
    private List<ActorRef<Account.AccountCommand>> accounts = List.of();
    private long i;
    private int acquired;

    private Worker(Workers shared, int number, ActorContext<WorkerCommand> context) {
      this.shared = shared;
      this.context = context;
      this.task = new PlainTask(shared.model(), Workload.SEED);
      this.i = number;
    }

    static Behavior<WorkerCommand> create(Workers shared, int number) {
      return Behaviors.setup(context -> new Worker(shared, number, context).working());
    }

    private Behavior<WorkerCommand> working() {
      return Behaviors.receiveMessage(
          message -> {
            switch (message) {
              case Begin begin -> {
                accounts = begin.accounts();
                ask();
              }
              case Signal.ACQUIRED -> onAcquired();
              case Signal.DONE -> next();
            }
            return Behaviors.same();
          });
    }

    private void ask() {
      if (i >= shared.model().tasks()) {
        shared.run().tell(Run.Ended.INSTANCE);
        return;
      }
      task.plan(i);
      acquired = 0;
      if (task.needs == 1) {
        accounts.get(task.first).tell(new Account.Increment(context.getSelf()));
      } else {
        accounts.get(Math.min(task.first, task.second)).tell(new Account.Acquire(context.getSelf()));
      }
    }

    private void onAcquired() {
      acquired++;
      if (acquired == 1) {
        accounts.get(Math.max(task.first, task.second)).tell(new Account.Acquire(context.getSelf()));
      } else {
        accounts.get(task.first).tell(new Account.AddAndRelease(-task.argument));
        accounts.get(task.second).tell(new Account.AddAndRelease(task.argument));
        next();
      }
    }

    private void next() {
      i += shared.count();
      ask();
    }
  }

  private record Workers(TaskModel model, int count, ActorRef<Run.RunCommand> run) {}

  /** All tasks once. */
  private static final class Run {

    sealed interface RunCommand permits Ended, Balance {}

    enum Ended implements RunCommand {
      INSTANCE
    }

    record Balance(long cents) implements RunCommand {}

    private final ActorContext<RunCommand> context;
    private final CompletableFuture<Long> sum;
    private final List<ActorRef<Account.AccountCommand>> accounts = new ArrayList<>();
    private int working;
    private int balances;
    private long cents;

    private Run(ActorContext<RunCommand> context, Perform perform) {
      this.context = context;
      this.sum = perform.sum();
      this.working = perform.workers();
      for (int a = 0; a < perform.model().resources(); a++) {
        accounts.add(context.spawn(Account.create(), "account-" + a));
      }
      Workers shared = new Workers(perform.model(), perform.workers(), context.getSelf());
      for (int w = 0; w < perform.workers(); w++) {
        context.spawn(Worker.create(shared, w), "worker-" + w).tell(new Worker.Begin(accounts));
      }
    }

    static Behavior<RunCommand> create(Perform perform) {
      return Behaviors.setup(context -> new Run(context, perform).running());
    }

    private Behavior<RunCommand> running() {
      return Behaviors.receiveMessage(
          message ->
              switch (message) {
                case Ended _ -> onEnded();
                case Balance balance -> onBalance(balance);
              });
    }

    private Behavior<RunCommand> onEnded() {
      working--;
      if (working == 0) {
        accounts.forEach(account -> account.tell(new Account.Tell(context.getSelf())));
      }
      return Behaviors.same();
    }

    private Behavior<RunCommand> onBalance(Balance balance) {
      cents += balance.cents();
      balances++;
      if (balances < accounts.size()) {
        return Behaviors.same();
      }
      sum.complete(cents);
      return Behaviors.stopped();
    }
  }

  private record Perform(TaskModel model, int workers, CompletableFuture<Long> sum) {}

  private final TaskModel model;
  private final int workers;
  private final ActorSystem<Perform> system =
      ActorSystem.create(
          Behaviors.setup(
              context ->
                  Behaviors.receiveMessage(
                      perform -> {
                        var _ = context.spawnAnonymous(Run.create(perform));
                        return Behaviors.same();
                      })),
          "hand-written",
          ConfigFactory.load("lockstep-actors"));

  HandWrittenActors(TaskModel model, int workers) {
    this.model = model;
    this.workers = workers;
  }

  /** Performs all tasks; returns the sum of all balances. */
  long perform() throws InterruptedException {
    CompletableFuture<Long> sum = new CompletableFuture<>();
    system.tell(new Perform(model, workers, sum));
    try {
      return sum.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an actor broke", e);
    }
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
