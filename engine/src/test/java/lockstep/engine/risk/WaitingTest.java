package lockstep.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.engine.Traced;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class WaitingTest {

  private static final Policy ANY = Policy.UNORDERED;

  private static Waiting waiting(MoveList moves) {
    return Waiting.of(moves.moves(), ANY, r -> 1);
  }

  private static RiskFigures figures(MoveList moves) {
    return RiskFigures.of(TraceEnd.DONE, moves.moves(), 0, ANY, r -> 1);
  }

  private static Wait onlyWait(Waiting waiting) {
    assertThat(waiting.waits()).hasSize(1);
    return waiting.waits().getFirst();
  }

  // Waits

  @Test
  void whoIsGrantedWhatIsFreeDoesNotWait() {
    Waiting waiting = waiting(new MoveList().takes(0, 7).released(0, 7).commits(0).takes(1, 7));
    assertThat(waiting.waits()).isEmpty();
  }

  @Test
  void whoFindsItTakenWaitsFromTheRequestToTheGrant() {
    Wait wait = onlyWait(waiting(new MoveList().takes(0, 7).wants(1, 7).released(0, 7).commits(0).granted(1, 7)));
    assertThat(wait).isEqualTo(new Wait(1, 1, 30, 60, 1, 0, 0));
  }

  @Test
  void whoIsOvertakenBeforeItFoundAnythingTakenWaitsFromItsRequestOn() {
    Wait wait = onlyWait(waiting(new MoveList().wants(1, 7).takes(0, 7).released(0, 7).granted(1, 7)));
    assertThat(wait).isEqualTo(new Wait(1, 1, 10, 50, 1, 0, 1));
  }

  @Test
  void whoGivesUpHasWaitedUntilThen() {
    Wait wait = onlyWait(waiting(new MoveList().takes(0, 7).takes(1, 8).wants(1, 7).released(1, 8).retries(1)));
    assertThat(wait.beginNanos()).isEqualTo(50);
    assertThat(wait.endNanos()).isEqualTo(60);
  }

  @Test
  void whoWaitsAtTheEndHasWaitedUntilThen() {
    assertThat(onlyWait(waiting(new MoveList().takes(0, 7).wants(1, 7).commits(0))).endNanos()).isEqualTo(40);
  }

  @Test
  void readersDoNotWaitForReaders() {
    assertThat(waiting(new MoveList().takes(0, 7, Mode.SHARED).takes(1, 7, Mode.SHARED)).waits()).isEmpty();
    assertThat(onlyWait(waiting(new MoveList().takes(0, 7, Mode.SHARED).wants(1, 7)))).extracting(Wait::depth).isEqualTo(1);
    assertThat(onlyWait(waiting(new MoveList().takes(0, 7).wants(1, 7, Mode.SHARED)))).extracting(Wait::depth).isEqualTo(1);
  }

  @Test
  void permitsAreWaitedForWhenNoneIsLeft() {
    MoveList moves = new MoveList().takes(0, 7, Mode.PERMIT).takes(1, 7, Mode.PERMIT);
    assertThat(Waiting.of(moves.moves(), ANY, r -> 2).waits()).isEmpty();
    moves.wants(2, 7, Mode.PERMIT);
    assertThat(Waiting.of(moves.moves(), ANY, r -> 2).waits()).hasSize(1);
  }

  @Test
  void whatIsTakenIsUsedUpUntilSomebodyPuts() {
    MoveList moves = new MoveList().takes(0, 7, Mode.TAKE).commits(0).wants(1, 7, Mode.TAKE).puts(2, 7).granted(1, 7, Mode.TAKE).wants(3, 7, Mode.TAKE);
    assertThat(waiting(moves).waits()).extracting(Wait::worker).containsExactly(1, 3);
  }

  @Test
  void aRequestThatIsRefusedAtOnceIsNoWait() {
    MoveList moves = new MoveList().takes(0, 7).takes(1, 8).wants(1, 7).released(1, 8).retries(1).wants(1, 7);
    assertThat(Waiting.of(moves.moves(), Policy.TRY_LOCK, r -> 1).waits()).as("holding nothing it waits").extracting(Wait::beginNanos).containsExactly(80L);
  }

  @Test
  void aTaskThatNeedsAllAtOnceWaitsForEachOfThem() {
    MoveList moves = new MoveList().takes(0, 8).wants(1, 7).released(0, 8).commits(0).granted(1, 7).takes(1, 8);
    assertThat(Waiting.of(moves.moves(), Policy.ALL_AT_ONCE, r -> 1).waits()).containsExactly(new Wait(1, 1, 30, 60, 1, 0, 0));
    assertThat(waiting(moves).waits()).as("7 alone was free").isEmpty();
  }

  // Depth

  @Test
  void allWorkersCanBeInAChainThatIsNoCircle() {
    Waiting waiting = waiting(new MoveList().takes(0, 7).takes(1, 8).wants(0, 8).released(1, 8).commits(1).wants(1, 7));
    assertThat(waiting.waits()).as("0 waits for a grant that is on its way, and 1 for 0").extracting(Wait::worker, Wait::depth).containsExactly(tuple(0, 1), tuple(1, 2));
    assertThat(waiting.circles()).isEmpty();
  }

  @Test
  void whoWaitsForAWorkerWhoWaitsIsANearMissAsLongAsBothDo() {
    Waiting waiting =
        waiting(new MoveList().takes(0, 7).takes(1, 8).wants(2, 8).wants(1, 7).released(0, 7).granted(1, 7).released(1, 8).granted(2, 8));
    assertThat(waiting.waits())
        .containsExactly(new Wait(1, 1, 60, 80, 1, 0, 0), new Wait(2, 2, 50, 100, 2, 20, 0));
  }

  @Test
  void chainsAreAsDeepAsTheirWorkersAre() {
    MoveList moves = new MoveList();
    for (int worker = 0; worker < 6; worker++) {
      moves.takes(worker, worker);
    }
    for (int worker = 1; worker < 6; worker++) {
      moves.wants(worker, worker - 1);
    }
    assertThat(waiting(moves).waits()).extracting(Wait::depth).containsExactly(1, 2, 3, 4, 5);
    assertThat(figures(moves).nearMisses().depths()).extracting(NearMisses.Depth::workers).containsExactly(1, 2, 3, 4, 5);
    assertThat(figures(moves).nearMisses().count()).isEqualTo(4);
    assertThat(figures(moves).nearMisses().deepest()).isEqualTo(5);
  }

  @Test
  void whoeverWaitedBeforeIsTheDeeperForOneWhoWaitsNow() {
    MoveList moves = new MoveList().takes(0, 0).takes(1, 1).takes(2, 2).wants(3, 2).wants(2, 1).wants(1, 0);
    assertThat(waiting(moves).waits()).extracting(Wait::worker, Wait::depth).containsExactlyInAnyOrder(tuple(3, 3), tuple(2, 2), tuple(1, 1));
  }

  @Test
  void whoWaitsForSeveralIsAsDeepAsTheDeepestOfThem() {
    MoveList shared = new MoveList().takes(0, 0).takes(1, 1).takes(1, 9, Mode.SHARED).takes(2, 9, Mode.SHARED).wants(3, 9).wants(1, 0);
    assertThat(waiting(shared).waits()).extracting(Wait::worker, Wait::depth).containsExactlyInAnyOrder(tuple(3, 2), tuple(1, 1));
    MoveList counted = new MoveList().takes(0, 0).takes(1, 9, Mode.PERMIT).takes(2, 9, Mode.PERMIT).wants(3, 9, Mode.PERMIT).wants(2, 0);
    assertThat(Waiting.of(counted.moves(), ANY, r -> 2).waits()).extracting(Wait::worker, Wait::depth).containsExactlyInAnyOrder(tuple(3, 2), tuple(2, 1));
  }

  @Test
  void whoIsBeforeTheGateWaitsForThoseInside() {
    int gate = 5;
    MoveList moves = new MoveList().takes(9, 0).takes(0, gate, Mode.PERMIT).wants(0, 0).wants(1, gate, Mode.PERMIT);
    assertThat(Waiting.of(moves.moves(), Policy.ARBITER, r -> 1).waits())
        .extracting(Wait::worker, Wait::depth)
        .containsExactlyInAnyOrder(tuple(0, 1), tuple(1, 2));
    assertThat(Waiting.of(moves.moves(), Policy.ARBITER, r -> r == gate ? 2 : 1).waits()).as("there is room for two").hasSize(1);
  }

  // Circles

  private static MoveList philosophers(int seats) {
    MoveList moves = new MoveList();
    for (int seat = 0; seat < seats; seat++) {
      moves.takes(seat, seat);
    }
    for (int seat = 0; seat < seats; seat++) {
      moves.wants(seat, (seat + 1) % seats);
    }
    return moves;
  }

  @Test
  void aDeadlockFormsFromTheFirstRequestOfTheCircleToTheLast() {
    Circles circles = figures(philosophers(5)).circles();
    assertThat(circles).isEqualTo(new Circles(1, 1, 5, 4 * MoveList.APART, 4 * MoveList.APART));
    assertThat(waiting(philosophers(5)).waits()).extracting(Wait::depth).containsOnly(5);
  }

  @Test
  void whoRunsIntoADeadlockIsNoPartOfIt() {
    MoveList moves = philosophers(3).wants(9, 1);
    assertThat(figures(moves).circles()).extracting(Circles::count, Circles::most).containsExactly(1L, 3);
    assertThat(waiting(moves).waits()).extracting(Wait::worker, Wait::depth).contains(tuple(9, 4));
  }

  @Test
  void aCircleThatOneGivesUpDoesNotLast() {
    Circles circles = figures(philosophers(3).released(1, 1).retries(1).granted(0, 1)).circles();
    assertThat(circles).extracting(Circles::count, Circles::lasting).containsExactly(1L, 0L);
  }

  @Test
  void whoeverWaitsForPermitsHasHopeInOneWhoGoesOn() {
    MoveList moves = new MoveList().takes(0, 7).takes(1, 9, Mode.PERMIT).takes(2, 9, Mode.PERMIT).wants(0, 9, Mode.PERMIT).wants(1, 7);
    Waiting hope = Waiting.of(moves.moves(), ANY, r -> 2);
    assertThat(hope.circles()).as("worker 2 goes on").isEmpty();
    moves.wants(2, 7);
    assertThat(Waiting.of(moves.moves(), ANY, r -> 2).circles()).singleElement().extracting(circle -> circle.requests().size()).isEqualTo(3);
  }

  // Against the oracle

  static Stream<Arguments> histories() {
    return Stream.of(Policy.values())
        .filter(policy -> policy != Policy.UNGUARDED)
        .flatMap(policy -> LongStream.range(0, 60).mapToObj(seed -> Arguments.of(policy, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("histories")
  void waitsAndCirclesAreThoseOfTheDefinitions(Policy policy, long seed) {
    List<Traced> moves = RandomHistory.of(seed, policy, 2 + (int) (seed % 5), 70);
    Waiting waiting = Waiting.of(moves, policy, r -> RandomHistory.PERMITS[r]);
    Oracle oracle = new Oracle(moves, policy, r -> RandomHistory.PERMITS[r]);
    Comparator<Wait> byEnd = Comparator.comparingLong(Wait::endNanos).thenComparingLong(Wait::beginNanos);
    assertThat(waiting.waits().stream().sorted(byEnd)).as("%s", moves).isEqualTo(oracle.waits());
    assertThat(waiting.circles()).as("%s", moves).extracting(Circle::formationNanos).isEqualTo(oracle.circles());
  }

  /** Otherwise they would show nothing. */
  @ParameterizedTest
  @EnumSource(names = {"UNORDERED", "TIMEOUT", "ARBITER"})
  void theHistoriesHaveWhatMatters(Policy policy) {
    List<RiskFigures> all =
        LongStream.range(0, 60).mapToObj(seed -> RandomHistory.of(seed, policy, 2 + (int) (seed % 5), 70))
            .map(moves -> RiskFigures.of(TraceEnd.DONE, moves, 0, policy, r -> RandomHistory.PERMITS[r]))
            .toList();
    assertThat(all).anyMatch(figures -> figures.nearMisses().deepest() > 2);
    assertThat(all).anyMatch(figures -> figures.fairness().mostBypassed() > 3);
    assertThat(all).anyMatch(figures -> figures.circles().count() > 0);
    assertThat(all).anyMatch(figures -> figures.nearMisses().count() > 0 && figures.circles().count() == 0);
  }
}
