package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every sequence of requests and releases up to a length, against a queue that is written down as a list. */
final class GrantQueueTest {

  private static final int WAITERS = 3;

  private record Asking(int waiter, Mode mode, int permits) implements GrantQueue.Waiter {
    Asking(int waiter, Mode mode) {
      this(waiter, mode, 1);
    }
  }

  /** What a waiter does: asks for a resource, or gives it back. */
  private record Operation(int waiter, int resource, Mode mode, boolean asks) {}

  /** One resource as the rule says: all who asked, in the order of asking, the first {@code granted} of them using it. */
  private static final class Oracle {
    private final int permits;
    private final List<Asking> using = new ArrayList<>();
    private final List<Asking> waiting = new ArrayList<>();

    Oracle(int permits) {
      this.permits = permits;
    }

    List<Asking> perform(Operation operation) {
      if (operation.asks()) {
        waiting.add(new Asking(operation.waiter(), operation.mode()));
      } else {
        assertThat(using.remove(new Asking(operation.waiter(), operation.mode()))).isTrue();
      }
      List<Asking> granted = new ArrayList<>();
      while (!waiting.isEmpty() && fits(waiting.getFirst())) {
        Asking first = waiting.removeFirst();
        using.add(first);
        granted.add(first);
      }
      return granted;
    }

    private boolean fits(Asking first) {
      return switch (first.mode()) {
        case EXCLUSIVE -> using.isEmpty();
        case SHARED -> using.stream().allMatch(user -> user.mode() == Mode.SHARED);
        case PERMIT, TAKE -> using.size() < permits;
      };
    }

    boolean has(int waiter) {
      return Stream.concat(using.stream(), waiting.stream()).anyMatch(asking -> asking.waiter() == waiter);
    }
  }

  private static List<Asking> perform(GrantQueue<Asking> queue, Operation operation) {
    List<Asking> granted = new ArrayList<>();
    int resource = operation.resource();
    if (operation.asks()) {
      Asking asking = new Asking(operation.waiter(), operation.mode());
      if (queue.grant(resource, operation.mode())) {
        granted.add(asking);
      } else {
        queue.enqueue(resource, asking);
      }
    } else {
      queue.release(resource, operation.mode());
    }
    Asking next = queue.next(resource);
    while (next != null) {
      granted.add(next);
      next = queue.next(resource);
    }
    return granted;
  }

  @ParameterizedTest(name = "permits {0} and {1}, {2} operations")
  @CsvSource({"1, 1, 5", "1, 2, 6", "2, 3, 6"})
  void grantsAsAListOfRequestsWould(int permits0, int permits1, int length) {
    int[] permits = {permits0, permits1};
    long sequences = explore(new ArrayList<>(), permits, length);
    assertThat(sequences).isGreaterThan(10_000);
  }

  /** Performs {@code path} afresh and compares its last grant; then goes on with everything that is possible after it. */
  private static long explore(List<Operation> path, int[] permits, int left) {
    Oracle[] oracles = {new Oracle(permits[0]), new Oracle(permits[1])};
    GrantQueue<Asking> queue = new GrantQueue<>(2, resource -> permits[resource]);
    for (Operation operation : path) {
      List<Asking> expected = oracles[operation.resource()].perform(operation);
      List<Asking> granted = perform(queue, operation);
      if (!granted.equals(expected)) {
        assertThat(granted).as("granted by the last of %s", path).isEqualTo(expected);
      }
    }
    if (left == 0) {
      return 1;
    }
    long sequences = 0;
    for (Operation operation : possible(oracles, permits)) {
      path.add(operation);
      sequences += explore(path, permits, left - 1);
      path.removeLast();
    }
    return sequences;
  }

  private static List<Operation> possible(Oracle[] oracles, int[] permits) {
    List<Operation> operations = new ArrayList<>();
    for (int resource = 0; resource < oracles.length; resource++) {
      Oracle oracle = oracles[resource];
      for (Asking user : oracle.using) {
        operations.add(new Operation(user.waiter(), resource, user.mode(), false));
      }
      for (int waiter = 0; waiter < WAITERS; waiter++) {
        if (!waits(waiter, oracles) && !oracle.has(waiter)) {
          if (permits[resource] > 1) {
            // Taking differs from using only when nothing is given back; one waiter that takes shows that they mix.
            operations.add(new Operation(waiter, resource, waiter == 0 ? Mode.TAKE : Mode.PERMIT, true));
          } else {
            operations.add(new Operation(waiter, resource, Mode.EXCLUSIVE, true));
            operations.add(new Operation(waiter, resource, Mode.SHARED, true));
          }
        }
      }
    }
    return operations;
  }

  private static boolean waits(int waiter, Oracle[] oracles) {
    return Stream.of(oracles).anyMatch(oracle -> oracle.waiting.stream().anyMatch(asking -> asking.waiter() == waiter));
  }

  @Test
  void readersWaitBehindAWaitingWriter() {
    GrantQueue<Asking> queue = new GrantQueue<>(1, r -> 1);
    Asking writer = new Asking(1, Mode.EXCLUSIVE);
    Asking reader = new Asking(2, Mode.SHARED);
    assertThat(queue.grant(0, Mode.SHARED)).isTrue();
    assertThat(queue.grant(0, Mode.EXCLUSIVE)).isFalse();
    queue.enqueue(0, writer);
    assertThat(queue.grant(0, Mode.SHARED)).as("overtakes the writer").isFalse();
    queue.enqueue(0, reader);
    queue.release(0, Mode.SHARED);
    assertThat(queue.next(0)).isSameAs(writer);
    assertThat(queue.next(0)).isNull();
    queue.release(0, Mode.EXCLUSIVE);
    assertThat(queue.next(0)).isSameAs(reader);
  }

  @Test
  void whatIsTakenIsGoneUntilSomebodyPuts() {
    GrantQueue<Asking> queue = new GrantQueue<>(1, r -> 0);
    Asking first = new Asking(1, Mode.TAKE);
    Asking second = new Asking(2, Mode.TAKE);
    assertThat(queue.grant(0, Mode.TAKE)).isFalse();
    queue.enqueue(0, first);
    queue.enqueue(0, second);
    assertThat(queue.next(0)).isNull();
    queue.put(0);
    assertThat(queue.next(0)).isSameAs(first);
    assertThat(queue.next(0)).isNull();
    queue.release(0, Mode.TAKE);
    assertThat(queue.next(0)).as("what the first gave back").isSameAs(second);
  }

  @Test
  void severalPermitsAreTakenAtOnceOrNotAtAll() {
    GrantQueue<Asking> queue = new GrantQueue<>(1, r -> 2);
    Asking three = new Asking(1, Mode.TAKE, 3);
    assertThat(queue.grant(0, Mode.TAKE, 3)).isFalse();
    queue.enqueue(0, three);
    assertThat(queue.grant(0, Mode.TAKE)).as("overtakes the one that waits for three").isFalse();
    assertThat(queue.next(0)).isNull();
    queue.put(0);
    assertThat(queue.next(0)).isSameAs(three);
    assertThat(queue.grant(0, Mode.TAKE)).as("all are used up").isFalse();
    queue.release(0, Mode.TAKE, 3);
    assertThat(queue.grant(0, Mode.TAKE, 3)).as("what a task gave up").isTrue();
  }

  @Test
  void whoWithdrawsIsNotGranted() {
    GrantQueue<Asking> queue = new GrantQueue<>(2, r -> 1);
    assertThat(queue.grant(0, Mode.EXCLUSIVE)).isTrue();
    Asking gone = new Asking(1, Mode.EXCLUSIVE);
    Asking left = new Asking(2, Mode.EXCLUSIVE);
    queue.enqueue(0, gone);
    queue.enqueue(0, left);
    assertThat(queue.waiting(0, waiting -> waiting.waiter() == 1)).isNotNull();
    assertThat(queue.withdraw(0, waiting -> waiting.waiter() == 1)).isTrue();
    assertThat(queue.withdraw(0, waiting -> waiting.waiter() == 1)).isFalse();
    assertThat(queue.waiting(0, waiting -> waiting.waiter() == 1)).isNull();
    assertThat(queue.waiting(1, waiting -> true)).isNull();
    queue.release(0, Mode.EXCLUSIVE);
    assertThat(queue.next(0)).isSameAs(left);
  }

  @Test
  void releasesOfWhatIsNotHeldAreRefused() {
    GrantQueue<Asking> queue = new GrantQueue<>(1, r -> 1);
    assertThatIllegalStateException().isThrownBy(() -> queue.release(0, Mode.EXCLUSIVE));
    assertThatIllegalStateException().isThrownBy(() -> queue.release(0, Mode.SHARED));
    assertThat(queue.grant(0, Mode.EXCLUSIVE)).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> queue.release(0, Mode.SHARED))
        .withMessage("resource 0 of this block is not held SHARED");
  }
}
