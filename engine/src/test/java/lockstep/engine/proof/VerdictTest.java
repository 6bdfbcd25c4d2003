package lockstep.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.Assignment;
import lockstep.engine.Policy;
import lockstep.engine.proof.Conclusion.Property;
import lockstep.engine.proof.Conclusion.Status;
import lockstep.engine.proof.Story.Move.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of dining philosophers. */
final class VerdictTest {

  static Stream<Arguments> everyTable() {
    return IntStream.rangeClosed(2, 5)
        .boxed()
        .flatMap(
            seats ->
                Tables.policies()
                    .flatMap(
                        policy ->
                            Stream.of(Medium.values())
                                .filter(medium -> !isLarge(seats, policy, medium))
                                .map(medium -> Arguments.of(seats, policy, medium))));
  }

  /** Half a million states, which take their time. */
  private static boolean isLarge(int seats, Policy policy, Medium medium) {
    return seats == 5 && policy == Policy.ARBITER && medium == Medium.REMOTE_MESSAGES;
  }

  private static Status status(boolean present) {
    return present ? Status.PRESENT : Status.ABSENT;
  }

  @ParameterizedTest
  @MethodSource("everyTable")
  void onlyUnorderedDeadlocksAndOnlyGivingUpCanLivelock(int seats, Policy policy, Medium medium) {
    Proof proof = Tables.prove(Tables.table(seats, policy), medium);

    assertThat(proof.complete()).isTrue();
    assertThat(proof.of(Property.DEADLOCK).status()).isEqualTo(status(policy == Policy.UNORDERED));
    assertThat(proof.of(Property.LIVELOCK).status()).isEqualTo(status(livelocks(policy, medium)));
    assertThat(proof.of(Property.STARVATION).status()).isEqualTo(status(starves(seats, policy, medium)));
  }

  /** A victim gives what it gives back to who waits in line for it, but not where it can overtake him. */
  private static boolean livelocks(Policy policy, Medium medium) {
    return policy == Policy.TRY_LOCK || policy == Policy.TIMEOUT || (policy == Policy.DETECT && medium == Medium.BARGING_LOCKS);
  }

  /** Whoever waits in line for one thing at a time gets it; whoever gives up, or waits for two at once, can be overtaken. */
  private static boolean starves(int seats, Policy policy, Medium medium) {
    return switch (policy) {
      case TRY_LOCK, TIMEOUT, DETECT -> true;
      case ALL_AT_ONCE -> seats > 3;
      case ORDERED, UNORDERED, ARBITER -> medium == Medium.BARGING_LOCKS;
      case UNGUARDED -> throw new IllegalArgumentException("nothing to prove");
    };
  }

  static Stream<Arguments> everyArbiter() {
    return everyTable().filter(table -> table.get()[1] == Policy.ARBITER).map(table -> Arguments.of(table.get()[0], table.get()[2]));
  }

  @ParameterizedTest
  @MethodSource("everyArbiter")
  void gateThatLetsInEverySeatDeadlocks(int seats, Medium medium) {
    var table = Tables.table(seats, Policy.ARBITER);

    Proof proof = Tables.prove(table, Tables.workload(table).letsIn(seats), medium, Limits.USUAL);

    assertThat(proof.of(Property.DEADLOCK).status()).isEqualTo(Status.PRESENT);
    assertThat(proof.waits()).hasSize(seats);
  }

  @ParameterizedTest
  @EnumSource(Medium.class)
  void deadlockEndsInACircleOfAllSeats(Medium medium) {
    Proof proof = Tables.prove(Tables.table(5, Policy.UNORDERED), medium);

    assertThat(proof.waits()).extracting(Waits.Wait::worker).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(proof.waits()).allSatisfy(
        wait -> {
          assertThat(wait.holds()).containsExactly(wait.worker());
          assertThat(wait.wants()).isEqualTo((wait.worker() + 1) % 5);
          assertThat(wait.heldBy()).isEqualTo((wait.worker() + 1) % 5);
        });
  }

  @Test
  void shortestDeadlockOfLocksIsThatEachTakesTheLeftFork() {
    Conclusion deadlock = Tables.prove(Tables.table(3, Policy.UNORDERED), Medium.BARGING_LOCKS).of(Property.DEADLOCK);

    assertThat(deadlock.story()).extracting(Story.Line::text)
        .containsExactlyInAnyOrder("worker 0 takes 0", "worker 1 takes 1", "worker 2 takes 2");
  }

  /** What a proof takes is states: these are explored in well below a second each. */
  @Test
  void fiveUnorderedPhilosophersHaveFewStates() {
    assertThat(Tables.prove(Tables.table(5, Policy.UNORDERED), Medium.BARGING_LOCKS).states()).isEqualTo(392);
    assertThat(Tables.prove(Tables.table(5, Policy.UNORDERED), Medium.MESSAGES).states()).isBetween(3_000L, 4_000L);
  }

  @Test
  void proofThatGetsTooLittleMemoryIsUnknownAndSaysWhatWasCovered() {
    Assignment table = Tables.table(12, Policy.ALL_AT_ONCE);
    Proof proof = Tables.prove(table, Tables.workload(table), Medium.REMOTE_MESSAGES, new Limits(Integer.MAX_VALUE, 0, 2 << 20, 1, 100, 42));

    assertThat(proof.complete()).isFalse();
    assertThat(proof.conclusions()).extracting(Conclusion::status).containsOnly(Status.UNKNOWN);
    assertThat(proof.states()).isBetween(1L, 50_000L);
    assertThat(proof.coverage()).contains("1 random walk");
  }

  @Test
  void movesOfAStoryAreRequestsGrantsAndReleases() {
    List<Story.Line> locks = Tables.prove(Tables.table(2, Policy.TRY_LOCK), Medium.BARGING_LOCKS).of(Property.LIVELOCK).story();
    List<Story.Line> messages = Tables.prove(Tables.table(2, Policy.UNORDERED), Medium.MESSAGES).of(Property.DEADLOCK).story();
    List<Story.Line> fair = Tables.prove(Tables.table(2, Policy.UNORDERED), Medium.FAIR_LOCKS).of(Property.DEADLOCK).story();

    assertThat(locks.stream().flatMap(line -> line.moves().stream()))
        .containsSubsequence(move(Kind.TAKES, 0), move(Kind.REFUSED, 1), move(Kind.RELEASED, 0));
    assertThat(locks).allSatisfy(line -> assertThat(line.moves()).hasSize(1));
    assertThat(messages).filteredOn(line -> line.text().equals("worker 0 asks for 0")).singleElement().satisfies(line -> assertThat(line.moves()).containsExactly(move(Kind.WANTS, 0)));
    assertThat(messages).filteredOn(line -> line.text().equals("the owner grants 0 to worker 0")).singleElement().satisfies(line -> assertThat(line.moves()).containsExactly(move(Kind.GRANTED, 0)));
    assertThat(messages).filteredOn(line -> line.text().equals("worker 0 gets 0 and asks for 1")).singleElement().satisfies(line -> assertThat(line.moves()).containsExactly(move(Kind.WANTS, 1)));
    assertThat(messages).filteredOn(line -> line.text().equals("the owner has worker 0 wait for 1")).singleElement().satisfies(line -> assertThat(line.moves()).containsExactly(move(Kind.WAITS, 1)));
    assertThat(fair.stream().flatMap(line -> line.moves().stream()).map(Story.Move::kind)).contains(Kind.TAKES, Kind.WANTS);
  }

  @Test
  void movesAtTheGateHaveNoResource() {
    Assignment table = Tables.table(2, Policy.ARBITER);
    List<Story.Line> story = Tables.prove(table, Tables.workload(table).letsIn(2), Medium.MESSAGES, Limits.USUAL).of(Property.DEADLOCK).story();

    assertThat(story).anySatisfy(
        line -> {
          assertThat(line.text()).endsWith("asks for the gate");
          assertThat(line.moves()).containsExactly(new Story.Move(Kind.WANTS, Optional.empty()));
        });
  }

  private static Story.Move move(Kind kind, int resource) {
    return new Story.Move(kind, Optional.of(resource));
  }

  @Test
  void shortestDeadlockOfMessagesIsToldByRequestsAndGrants() {
    Conclusion deadlock = Tables.prove(Tables.table(2, Policy.UNORDERED), Medium.MESSAGES).of(Property.DEADLOCK);

    assertThat(deadlock.story()).extracting(Story.Line::text)
        .containsExactlyInAnyOrder(
            "worker 0 asks for 0",
            "the owner grants 0 to worker 0",
            "worker 0 gets 0 and asks for 1",
            "the owner has worker 0 wait for 1",
            "worker 1 asks for 1",
            "the owner grants 1 to worker 1",
            "worker 1 gets 1 and asks for 0",
            "the owner has worker 1 wait for 0");
  }

  @Test
  void livelockIsACycleInWhichEachGivesUp() {
    Conclusion livelock = Tables.prove(Tables.table(3, Policy.TRY_LOCK), Medium.BARGING_LOCKS).of(Property.LIVELOCK);
    List<String> cycle = livelock.story().stream().skip(livelock.repeatsFrom()).map(Story.Line::text).toList();

    assertThat(cycle).contains("worker 0 finds taken 1", "worker 1 finds taken 2", "worker 2 finds taken 0");
    assertThat(cycle).noneMatch(text -> text.contains("done"));
  }

  /** As any worker of a circle may be the victim, it may always be the same one. */
  @ParameterizedTest
  @EnumSource(Medium.class)
  void starvationUnderDetectIsThatTheSameWorkerIsTheVictimAgainAndAgain(Medium medium) {
    Conclusion starvation = Tables.prove(Tables.table(3, Policy.DETECT), medium).of(Property.STARVATION);
    List<String> cycle = starvation.story().stream().skip(starvation.repeatsFrom()).map(Story.Line::text).toList();

    assertThat(cycle).contains("worker 0 waits for 1 no longer");
    assertThat(cycle).anyMatch(text -> text.endsWith("its task is done"));
  }

  @Test
  void starvationIsACycleInWhichOthersEndTheirTasks() {
    Conclusion starvation = Tables.prove(Tables.table(4, Policy.ALL_AT_ONCE), Medium.MESSAGES).of(Property.STARVATION);
    List<String> cycle = starvation.story().stream().skip(starvation.repeatsFrom()).map(Story.Line::text).toList();

    assertThat(starvation.detail()).isEqualTo("worker 0 never ends its task");
    assertThat(cycle).anyMatch(text -> text.endsWith("its task is done"));
    assertThat(cycle).noneMatch(text -> text.startsWith("worker 0 gives back"));
  }

  /** The published means of five philosophers for whom every step is chosen with the same probability. */
  @Test
  void meanNumberOfMealsBeforeADeadlockIsTheKnownOne() {
    var table = Tables.table(5, Policy.UNORDERED);

    assertThat(Tables.prove(table, Medium.BARGING_LOCKS).mean().orElseThrow().tasks()).isCloseTo(2.7398569526, within(1e-6));
    assertThat(Tables.prove(table, Medium.MESSAGES).mean().orElseThrow().tasks()).isCloseTo(44.9488579220, within(1e-6));
  }

  @Test
  void noMeanIsToldWhereNoDeadlockIsPossible() {
    assertThat(Tables.prove(Tables.table(3, Policy.ORDERED), Medium.BARGING_LOCKS).mean()).isEmpty();
  }
}
