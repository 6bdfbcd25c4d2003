package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    assertThatIllegalArgumentException().isThrownBy(() -> wire.bytes(TaskShare.Order.TICK)).withMessageContaining("same node");
  }

  @Test
  void noLetterIsLongerThanItSays() {
    TaskMessages.letters()
        .forEach(
            letter -> {
              int empty = wire.bytes(new Gateway.Batch(0, 1, 0, false, List.of())).length;
              int with = wire.bytes(new Gateway.Batch(0, 1, 0, false, List.of(letter))).length;
              assertThat(with - empty).as("%s", letter).isLessThanOrEqualTo(letter.words() * Long.BYTES);
            });
  }
}
