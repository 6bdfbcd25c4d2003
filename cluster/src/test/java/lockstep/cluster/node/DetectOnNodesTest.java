package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Watch;
import lockstep.engine.Work;
import lockstep.simulation.Pause;
import lockstep.simulation.TaskModel;
import lockstep.simulation.bank.Bank;
import lockstep.simulation.philosophers.Philosophers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlocks across nodes, and what is none. */
@Timeout(240)
final class DetectOnNodesTest {

  private static final long SEED = 7;
  private static final long DETECTION_NANOS = 2_000_000;
  private static final int WORKERS = 5;

  /** Threads that come late on a busy machine meet nobody. */
  private static final int ROUNDS = 20;

  private static final TaskModel PHILOSOPHERS = philosophers(6);
  private static final TaskModel ON_AND_ON = philosophers(1_000_000);

  private static TaskModel philosophers(long meals) {
    return new Philosophers()
        .model(new Philosophers.Parameters(WORKERS, meals, Duration.ZERO, Duration.ofMillis(2), Duration.ZERO, Pause.TIMER));
  }

  private static final TaskModel HOT_BANK =
      new Bank()
          .model(new Bank.Parameters(3, 150, 1.2, 2, 500, Bank.Overdraft.ALLOWED, Duration.ofNanos(100_000), Duration.ZERO));

  private static Account performed(OneJvmCluster cluster, TaskModel model) throws InterruptedException {
    Assignment assignment = Assignment.of(model, SEED, WORKERS, Coordination.of(Policy.DETECT).detectingEvery(DETECTION_NANOS));
    Outcome outcome = cluster.perform(assignment);
    assertThat(Work.of(outcome)).as("%s", model).isEqualTo(Work.reference(model, SEED));
    assertThat(assignment.board().commits()).as("each task once").isEqualTo(model.tasks());
    return assertInstanceOf(Outcome.Completed.class, outcome).account();
  }

  @ParameterizedTest(name = "{0} nodes")
  @ValueSource(ints = {1, 2, 3})
  void workThatDeadlocksIsDoneEachTaskOnce(int nodes) throws InterruptedException {
    try (OneJvmCluster cluster = new OneJvmCluster(nodes)) {
      for (TaskModel model : List.of(PHILOSOPHERS, HOT_BANK)) {
        long broken = 0;
        for (int round = 0; round < ROUNDS && broken == 0; round++) {
          Account account = performed(cluster, model);
          broken = account.deadlocks().broken();
          assertThat(account.retries()).as("nobody but victims gives up").isEqualTo(broken);
          assertThat(account.deadlocks().probes()).isGreaterThanOrEqualTo(2 * account.deadlocks().members());
          assertThat(LongStream.of(account.deadlocks().formations())).hasSize((int) broken).allMatch(nanos -> nanos >= 0);
          assertThat(LongStream.of(account.deadlocks().detections())).hasSize((int) broken).allMatch(nanos -> nanos >= 0);
          assertThat(LongStream.of(account.deadlocks().recoveries())).allMatch(nanos -> nanos >= 0);
        }
        assertThat(broken).as("deadlocks of %s", model).isPositive();
      }
    }
  }

  /** Workers that wait for each other's node most of the time are seen at places that make a circle, but of different moments. */
  @Test
  void whatWorkersOfDifferentNodesDidAtDifferentTimesIsNoDeadlock() throws InterruptedException {
    Assignment assignment =
        Assignment.of(HOT_BANK, SEED, WORKERS, Coordination.of(Policy.ARBITER).detectingEvery(DETECTION_NANOS));
    Watch watch = new Watch(assignment, Duration.ofMinutes(2), Duration.ofMinutes(2), System.nanoTime());
    try (OneJvmCluster cluster = new OneJvmCluster(2)) {
      CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> performed(cluster, assignment));
      while (!outcome.isDone()) {
        assertThat(watch.look(System.nanoTime())).isEmpty();
        LockSupport.parkNanos(DETECTION_NANOS);
      }
      assertThat(Work.of(outcome.join())).isEqualTo(Work.reference(HOT_BANK, SEED));
    }
  }

  /** All in a circle, on two nodes: certain as soon as all of them have been looked at again. */
  @Test
  void workersOfDifferentNodesThatWaitForEachOtherForEverAreSeen() throws InterruptedException {
    Assignment assignment =
        Assignment.of(ON_AND_ON, SEED, WORKERS, Coordination.of(Policy.UNORDERED).detectingEvery(DETECTION_NANOS));
    Watch watch = new Watch(assignment, Duration.ofMinutes(2), Duration.ofMinutes(2), System.nanoTime());
    try (OneJvmCluster cluster = new OneJvmCluster(2)) {
      CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> performed(cluster, assignment));
      Optional<Watch.Alarm> alarm = Optional.empty();
      while (alarm.isEmpty() && !outcome.isDone()) {
        LockSupport.parkNanos(DETECTION_NANOS);
        alarm = watch.look(System.nanoTime());
      }
      assignment.cancellation().request();
      assertThat(outcome.join()).isInstanceOf(Outcome.Cancelled.class);
      assertThat(alarm).get().isInstanceOf(Watch.Alarm.Deadlock.class);
    }
  }

  private static Outcome performed(OneJvmCluster cluster, Assignment assignment) {
    try {
      return cluster.perform(assignment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
