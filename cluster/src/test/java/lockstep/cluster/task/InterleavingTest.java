package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import lockstep.engine.Work;
import lockstep.simulation.Draw;
import lockstep.simulation.Plan;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers and owners whose mailboxes are emptied in an order that the test chooses. A message is in the mailbox as soon as it is
 * told, as it is in one JVM; so who handles a message next is all that can differ.
 */
final class InterleavingTest {

  private static final int RESOURCES = 4;

  /** Two tasks inside the lower half, one across in either direction, one inside the upper half. */
  private static final int[][] NEEDS = {{1, 0}, {2, 1}, {0, 1}, {1, 3}, {3, 2}};

  /** The actors of one run. */
  private static final class Stage {
    private final Sketch model;
    private final CellStore cells;
    private final TestInbox<TaskRun.Command> run = TestInbox.create();
    private final List<BehaviorTestKit<?>> actors = new ArrayList<>();
    private final List<BehaviorTestKit<ResourceOwner.Command>> owners;
    private final Account account = new Account();
    private int working;

    Stage(Sketch model, int workers, Policy policy, int blocks) {
      this.model = model;
      this.cells = CellStore.first(model, 1);
      this.working = workers;
      Assignment assignment = Assignment.of(model, 1, workers, Coordination.of(policy).withOwners(blocks));
      List<BehaviorTestKit<TaskWorker.Command>> performing =
          IntStream.range(0, workers)
              .mapToObj(w -> BehaviorTestKit.create(TaskWorker.create(assignment, w, run.getRef())))
              .toList();
      List<ActorRef<TaskWorker.Command>> refs = performing.stream().map(BehaviorTestKit::getRef).toList();
      Blocks of = Blocks.atMost(blocks, RESOURCES);
      this.owners =
          IntStream.range(0, of.count())
              .mapToObj(b -> BehaviorTestKit.create(ResourceOwner.create(model, cells, of.first(b), of.size(b), Workers.here(refs))))
              .toList();
      BehaviorTestKit<ResourceOwner.Command> gate = BehaviorTestKit.create(ResourceOwner.counted(RESOURCES, 1, Workers.here(refs)));
      actors.addAll(performing);
      actors.addAll(owners);
      actors.add(gate);
      TaskRun.Owners told =
          new TaskRun.Owners(
              of, owners.stream().map(BehaviorTestKit::getRef).toList(), Optional.of(gate.getRef()), Optional.empty());
      refs.forEach(ref -> ref.tell(new TaskWorker.Begin(told, System.nanoTime())));
    }

    /** Those with messages; every timer has run out. */
    List<BehaviorTestKit<?>> ready() {
      actors.stream().flatMap(actor -> actor.getAllEffects().stream()).forEach(Stage::fire);
      return actors.stream().filter(actor -> actor.selfInbox().hasMessages()).toList();
    }

    private static void fire(Effect effect) {
      if (effect instanceof Effect.Scheduled<?> timer) {
        fire(timer);
      }
    }

    private static <T> void fire(Effect.Scheduled<T> timer) {
      timer.target().tell(timer.message());
    }

    /** All have ended, and did what a plain loop does. */
    void assertDone(String schedule) {
      while (run.hasMessages()) {
        if (run.receiveMessage() instanceof TaskRun.WorkerEnded ended) {
          account.add(ended.account());
          working--;
        }
      }
      assertThat(working).as("workers that wait for ever in %s", schedule).isZero();
      TestInbox<TaskRun.Command> surrendered = TestInbox.create();
      owners.forEach(owner -> owner.run(new ResourceOwner.Surrender(surrendered.getRef())));
      surrendered.getAllReceived().forEach(this::put);
      Work reference = Work.reference(model, 1);
      assertThat(Work.of(cells, account)).as(schedule).isEqualTo(reference);
    }

    private void put(TaskRun.Command command) {
      if (command instanceof TaskRun.Surrendered of) {
        of.grants().forEach(grant -> cells.put(grant.resource(), grant.cells()));
      }
    }
  }

  private static Sketch model(int tasks) {
    return Sketch.of("inside and across", tasks, RESOURCES, InterleavingTest::plan);
  }

  private static void plan(long i, Draw draw, Plan plan) {
    for (int resource : NEEDS[(int) (i % NEEDS.length)]) {
      plan.exclusive(resource);
    }
  }

  /** Every order in which the mailboxes of these actors can be emptied. Returns how many there are. */
  private static long explore(Sketch model, int workers, int blocks) {
    List<Integer> path = new ArrayList<>();
    List<Integer> choices = new ArrayList<>();
    long schedules = 0;
    do {
      choices.clear();
      Stage stage = new Stage(model, workers, Policy.ORDERED, blocks);
      for (List<BehaviorTestKit<?>> ready = stage.ready(); !ready.isEmpty(); ready = stage.ready()) {
        if (choices.size() == path.size()) {
          path.add(0);
        }
        int choice = path.get(choices.size());
        choices.add(ready.size());
        ready.get(choice).runOne();
      }
      stage.assertDone(path.toString());
      schedules++;
    } while (advance(path, choices));
    return schedules;
  }

  /** To the next path, depth first; false when there is none. */
  private static boolean advance(List<Integer> path, List<Integer> choices) {
    while (!path.isEmpty()) {
      int choice = path.removeLast() + 1;
      if (choice < choices.get(path.size())) {
        path.add(choice);
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest(name = "{0} blocks")
  @ValueSource(ints = {1, 2, 3})
  void orderedTasksInsideAndAcrossBlocksNeverDeadlockInAnyInterleaving(int blocks) {
    Stream.of(model(2), Sketch.of("across", 2, RESOURCES, (i, draw, plan) -> plan(i + 2, draw, plan)))
        .forEach(model -> assertThat(explore(model, 2, blocks)).isGreaterThan(1));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"ORDERED", "TRY_LOCK", "ARBITER"})
  void tasksInsideAndAcrossBlocksNeverDeadlockInHundredsOfSchedules(Policy policy) {
    assertSchedulesEnd(policy, 50);
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"ORDERED", "TRY_LOCK", "ARBITER"})
  void tasksInsideAndAcrossBlocksNeverDeadlockInThousandsOfSchedules(Policy policy) {
    assertSchedulesEnd(policy, 1_000);
  }

  private static void assertSchedulesEnd(Policy policy, int seeds) {
    for (int blocks = 1; blocks <= RESOURCES; blocks++) {
      for (int seed = 0; seed < seeds; seed++) {
        assertScheduleEnds(policy, blocks, seed);
      }
    }
  }

  private static void assertScheduleEnds(Policy policy, int blocks, long seed) {
    Random random = new Random(seed);
    Stage stage = new Stage(model(12), 4, policy, blocks);
    for (List<BehaviorTestKit<?>> ready = stage.ready(); !ready.isEmpty(); ready = stage.ready()) {
      ready.get(random.nextInt(ready.size())).runOne();
    }
    stage.assertDone(policy + ", " + blocks + " blocks, seed " + seed);
  }

  @Test
  void unorderedTasksAcrossBlocksDoDeadlockInSomeSchedule() {
    assertThat(IntStream.range(0, 200).filter(seed -> deadlocks(seed)).count()).isPositive();
  }

  private static boolean deadlocks(long seed) {
    try {
      assertScheduleEnds(Policy.UNORDERED, 2, seed);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }
}
