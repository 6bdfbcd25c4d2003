package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.cluster.wire.Wire;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TaskFormsTest {

  /** What an actor is told by others of its node only. */
  private static final Set<String> LOCAL = Set.of("Residents", "Peers", "Send", "Drain", "Signal", "FromRun");

  private final Wire wire = TaskMessages.wire();

  static Stream<Object> messages() {
    return TaskMessages.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageIsReadAsItWasWritten(Object message) {
    byte[] bytes = wire.bytes(message);
    Object read = wire.message(bytes, wire.manifest());
    assertThat(read).usingRecursiveComparison().isEqualTo(message);
    assertThat(wire.bytes(read)).isEqualTo(bytes);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(TaskFormsTest::leaves) : Stream.of(type);
  }

  @Test
  void everyCommandOfAnotherNodeIsAmongTheMessages() {
    Set<Class<?>> commands =
        Stream.of(Gateway.Command.class, TaskShare.Command.class, TaskConductor.Command.class)
            .flatMap(TaskFormsTest::leaves)
            .filter(type -> !LOCAL.contains(type.getSimpleName()))
            .collect(Collectors.toSet());
    assertThat(messages().map(Object::getClass).collect(Collectors.toSet())).isEqualTo(commands);
  }

  private Letter sent(Letter letter) {
    Object read = wire.message(wire.bytes(new Gateway.Batch(0, 1, 0, false, List.of(letter))), wire.manifest());
    return ((Gateway.Batch) read).letters().getFirst();
  }

  /** A clock of another JVM says nothing here. */
  @Test
  void timesDoNotLeaveTheirNode() {
    ResourceOwner.Ask ask = new ResourceOwner.Ask(1, Mode.EXCLUSIVE, 1, 2, true);
    long elsewhere = System.nanoTime() - Long.MAX_VALUE / 2;
    long before = System.nanoTime();

    Letter asked = sent(new Letter.ToOwner(new ResourceOwner.Timed(ask, elsewhere)));
    Letter answered = sent(new Letter.ToWorker(2, new TaskWorker.Timed(TaskWorker.Refused.INSTANCE, elsewhere)));

    assertThat(asked)
        .isInstanceOfSatisfying(
            Letter.ToOwner.class,
            to ->
                assertThat(to.command())
                    .isInstanceOfSatisfying(
                        ResourceOwner.Timed.class,
                        timed -> {
                          assertThat(timed.request()).isEqualTo(ask);
                          assertThat(timed.sentNanos() - before).isNotNegative();
                        }));
    assertThat(answered)
        .isInstanceOfSatisfying(
            Letter.ToWorker.class,
            to ->
                assertThat(to.command())
                    .isInstanceOfSatisfying(TaskWorker.Timed.class, timed -> assertThat(timed.sentNanos() - before).isNotNegative()));
  }

  private static Probe probe(long sinceNanos) {
    Probe.Seen seen = new Probe.Seen(6, 3, List.of(4), 77, 2, sinceNanos);
    return new Probe(1, -5, List.of(seen), List.of(new Probe.Taken(3, false, List.of(2))));
  }

  private Probe received(Probe sent) {
    return assertInstanceOf(Probe.class, heard(new Letter.ToOwner(sent)));
  }

  /** By an hour or by nothing: what clocks of different JVMs show has nothing to do with each other, how long it was has. */
  @Test
  void aWaitBeganOnAnotherNodeByItsClockAndNeverEarlierThanItDid() {
    long now = System.nanoTime();
    for (long waited : new long[] {0, 1, 1_000_000, 3_600_000_000_000L}) {
      long since = received(probe(now - waited)).initiator().sinceNanos();
      assertThat(since - (now - waited)).as("later by the way").isBetween(0L, System.nanoTime() - now);
    }
    assertThat(received(probe(now)).sentNanos()).as("nobody's but the sender's").isEqualTo(-5);
  }

  @Test
  void aDeadlockIsBrokenWhenThatIsHeardOnAnotherNode() {
    long before = System.nanoTime();
    Broken broke = new Broken(6, 3, before - 9);
    for (Letter letter : List.of(new Letter.ToOwner(broke), new Letter.ToWorker(6, broke))) {
      assertThat(heard(letter))
          .isInstanceOfSatisfying(
              Broken.class,
              broken -> {
                assertThat(broken.worker()).isEqualTo(6);
                assertThat(broken.resource()).isEqualTo(3);
                assertThat(broken.nanos() - before).isNotNegative();
              });
    }
  }

  private Object heard(Letter letter) {
    return switch (sent(letter)) {
      case Letter.ToOwner(var command) -> command;
      case Letter.ToWorker(_, var command) -> command;
      case Letter.ToOwnerOfAll _, Letter.ToArrivals _ -> letter;
    };
  }

  @Test
  void aProbeMustHaveASender() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Probe(1, 2, List.of(), List.of())).withMessageContaining("sent by somebody");
  }

  @Test
  void theLongestProbeFitsBesideABatchThatIsAllButFull() {
    Letter.ToWorker most = new Letter.ToWorker(1, circle(2_000));
    List<Letter> letters = new ArrayList<>();
    int words = 0;
    while (words < Line.FULL_WORDS) {
      Letter more = new Letter.ToOwner(Grant.exclusive(1, new long[50]));
      letters.add(more);
      words += more.words();
    }
    letters.set(letters.size() - 1, most);
    assertThat(most.isTooLong()).isFalse();
    assertThat(wire.bytes(new Gateway.Batch(0, 1, 0, false, letters)).length).isLessThanOrEqualTo(Wire.MOST_BYTES);
    assertThat(new Letter.ToOwner(circle(3_000)).isTooLong()).isTrue();
  }

  private static Probe circle(int workers) {
    return new Probe(
        1,
        1,
        IntStream.range(0, workers).mapToObj(w -> new Probe.Seen(w, w + 1, List.of(w), w, 0, 1)).toList(),
        IntStream.range(0, workers).mapToObj(w -> new Probe.Taken(w, false, List.of(w))).toList());
  }

  @Test
  void stateGoesBackOnlyWhereItCanHaveChanged() {
    Grant read = Grant.of(1, Mode.SHARED, 1, new long[] {4, 5});
    assertThat(sent(new Letter.ToWorker(0, read))).usingRecursiveComparison().isEqualTo(new Letter.ToWorker(0, read));
    assertThat(sent(new Letter.ToOwner(read)))
        .usingRecursiveComparison()
        .isEqualTo(new Letter.ToOwner(Grant.of(1, Mode.SHARED, 1, new long[0])));
  }

  /** A machine cannot be told to another JVM, and needs not be. */
  @Test
  void whatBelongsToANodeIsRefusedByTheWire() {
    Gateway.Batch batch = new Gateway.Batch(0, 1, 0, false, List.of(new Letter.ToWorker(1, TaskWorker.Performed.INSTANCE)));
    assertThatIllegalArgumentException().isThrownBy(() -> wire.bytes(batch)).withMessageContaining("Performed does not leave its node");
    assertThatIllegalArgumentException().isThrownBy(() -> wire.bytes(TaskShare.Order.DRAINED)).withMessageContaining("same node");
  }

  @Test
  void noLetterIsLongerThanItSays() {
    long now = System.nanoTime();
    Stream<Letter> timed = Stream.of(new Letter.ToWorker(6, probe(now)), new Letter.ToOwner(probe(now)), new Letter.ToOwner(new Broken(1, 2, now)));
    Stream.concat(TaskMessages.letters(), timed)
        .forEach(
            letter -> {
              int empty = wire.bytes(new Gateway.Batch(0, 1, 0, false, List.of())).length;
              int with = wire.bytes(new Gateway.Batch(0, 1, 0, false, List.of(letter))).length;
              assertThat(with - empty).as("%s", letter).isLessThanOrEqualTo(letter.words() * Long.BYTES);
            });
  }
}
