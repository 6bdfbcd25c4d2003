package lockstep.cluster.event;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.engine.Mutation;
import lockstep.engine.event.EventMutantRun;
import lockstep.engine.event.EventSabotage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison of work finds actors that get their batches wrong. */
final class PartitionActorMutationTest {

  private static final String ACTORS = ActorsEventEngine.class.getName();
  private static final int PARTITIONS = 5;
  private static final long SEED = 9;

  private static String work(Mutation mutation, String engine) {
    return mutation.perform(EventMutantRun.class, engine, "ends by count", PARTITIONS, SEED);
  }

  @Test
  void actorsThatAreNotMutatedDoTheWorkOfTheHeap() {
    assertThat(work(Mutation.NONE, ACTORS)).isEqualTo(work(Mutation.NONE, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acceptTwice", "doNotAccept"})
  void actorsThatDoOtherWorkAreFound(String sabotage) {
    Mutation mutation =
        Mutation.by(EventSabotage.class, PartitionActor.class.getName(), "handle", "accept", sabotage);
    assertThat(work(mutation, ACTORS)).startsWith("EventWork[").isNotEqualTo(work(Mutation.NONE, ""));
  }
}
