package lockstep.cluster.task;

import static lockstep.cluster.task.DetectionMutantRun.Asking.FOR_PERMITS;
import static lockstep.cluster.task.DetectionMutantRun.Asking.IN_A_RING;
import static org.assertj.core.api.Assertions.assertThat;

import lockstep.engine.Mutation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of detection on nodes does not hold of actors that are broken. */
final class DetectionMutationTest {

  private static final String PROBING = "lockstep.cluster.task.Probing";

  /** What broken actors do. Each takes what the call was made on, then its arguments. */
  static final class Saboteur {

    private Saboteur() {}

    static boolean isProbe(Letter letter) {
      return letter instanceof Letter.ToOwner(Probe _) || letter instanceof Letter.ToWorker(_, Probe _);
    }

    static boolean always(Knot knot, long nanos) {
      return true;
    }

    static boolean neverAnother(Knot knot, Probe.Seen initiator) {
      return false;
    }

    static boolean neverRather(Probe.Seen self, Probe.Seen initiator) {
      return false;
    }
  }

  private static String found(Mutation mutation, DetectionMutantRun.Asking asking) {
    return mutation.perform(DetectionMutantRun.class, asking.name());
  }

  @ParameterizedTest
  @EnumSource
  void actorsThatAreNotMutatedBreakEachCircleOnce(DetectionMutantRun.Asking asking) {
    assertThat(found(Mutation.NONE, asking)).isEqualTo("done");
  }

  @Test
  void probesThatDoNotGoToOtherNodesFindNothing() {
    assertThat(found(Mutation.by(Saboteur.class, "lockstep.cluster.task.Gateway", "onSend", "isTooLong", "isProbe"), IN_A_RING))
        .contains("still 6 of 6 workers work");
  }

  @Test
  void aProbeThatWasSentBeforeTheCircleClosedIsNoProof() {
    assertThat(found(Mutation.by(Saboteur.class, PROBING, "onReturned", "waitedBefore", "always"), FOR_PERMITS))
        .contains("gave up though it was in no circle");
  }

  @Test
  void workersThatDoNotAgreeOnTheVictimGiveUpMoreThanOneOfThem() {
    assertThat(
            found(
                Mutation.by(Saboteur.class, PROBING, "onReturned", "hasVictimBefore", "neverAnother")
                    .and("onPassing", "isVictimBefore", "neverRather"),
                IN_A_RING))
        .containsPattern("\\d victims of \\d circles");
  }
}
