package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import lockstep.engine.Mutation;
import lockstep.engine.Sketch;
import lockstep.engine.TraceMutantRun;
import lockstep.engine.Work;
import lockstep.simulation.Draw;
import lockstep.simulation.Plan;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparison of work finds actors that are broken. */
final class ActorsMutationTest {

  private static final String ACTORS = ActorsEngine.class.getName();

  /** Tasks that are shipped to an owner, and tasks that ask two of them. */
  private static final TaskModel MODEL =
      Sketch.of("one and two needs", 100, 3, ActorsMutationTest::plan);

  private static void plan(long i, Draw draw, Plan plan) {
    plan.exclusive(0);
    if (i % 2 == 0) {
      plan.exclusive(1 + draw.below(2));
    }
  }

  /** Actors need not meet every time. */
  private static final int ROUNDS_OF_A_RACE = 20;

  @Test
  void actorsThatAreNotMutatedDoTheWorkOfAPlainLoop() {
    assertThat(Mutation.NONE.perform(ACTORS, 3, MODEL, 5)).isEqualTo(Work.reference(MODEL, 5).toString());
  }

  static Stream<Mutation> mutations() {
    return Stream.of(
        Mutation.of("lockstep.engine.ModelCode", "update", "update", "updateAllButOne"),
        Mutation.of("lockstep.engine.ModelCode", "update", "update", "updateOneTwice"),
        Mutation.of("lockstep.engine.ModelCode", "update", "countUpdate", "doNotCount"),
        Mutation.of("lockstep.engine.Needs", "add", "chain", "forgetTheNeed"),
        Mutation.of("lockstep.cluster.task.ResourceOwner", "perform", "update", "machineUpdatesAllButOne"),
        Mutation.of("lockstep.cluster.task.TaskWorker", "proceed", "nextTask", "leaveOneOut"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void actorsThatDoOtherWorkAreFound(Mutation mutation) {
    mutation.assertFound(ACTORS, MODEL, 1);
  }

  private static final TaskModel HOT = Sketch.of("hot", 500, 1, (i, draw, plan) -> plan.exclusive(0));

  private static String verdictOfTraces(Mutation mutation) {
    String verdict = "legal";
    for (int round = 0; round < ROUNDS_OF_A_RACE && verdict.equals("legal"); round++) {
      verdict = mutation.perform(TraceMutantRun.class, ACTORS, HOT, 4, (long) round);
    }
    return verdict;
  }

  @Test
  void aTraceOfActorsThatAreNotMutatedIsALegalHistory() {
    assertThat(verdictOfTraces(Mutation.NONE)).isEqualTo("legal");
  }

  static Stream<Mutation> tracedWrong() {
    return Stream.of(
        Mutation.of("lockstep.engine.TraceLog", "note", "stamp", "stampOfItsOwn"),
        Mutation.of("lockstep.engine.TaskMachine", "next", "comesTo", "tellReleasesLate"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tracedWrong")
  void aTraceInAnotherOrderIsNoLegalHistory(Mutation mutation) {
    assertThat(verdictOfTraces(mutation)).isNotEqualTo("legal");
  }

  @Test
  void grantsOfWhatIsTakenAreRefusedWhenTheyComeBack() {
    Mutation grantsAnyway = Mutation.of("lockstep.engine.GrantQueue", "grant", "take", "grantAnyway");
    assertThat(grantsAnyway.perform(ACTORS, 3, MODEL, 1)).startsWith("threw ").contains("of this block is not held EXCLUSIVE");
  }
}
