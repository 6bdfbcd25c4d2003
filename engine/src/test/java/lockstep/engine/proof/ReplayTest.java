package lockstep.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.engine.Move;
import lockstep.engine.Policy;
import lockstep.engine.Traced;
import lockstep.simulation.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces of two philosophers: what the machine can do, and what it cannot. */
final class ReplayTest {

  private static final int GATE = 2;

  /** Moves as {@code worker move resource}. */
  private static List<Traced> moves(String... texts) {
    List<Traced> moves = new ArrayList<>();
    for (String text : texts) {
      String[] words = text.split(" ", -1);
      Move move = Move.valueOf(words[1].toUpperCase(Locale.ROOT));
      int worker = Integer.parseInt(words[0]);
      int resource = words.length > 2 ? Integer.parseInt(words[2]) : Traced.NONE;
      boolean about = resource != Traced.NONE;
      Mode mode = resource == GATE ? Mode.PERMIT : Mode.EXCLUSIVE;
      moves.add(new Traced(moves.size(), worker, worker, move, resource, about ? mode : null, about ? 1 : 0, 0));
    }
    return moves;
  }

  private static Optional<String> illegal(Policy policy, Medium medium, String... texts) {
    return Replay.of(Tables.workload(Tables.table(2, policy)), medium, moves(texts), GATE).map(Replay.Illegal::text);
  }

  private static String[] meal(int worker, int first, int second) {
    return new String[] {
      worker + " wants " + first,
      worker + " granted " + first,
      worker + " wants " + second,
      worker + " granted " + second,
      worker + " released " + second,
      worker + " released " + first,
      worker + " commit"
    };
  }

  private static String[] joined(String[]... parts) {
    return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
  }

  @ParameterizedTest
  @EnumSource(Medium.class)
  void mealsOneAfterTheOtherAreLegal(Medium medium) {
    assertThat(illegal(Policy.UNORDERED, medium, joined(meal(0, 0, 1), meal(1, 1, 0), meal(1, 1, 0), meal(0, 0, 1)))).isEmpty();
    assertThat(illegal(Policy.ORDERED, medium, joined(meal(1, 0, 1), meal(0, 0, 1)))).isEmpty();
    assertThat(illegal(Policy.ALL_AT_ONCE, medium, joined(meal(1, 1, 0), meal(0, 0, 1)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Medium.class)
  void deadlockIsLegalWhereItIsPossible(Medium medium) {
    String[] deadlock = {"0 wants 0", "1 wants 1", "1 granted 1", "0 granted 0", "0 wants 1", "1 wants 0"};

    assertThat(illegal(Policy.UNORDERED, medium, deadlock)).isEmpty();
    assertThat(illegal(Policy.ORDERED, medium, deadlock)).contains("move 1 of the trace: worker 1 wants 1");
  }

  @ParameterizedTest
  @EnumSource(Medium.class)
  void grantOfWhatAnotherHoldsIsIllegal(Medium medium) {
    assertThat(illegal(Policy.UNORDERED, medium, "0 wants 0", "0 granted 0", "0 wants 1", "0 granted 1", "1 wants 1", "1 granted 1"))
        .contains("move 5 of the trace: worker 1 granted 1");
  }

  /** It says that it will give back before it does; from then on it may have done it. */
  @ParameterizedTest
  @EnumSource(Medium.class)
  void grantOfWhatAnotherIsGivingBackIsLegal(Medium medium) {
    assertThat(
            illegal(
                Policy.UNORDERED,
                medium,
                "0 wants 0", "0 granted 0", "0 wants 1", "0 granted 1", "1 wants 1", "0 released 1", "1 granted 1"))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Medium.class)
  void releaseOfOneForkOnlyIsIllegal(Medium medium) {
    assertThat(
            illegal(
                Policy.UNORDERED,
                medium,
                "0 wants 0", "0 granted 0", "0 wants 1", "0 granted 1", "0 released 1", "0 commit"))
        .contains("move 5 of the trace: worker 0 commit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 released 0", "0 commit", "0 granted 0", "0 wants 1", "0 retry", "7 wants 0", "0 put 0"})
  void movesOutOfOrderAreIllegal(String move) {
    assertThat(illegal(Policy.UNORDERED, Medium.BARGING_LOCKS, move)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Medium.class)
  void givingUpIsLegalWhileAnotherHoldsAndOnlyThen(Medium medium) {
    String[] gives = {"0 wants 0", "0 granted 0", "0 wants 1", "0 released 0", "0 retry"};

    assertThat(illegal(Policy.TRY_LOCK, medium, joined(new String[] {"1 wants 1", "1 granted 1"}, gives))).isEmpty();
    assertThat(illegal(Policy.TIMEOUT, medium, joined(new String[] {"1 wants 1", "1 granted 1"}, gives))).isEmpty();
    assertThat(illegal(Policy.TRY_LOCK, medium, gives)).contains("move 3 of the trace: worker 0 released 0");
    assertThat(illegal(Policy.UNORDERED, medium, joined(new String[] {"1 wants 1", "1 granted 1"}, gives)))
        .contains("move 5 of the trace: worker 0 released 0");
  }

  @ParameterizedTest
  @EnumSource(Medium.class)
  void givingUpUnderDetectIsLegalInACircleAndOnlyThere(Medium medium) {
    String[] holds = {"0 wants 0", "0 granted 0", "1 wants 1", "1 granted 1", "0 wants 1"};
    String[] gives = {"0 released 0", "0 retry"};

    assertThat(illegal(Policy.DETECT, medium, joined(holds, new String[] {"1 wants 0"}, gives))).isEmpty();
    assertThat(illegal(Policy.DETECT, medium, joined(holds, new String[] {"1 wants 0"}, gives, new String[] {"1 granted 0"}))).isEmpty();
    assertThat(illegal(Policy.DETECT, medium, joined(holds, gives))).contains("move 5 of the trace: worker 0 released 0");
    assertThat(illegal(Policy.DETECT, medium, joined(holds, new String[] {"1 wants 0"}, gives, new String[] {"1 released 1"})))
        .as("the circle is broken, and nobody else is a victim")
        .contains("move 8 of the trace: worker 1 released 1");
  }

  @ParameterizedTest
  @EnumSource(Medium.class)
  void gateLetsInOnlyOneOfTwo(Medium medium) {
    String[] both = {"0 wants 2", "1 wants 2", "0 granted 2", "0 wants 0", "1 granted 2"};

    assertThat(illegal(Policy.ARBITER, medium, both)).contains("move 4 of the trace: worker 1 granted 2");
    assertThat(
            illegal(
                Policy.ARBITER,
                medium,
                "0 wants 2", "1 wants 2", "0 granted 2", "0 wants 0", "0 granted 0", "0 wants 1", "0 granted 1", "0 released 2", "1 granted 2"))
        .isEmpty();
  }
}
