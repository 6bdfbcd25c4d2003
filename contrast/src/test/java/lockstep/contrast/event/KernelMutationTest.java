package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import lockstep.engine.Mutation;
import lockstep.engine.event.EventMutantRun;
import lockstep.engine.event.EventSabotage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparison of work finds kernels that are broken: the real one, with one call gone astray. */
final class KernelMutationTest {

  private static final String SEQUENTIAL = SequentialEventEngine.class.getName();
  private static final String THREADS = ThreadsEventEngine.class.getName();
  private static final String PARTITION = "lockstep.engine.event.Partition";
  private static final String TURNS = "lockstep.engine.event.Turns";
  private static final String CHAINS = "lockstep.engine.event.Chains";
  private static final String SELF_SENDS = "lockstep.engine.event.SelfSends";
  private static final String OUTBOX = "lockstep.engine.event.Outbox";
  private static final long SEED = 9;

  private static String work(Mutation mutation, String engine, String model, int partitions) {
    return mutation.perform(EventMutantRun.class, engine, model, partitions, SEED);
  }

  private static Mutation mutation(String broken, String method, String called, String sabotage) {
    return Mutation.by(EventSabotage.class, broken, method, called, sabotage);
  }

  @Test
  void kernelThatIsNotMutatedDoesTheWorkOfTheHeap() {
    assertThat(work(Mutation.NONE, THREADS, "ties", 3)).isEqualTo(work(Mutation.NONE, "", "ties", 3));
  }

  static Stream<Arguments> mutations() {
    return Stream.of(
        Arguments.of(mutation(CHAINS, "before", "before", "beforeByTimeOnly"), SEQUENTIAL, "ties", 1),
        Arguments.of(mutation(TURNS, "takeTurn", "sorted", "leaveUnsorted"), SEQUENTIAL, "bursts", 1),
        Arguments.of(mutation(TURNS, "takeTurn", "before", "alwaysBefore"), SEQUENTIAL, "within the window", 1),
        Arguments.of(mutation(SELF_SENDS, "add", "before", "alwaysBefore"), SEQUENTIAL, "within the window", 1),
        Arguments.of(mutation(PARTITION, "bound", "least", "forgetWhatWasSent"), THREADS, "one token", 3),
        Arguments.of(mutation(PARTITION, "bound", "least", "forgetWhatWasSent"), THREADS, "two tokens far apart", 7),
        Arguments.of(mutation(Inbox.class.getName(), "deliver", "accept", "acceptTwice"), THREADS, "ends by count", 3),
        Arguments.of(mutation(OUTBOX, "begin", "rewind", "doNotRewind"), THREADS, "ends by count", 2));
  }

  @ParameterizedTest(name = "{0} on {1}, {2}, {3} partitions")
  @MethodSource("mutations")
  void kernelThatDoesOtherWorkIsFound(Mutation mutation, String engine, String model, int partitions) {
    assertThat(work(mutation, engine, model, partitions))
        .as("%s should do wrong, not fail", mutation)
        .startsWith("EventWork[")
        .isNotEqualTo(work(Mutation.NONE, "", model, partitions));
  }
}
