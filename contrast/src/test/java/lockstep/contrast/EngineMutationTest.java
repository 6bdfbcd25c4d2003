package lockstep.contrast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lockstep.contrast.loop.EventLoopEngine;
import lockstep.contrast.thread.SequentialEngine;
import lockstep.contrast.thread.ThreadsEngine;
import lockstep.engine.Mutation;
import lockstep.engine.Sketch;
import lockstep.engine.TraceMutantRun;
import lockstep.engine.Work;
import lockstep.simulation.Pause;
import lockstep.simulation.TaskModel;
import lockstep.simulation.bank.Bank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparison of work finds engines that are broken: the real ones, each with one call gone astray. */
final class EngineMutationTest {

  private static final String SEQUENTIAL = SequentialEngine.class.getName();
  private static final String THREADS = ThreadsEngine.class.getName();
  private static final String LOOP = EventLoopEngine.class.getName();
  private static final List<String> ENGINES = List.of(SEQUENTIAL, THREADS, LOOP);

  private static final String MACHINE = "lockstep.engine.TaskMachine";
  private static final String PROGRESS = "lockstep.engine.Progress";
  private static final String CODE = "lockstep.engine.ModelCode";
  private static final String NEEDS = "lockstep.engine.Needs";
  private static final String LOCKS = "lockstep.contrast.thread.LockTable";
  private static final String BLOCKING = "lockstep.contrast.thread.BlockingWorker";
  private static final String LOOPING = "lockstep.contrast.loop.LoopWorker";

  /** A race is not lost every time. */
  private static final int ROUNDS_OF_A_RACE = 20;

  private static final TaskModel MODEL =
      Sketch.of(
              "a little of everything",
              100,
              4,
              (i, draw, plan) -> plan.exclusive(1 + draw.below(3)).exclusive(0).compute(2).hold(Pause.SPIN, 1000))
          .computing(task -> task.index() + 1);

  private static final TaskModel HOT =
      Sketch.of("hot", 500, 1, (i, draw, plan) -> plan.exclusive(0).hold(Pause.SPIN, 20_000));

  @ParameterizedTest(name = "{0}")
  @FieldSource("ENGINES")
  void enginesThatAreNotMutatedDoTheWorkOfAPlainLoop(String engine) {
    assertThat(Mutation.NONE.perform(engine, 1, MODEL, 5)).isEqualTo(Work.reference(MODEL, 5).toString());
  }

  static Stream<Arguments> mutationsOfTheMachine() {
    List<Mutation> mutations =
        List.of(
            Mutation.of(CODE, "update", "update", "updateAllButOne"),
            Mutation.of(CODE, "update", "update", "updateOneTwice"),
            Mutation.of(CODE, "compute", "compute", "computeAllButOne"),
            Mutation.of(PROGRESS, "following", "holdNanos", "holdAllButOne"),
            Mutation.of(CODE, "update", "countUpdate", "doNotCount"),
            Mutation.of(NEEDS, "add", "chain", "forgetTheNeed"),
            Mutation.of(MACHINE, "commit", "fingerprint", "fingerprintAllButOne"),
            Mutation.of(CODE, "update", "mode", "takeAllForReading"));
    return mutations.stream().flatMap(mutation -> ENGINES.stream().map(engine -> Arguments.of(mutation, engine)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("mutationsOfTheMachine")
  void aMachineThatDoesOtherWorkIsFound(Mutation mutation, String engine) {
    mutation.assertFound(engine, MODEL, 1);
  }

  static Stream<Arguments> mutationsOfWorkers() {
    return Stream.of(
        Arguments.of(Mutation.of(BLOCKING, "pause", "spin", "spinAllButOne"), SEQUENTIAL),
        Arguments.of(Mutation.of(BLOCKING, "pause", "spin", "spinAllButOne"), THREADS),
        Arguments.of(Mutation.of(BLOCKING, "perform", "update", "machineUpdatesAllButOne"), THREADS),
        Arguments.of(Mutation.of(BLOCKING, "work", "nextTask", "leaveOneOut"), THREADS),
        Arguments.of(Mutation.of(LOOPING, "proceed", "spin", "spinAllButOne"), LOOP),
        Arguments.of(Mutation.of(LOOPING, "proceed", "update", "machineUpdatesAllButOne"), LOOP),
        Arguments.of(Mutation.of(LOOPING, "proceed", "nextTask", "leaveOneOut"), LOOP));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("mutationsOfWorkers")
  void aWorkerThatLeavesSomethingOutIsFound(Mutation mutation, String engine) {
    mutation.assertFound(engine, MODEL, 1);
  }

  private static final Mutation NO_LOCKS =
      Mutation.of(LOCKS, "tryNow", "tryLock", "pretendToLock").and("release", "unlock", "doNotUnlock");

  @Test
  void locksThatAreNeverTakenAreFound() {
    NO_LOCKS.assertFound(THREADS, HOT, ROUNDS_OF_A_RACE);
  }

  /** Transfers that may be declined, between few accounts. */
  private static final TaskModel DECLINING =
      new Bank()
          .model(
              new Bank.Parameters(3, 1000, 0, 2, 500, Bank.Overdraft.DECLINED, Duration.ofNanos(1000), Duration.ofNanos(5000)));

  @ParameterizedTest(name = "{0}")
  @FieldSource("ENGINES")
  void enginesThatAreNotMutatedAreSerialisable(String engine) {
    assertThat(Mutation.NONE.perform(engine, engine.equals(SEQUENTIAL) ? 1 : 4, DECLINING, 5)).isEqualTo("serialisable");
  }

  @Test
  void locksThatAreNeverTakenAreNotSerialisable() {
    String found = "serialisable";
    for (int round = 0; round < ROUNDS_OF_A_RACE && found.equals("serialisable"); round++) {
      found = NO_LOCKS.perform(THREADS, 4, DECLINING, round);
    }
    assertThat(found).startsWith("not serialisable: ");
  }

  @Test
  void aTaskWithoutItsUpdateIsNotSerialisable() {
    Mutation leftOut = Mutation.of(BLOCKING, "perform", "update", "machineUpdatesAllButOne");
    assertThat(leftOut.perform(THREADS, 4, DECLINING, 1)).isEqualTo("not serialisable: task 37 was not performed");
  }

  static Stream<Arguments> tracedWrong() {
    Mutation stamps = Mutation.of("lockstep.engine.TraceLog", "note", "stamp", "stampOfItsOwn");
    Mutation late = Mutation.of(MACHINE, "next", "comesTo", "tellReleasesLate");
    return Stream.of(
        Arguments.of(Mutation.NONE, THREADS, "legal"),
        Arguments.of(Mutation.NONE, LOOP, "legal"),
        Arguments.of(NO_LOCKS, THREADS, "held by"),
        Arguments.of(stamps, THREADS, "held by"),
        Arguments.of(late, THREADS, "held by"));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("tracedWrong")
  void aTraceInAnotherOrderIsNoLegalHistory(Mutation mutation, String engine, String found) {
    String verdict = "legal";
    for (int round = 0; round < ROUNDS_OF_A_RACE && verdict.equals("legal"); round++) {
      verdict = mutation.perform(TraceMutantRun.class, engine, HOT, 4, (long) round);
    }
    assertThat(verdict).startsWith(found);
  }

  @Test
  void grantsOfWhatIsTakenAreRefusedWhenTheyComeBack() {
    Mutation grantsAnyway = Mutation.of("lockstep.engine.GrantQueue", "grant", "take", "grantAnyway");
    assertThat(grantsAnyway.perform(LOOP, 4, HOT, 1))
        .startsWith("threw ")
        .contains("resource 0 of this block is not held EXCLUSIVE");
  }
}
