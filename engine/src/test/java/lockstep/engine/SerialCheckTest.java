package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import lockstep.engine.InterleavingEngine.Fault;
import lockstep.simulation.Draw;
import lockstep.simulation.Held;
import lockstep.simulation.Mode;
import lockstep.simulation.Plan;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The check finds engines that do not perform tasks as if one after the other, and says why. */
final class SerialCheckTest {

  private static final long SEED = 11;

  /** Three accounts with little on them. */
  private static final TaskModel BANK =
      ConformanceModels.simulation(
          "bank", Map.of("accounts", "3", "transfers", "100", "opening", "300", "overdraft", "declined"));

  /** Reads one of two, and adds what it saw to the other. */
  private static final Sketch READ_ONE_WRITE_THE_OTHER =
      Sketch.of("reads one, writes the other", 100, 2, SerialCheckTest::readOneWriteTheOther)
          .sharing()
          .initialised((r, cell) -> cell.set(0, 1 + r))
          .updating(SerialCheckTest::addWhatIsRead);

  private static void readOneWriteTheOther(long i, Draw draw, Plan plan) {
    int read = (int) (i % 2);
    plan.shared(read).exclusive(1 - read);
  }

  private static void addWhatIsRead(Task task, Held held) {
    held.add(1, 0, held.get(0, 0));
  }

  private static Assignment assignment(TaskModel model, int workers) {
    return new Assignment(
        model, SEED, workers, Coordination.of(Policy.UNORDERED), new Board(workers), new Cancellation(), new History(model));
  }

  private static void check(Fault fault, TaskModel model) throws NotSerialisable {
    Assignment assignment = assignment(model, 2);
    Outcome outcome = new InterleavingEngine(fault).perform(assignment);
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    if (outcome instanceof Outcome.Completed completed) {
      SerialCheck.perform(assignment, completed);
    }
  }

  private static void assertFound(Fault fault, TaskModel model, String reason) {
    assertThatExceptionOfType(NotSerialisable.class)
        .isThrownBy(() -> check(fault, model))
        .withMessageContaining(reason)
        .satisfies(found -> assertThat(found.count()).isPositive());
  }

  @Test
  void tasksInAnyOrderButOneAfterTheOtherPass() {
    assertThatCode(() -> check(Fault.NONE, BANK)).doesNotThrowAnyException();
    assertThatCode(() -> check(Fault.NONE, READ_ONE_WRITE_THE_OTHER)).doesNotThrowAnyException();
    Outcome swapped = new InterleavingEngine(Fault.NONE).perform(assignment(BANK, 2));
    assertThat(Work.of(swapped).state()).as("the order matters").isNotEqualTo(Work.reference(BANK, SEED).state());
    assertThat(Work.of(swapped).tasks()).isEqualTo(Work.reference(BANK, SEED).tasks());
  }

  @ParameterizedTest
  @CsvSource({
    "STALE_COPIES, and changed it",
    "STALE_WORDS, saw other values than those of the versions",
    "DROPPED_WRITE, and changed it",
    "DROPPED_LAST_WRITE, 'leave other values in 2 of 3 resources, the first of them '",
    "COUNTED_TWICE, which can be at most",
    "LEFT_OUT, task 36 was not performed",
    "REPEATED, task 36 was performed twice"
  })
  void everyFaultIsFound(Fault fault, String reason) {
    assertFound(fault, BANK, reason);
  }

  /** What is written is never lost: each write is made under its grant. Only what was read before is not true any more. */
  @Test
  void readingBeforeTheGrantIsFoundThoughNothingIsLost() {
    assertFound(Fault.STALE_READS, READ_ONE_WRITE_THE_OTHER, "comes after the next, and the last one after the first");
    Outcome outcome = new InterleavingEngine(Fault.STALE_READS).perform(assignment(READ_ONE_WRITE_THE_OTHER, 2));
    assertThat(Work.of(outcome).versions()).isEqualTo(Work.of(outcome).ledger().writes());
    assertThat(Work.of(outcome).brokenHolds()).isZero();
  }

  /** A history of one engine does not fit the result of another. */
  @Test
  void otherWorkThanThatOfTheHistoryIsFound() {
    Assignment assignment = assignment(BANK, 2);
    new InterleavingEngine(Fault.NONE).perform(assignment);
    Account more = new Account();
    more.computeUnits = 1;
    Outcome.Completed other = new Outcome.Completed(end(BANK), more, 0);
    assertThatExceptionOfType(NotSerialisable.class)
        .isThrownBy(() -> SerialCheck.perform(assignment, other))
        .withMessage("one after the other, the tasks do other work");
  }

  private static CellStore end(TaskModel model) {
    Outcome outcome = new InterleavingEngine(Fault.NONE).perform(assignment(model, 2));
    return outcome instanceof Outcome.Completed completed ? completed.cells() : new CellStore(0, 0);
  }

  @Test
  void checkEndsEarlyWhenItIsCancelled() {
    Assignment assignment = assignment(BANK, 2);
    new InterleavingEngine(Fault.NONE).perform(assignment);
    assignment.cancellation().request();
    Outcome.Completed nothing = new Outcome.Completed(new CellStore(3, 1), new Account(), 0);
    assertThatCode(() -> SerialCheck.perform(assignment, nothing)).doesNotThrowAnyException();
  }

  // What is kept

  @Test
  void historyKeepsWhatHasStateInTheOrderOfThePlan() {
    TaskModel model =
        Sketch.of("of all kinds", 1, 4, (i, draw, plan) -> plan.take(3).exclusive(2).permit(1).shared(0).put(3))
            .sharing()
            .withPermits(r -> r == 1 || r == 3 ? 2 : 1)
            .updating((task, held) -> {});
    History history = new History(model);
    Assignment assignment =
        new Assignment(model, SEED, 1, Coordination.of(Policy.ORDERED), new Board(1), new Cancellation(), history);
    TaskMachine machine = new TaskMachine(assignment, 0);
    machine.begin(0);
    for (Step step = machine.next(); step != Step.DONE; step = machine.next()) {
      switch (step) {
        case ASK -> {
          if (machine.askedMode().isCounted()) {
            machine.grantedPermit();
          } else {
            machine.granted(new long[] {5, 10L + machine.asked()}, 0);
          }
        }
        case UPDATE -> machine.update();
        default -> machine.released();
      }
    }
    assertThat(history.accesses(0)).isEqualTo(2);
    assertThat(history.resource(0, 0)).isEqualTo(2);
    assertThat(history.writes(0, 0)).isTrue();
    assertThat(history.version(0, 0)).isEqualTo(12);
    assertThat(history.resource(0, 1)).isZero();
    assertThat(history.writes(0, 1)).isFalse();
    assertThat(history.version(0, 1)).isEqualTo(10);
  }

  @Test
  void accessesToTheGreatestResourceAreKeptWhole() {
    History history = new History(BANK);
    history.enter(0, new long[] {0, History.access(Integer.MAX_VALUE, Mode.EXCLUSIVE), Long.MAX_VALUE});
    assertThat(history.resource(0, 0)).isEqualTo(Integer.MAX_VALUE);
    assertThat(history.writes(0, 0)).isTrue();
    assertThat(history.version(0, 0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void modelWithMoreTasksThanAHistoryHoldsIsCheckedInPart() {
    TaskModel most = Sketch.of("most", History.MOST_TASKS, 1, (i, draw, plan) -> {});
    TaskModel more = Sketch.of("more", History.MOST_TASKS + 1L, 1, (i, draw, plan) -> {});
    assertThat(SerialCheck.part(most)).isSameAs(most);
    assertThat(SerialCheck.part(more).tasks()).isEqualTo(History.MOST_TASKS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new History(more))
        .withMessage("a history has at most 65536 tasks, got 65537");
  }

  /** It is the model in everything but the number of its tasks. */
  @ParameterizedTest
  @EnumSource(PartOf.class)
  void partOfAModelDoesWhatTheModelDoes(PartOf part) {
    TaskModel less = ConformanceModels.simulation(part.simulation, Map.of(part.tasks, "400"));
    TaskModel more = new FirstTasks(ConformanceModels.simulation(part.simulation, Map.of(part.tasks, "40000")), less.tasks());
    assertThat(Work.reference(more, SEED)).isEqualTo(Work.reference(less, SEED));
    assertThat(more.agents()).isEqualTo(less.agents());
    assertThat(more.shares()).isEqualTo(less.shares());
    assertThat(more.safeAtOnce()).isEqualTo(less.safeAtOnce());
    assertThat(more.leastWorkers()).isEqualTo(less.leastWorkers());
    assertThat(more.permits(0)).isEqualTo(less.permits(0));
    assertThat(more.counted(0)).isEqualTo(less.counted(0));
    assertThat(more.commutes()).isEqualTo(less.commutes());
  }

  /** Simulations that between them use all that a model can say. */
  enum PartOf {
    BANK("bank", "transfers"),
    RING("ring", "hops"),
    DICTIONARY("dictionary", "operations"),
    PHILOSOPHERS("philosophers", "meals");

    private final String simulation;
    private final String tasks;

    PartOf(String simulation, String tasks) {
      this.simulation = simulation;
      this.tasks = tasks;
    }
  }
}
