package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;

final class TraceTest {

  private final AtomicLong clock = new AtomicLong(1000);
  private final Sketch model =
      Sketch.of("one of each", 2, 5, (i, draw, plan) -> plan.take(4, 3).exclusive(2).shared(1).permit(3).put(4))
          .sharing()
          .withPermits(r -> r == 3 ? 2 : r == 4 ? 7 : 1);

  private TaskMachine machine(Trace trace, Policy policy) {
    return new TaskMachine(Assignment.of(model, 1, 1, policy).tracedBy(trace), 0);
  }

  /** Performs a task, a nanosecond a step. */
  private void perform(TaskMachine machine, long i) {
    machine.begin(i);
    for (Step step = machine.next(); step != Step.DONE; step = machine.next()) {
      clock.incrementAndGet();
      switch (step) {
        case ASK -> grant(machine);
        case UPDATE -> machine.update();
        case RELEASE -> machine.released();
        default -> throw new AssertionError(step);
      }
    }
  }

  private static void grant(TaskMachine machine) {
    if (machine.askedMode().isCounted()) {
      machine.grantedPermit();
    } else {
      machine.granted(new long[2], 0);
    }
  }

  private static List<String> texts(Trace trace) {
    return trace.moves().stream().map(TraceTest::text).toList();
  }

  private static String text(Traced of) {
    String what = of.resource() == Traced.NONE ? "" : " " + of.resource() + " " + of.mode() + " " + of.permits();
    return of.task() + " " + of.move() + what + ", holds " + of.held();
  }

  @Test
  void tellsEveryMoveOfATask() {
    Trace trace = new Trace(1, 100, clock::get);
    perform(machine(trace, Policy.UNORDERED), 1);
    assertThat(texts(trace))
        .containsExactly(
            "1 WANTS 4 TAKE 3, holds 0",
            "1 GRANTED 4 TAKE 3, holds 1",
            "1 WANTS 2 EXCLUSIVE 1, holds 1",
            "1 GRANTED 2 EXCLUSIVE 1, holds 2",
            "1 WANTS 1 SHARED 1, holds 2",
            "1 GRANTED 1 SHARED 1, holds 3",
            "1 WANTS 3 PERMIT 1, holds 3",
            "1 GRANTED 3 PERMIT 1, holds 4",
            "1 RELEASED 3 PERMIT 1, holds 3",
            "1 RELEASED 1 SHARED 1, holds 2",
            "1 RELEASED 2 EXCLUSIVE 1, holds 1",
            "1 PUT 4 TAKE 1, holds 0",
            "1 COMMIT, holds 0");
    assertThat(trace.dropped()).isZero();
    assertThat(TraceCheck.verdict(model, trace.moves())).isEqualTo("legal");
  }

  @Test
  void tellsThatATaskGaveUpAndWhatItGaveBack() {
    Trace trace = new Trace(1, 100, clock::get);
    TaskMachine machine = machine(trace, Policy.TRY_LOCK);
    machine.begin(0);
    machine.next();
    grant(machine);
    machine.next();
    machine.givesUp();
    machine.retry();
    machine.next();
    assertThat(texts(trace))
        .containsExactly(
            "0 WANTS 4 TAKE 3, holds 0",
            "0 GRANTED 4 TAKE 3, holds 1",
            "0 WANTS 2 EXCLUSIVE 1, holds 1",
            "0 RELEASED 4 TAKE 3, holds 0",
            "0 RETRY, holds 0",
            "0 WANTS 4 TAKE 3, holds 0");
  }

  @Test
  void tellsTheGateAsAResourceOfItsOwn() {
    Trace trace = new Trace(1, 100, clock::get);
    TaskMachine machine = machine(trace, Policy.ARBITER);
    machine.begin(0);
    machine.next();
    grant(machine);
    machine.next();
    machine.passedGate();
    grant(machine);
    machine.leavesGate();
    assertThat(texts(trace).subList(2, 6))
        .containsExactly(
            "0 WANTS 5 PERMIT 1, holds 1",
            "0 GRANTED 5 PERMIT 1, holds 1",
            "0 WANTS 2 EXCLUSIVE 1, holds 1",
            "0 GRANTED 2 EXCLUSIVE 1, holds 2");
    assertThat(texts(trace)).endsWith("0 RELEASED 5 PERMIT 1, holds 2");
  }

  @Test
  void stampsAreTimesButNeverTheSame() {
    Trace trace = new Trace(2, 10, clock::get);
    assertThat(List.of(trace.stamp(), trace.stamp())).containsExactly(0L, 1L);
    clock.set(1500);
    assertThat(List.of(trace.stamp(), trace.stamp())).containsExactly(500L, 501L);
    clock.set(1400);
    assertThat(trace.stamp()).as("of a clock that goes back").isEqualTo(502);
  }

  @Test
  void movesOfAllWorkersAreInTheOrderOfTheirStamps() {
    Trace trace = new Trace(2, 10, clock::get);
    for (int n = 0; n < 6; n++) {
      trace.log(n % 2).note(Move.COMMIT, n, 0);
    }
    assertThat(trace.moves()).extracting(Traced::task).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(trace.moves()).extracting(Traced::worker).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(trace.moves()).extracting(Traced::nanos).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void endsForAllWhereOneWorkersBufferIsFullAndCountsWhatIsNotTold() {
    Trace trace = new Trace(2, 3, clock::get);
    for (int n = 0; n < 5; n++) {
      trace.log(0).note(Move.COMMIT, n, 0);
      trace.log(n < 2 ? 1 : 0).note(Move.COMMIT, 10 + n, 0);
    }
    trace.log(1).note(Move.COMMIT, 99, 0);
    assertThat(trace.moves()).extracting(Traced::task).containsExactly(0L, 10L, 1L, 11L, 2L);
    assertThat(trace.dropped()).as("five of worker 0, and one of worker 1 that came later").isEqualTo(6);
  }

  @Test
  void whatIsDoneAfterItWasEndedIsNeitherToldNorCounted() {
    Trace trace = new Trace(1, 3, clock::get);
    trace.log(0).note(Move.COMMIT, 1, 0);
    trace.end();
    for (int n = 2; n < 9; n++) {
      trace.log(0).note(Move.COMMIT, n, 0);
    }
    assertThat(trace.moves()).extracting(Traced::task).containsExactly(1L);
    assertThat(trace.dropped()).isZero();
  }

  @Test
  void anAssignmentThatIsCancelledEndsItsTraceFirst() {
    Trace trace = new Trace(1, 3, clock::get);
    Assignment assignment = Assignment.of(model, 1, 1, Policy.ORDERED).tracedBy(trace);
    assignment.cancellation().onRequest(() -> trace.log(0).note(Move.COMMIT, 1, 0));
    assignment.cancel();
    assertThat(assignment.cancellation().requested()).isTrue();
    assertThat(trace.moves()).isEmpty();
  }

  @Test
  void whatATraceHoldsOfALongerHistoryIsLegalWhereverItEnds() {
    for (int room = 1; room <= 27; room++) {
      Trace trace = new Trace(1, room, clock::get);
      TaskMachine machine = machine(trace, Policy.ORDERED);
      perform(machine, 0);
      perform(machine, 1);
      assertThat(trace.moves()).hasSize(Math.min(room, 26));
      assertThat(trace.dropped()).isEqualTo(26 - trace.moves().size());
      assertThat(TraceCheck.verdict(model, trace.moves())).isEqualTo("legal");
    }
  }

  @Test
  void refusesMoreRoomThanThereMayBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Trace(2, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trace(100_000, 100))
        .withMessage("a trace has room for 1 to 8388608 moves, got 100000 workers with 100 each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Assignment.of(model, 1, 2, Policy.ORDERED).tracedBy(new Trace(1, 1)))
        .withMessage("the trace has room for 1 of 2 workers");
  }

  // The check itself

  private static Traced move(int worker, Move move, Mode mode, int held) {
    return new Traced(0, worker, worker, move, 1, mode, 1, held);
  }

  @Test
  void theCheckFindsWhatNobodyCouldHaveDone() {
    Traced wants = move(0, Move.WANTS, Mode.EXCLUSIVE, 0);
    Traced granted = move(0, Move.GRANTED, Mode.EXCLUSIVE, 1);
    Traced read = move(1, Move.WANTS, Mode.SHARED, 0);
    Traced reads = move(1, Move.GRANTED, Mode.SHARED, 1);
    Traced released = move(0, Move.RELEASED, Mode.EXCLUSIVE, 0);
    assertThat(TraceCheck.verdict(model, List.of(wants, granted, read, released, reads))).isEqualTo("legal");
    assertThat(TraceCheck.verdict(model, List.of(granted))).startsWith("did not want it: ");
    assertThat(TraceCheck.verdict(model, List.of(wants, wants))).startsWith("wants another already: ");
    assertThat(TraceCheck.verdict(model, List.of(wants, granted, read, reads))).startsWith("held by [0]: ");
    assertThat(TraceCheck.verdict(model, List.of(wants, granted, wants))).startsWith("has it: ");
    assertThat(TraceCheck.verdict(model, List.of(wants, released))).startsWith("does not hold it: ");
  }
}
