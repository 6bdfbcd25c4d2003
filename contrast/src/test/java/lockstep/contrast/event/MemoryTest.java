package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.Horizon;
import lockstep.simulation.EventModel;
import lockstep.simulation.phold.Phold;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel needs of memory, as its documentation says. */
final class MemoryTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ENTITIES = 20_000;
  private static final long UNIT = 1_000_000;
  private static final double MOST_BYTES_PER_EVENT = 0.5;

  private static EventOutcome.Completed simulate(int payload, long units) {
    EventModel model = new Phold().model(new Phold.Parameters(ENTITIES, 1, 0.25, 0.1, 1, payload));
    EventAssignment assignment = EventAssignment.of(model, 1, Horizon.until(units * UNIT), 1, 1);
    return (EventOutcome.Completed) new SequentialEventEngine().perform(assignment);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void steadyStateAllocatesNothing(int payload) {
    simulate(payload, 10);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    EventOutcome.Completed shorter = simulate(payload, 10);
    long between = THREADS.getCurrentThreadAllocatedBytes();
    EventOutcome.Completed longer = simulate(payload, 30);
    long after = THREADS.getCurrentThreadAllocatedBytes();
    double more = (after - between) - (between - before);
    assertThat(more / (longer.ledger().events() - shorter.ledger().events())).isLessThan(MOST_BYTES_PER_EVENT);
  }

  /** An event has three words and its payload; arrays are powers of two, so that up to three times as much is kept. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void pendingEventTakesAtMostThreeTimesItsWords(int payload) {
    long bytes = simulate(payload, 10).allocatedBytes();
    assertThat((double) bytes / ENTITIES).isBetween(8.0 * (3 + payload), 3 * 8.0 * (3 + payload));
  }
}
