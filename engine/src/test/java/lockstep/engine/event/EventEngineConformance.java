package lockstep.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.ModelFailure;
import lockstep.engine.event.EventModels.Case;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine of event models has to do: a subclass names the kind. One engine performs all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EventEngineConformance {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final int SOAK_SEEDS = 20;

  private final EventEngineKind kind;
  private final EventEngine engine;

  /** The numbers of partitions and of workers in the matrix, and its seeds. */
  private final List<Integer> partitions;

  private final List<Integer> workers;
  private final List<Long> seeds;

  protected EventEngineConformance(EventEngineKind kind) {
    this(kind, List.of(1, 2, 3, 7, 16), List.of(1, 2, 3), List.of(1L, -42L));
  }

  /** With another matrix, for an engine that takes long. */
  protected EventEngineConformance(EventEngineKind kind, List<Integer> partitions, List<Integer> workers, List<Long> seeds) {
    this.kind = kind;
    this.partitions = List.copyOf(partitions);
    this.workers = List.copyOf(workers);
    this.seeds = List.copyOf(seeds);
    this.engine = kind.open();
  }

  /** One cell of the matrix, as the test's name prints it. */
  public record Cell(Case of, int partitions, int workers, Partitioning partitioning, long seed) {
    @Override
    public String toString() {
      return of + ", " + partitions + " partitions by " + partitioning.id() + ", " + workers + " workers, seed " + seed;
    }
  }

  @AfterAll
  public void closesPromptly() {
    assertTimeoutPreemptively(LONG_ENOUGH, engine::close);
  }

  protected Stream<Cell> matrix() {
    return EventModels.all().flatMap(of -> cells(of, seeds));
  }

  Stream<Cell> soakMatrix() {
    List<Long> many = new Random(20261122).longs(SOAK_SEEDS).boxed().toList();
    return EventModels.all().flatMap(of -> cells(of, many));
  }

  private Stream<Cell> cells(Case of, List<Long> ofSeeds) {
    List<Cell> cells = new ArrayList<>();
    for (long seed : ofSeeds) {
      if (!kind.concurrent()) {
        cells.add(new Cell(of, 1, 1, Partitioning.BLOCK, seed));
        continue;
      }
      for (int number : partitions) {
        for (int atOnce : workers) {
          cells.add(new Cell(of, number, atOnce, partitioning(number, atOnce), seed));
        }
      }
    }
    return cells.stream();
  }

  /** Each of them, in turns. */
  private static Partitioning partitioning(int partitions, int workers) {
    return Partitioning.values()[(partitions + workers) % Partitioning.values().length];
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("matrix")
  public void doesTheWorkOfTheHeap(Cell cell) {
    assertThat(perform(cell)).isEqualTo(HeapOracle.perform(cell.of().model(), cell.seed(), cell.of().horizon()));
  }

  /** So many entities that a partition goes through a window in several blocks. */
  @Test
  public void doesTheWorkOfTheHeapInManyBlocks() {
    EventModel model = new Tangle("many", 100_000, 60_000, 100, 300, 1, 0.3, 0, 1);
    Horizon horizon = Horizon.until(800);
    EventAssignment assignment = EventAssignment.of(model, 17, horizon, atMost(2), atMost(2));
    assertThat(EventWork.of(perform(assignment))).isEqualTo(HeapOracle.perform(model, 17, horizon));
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("soakMatrix")
  public void doesTheWorkOfTheHeapForManySeeds(Cell cell) {
    doesTheWorkOfTheHeap(cell);
  }

  private EventWork perform(Cell cell) {
    return EventWork.of(
        perform(
            new EventAssignment(
                cell.of().model(),
                cell.seed(),
                cell.of().horizon(),
                cell.workers(),
                cell.partitions(),
                cell.partitioning(),
                false,
                new Board(cell.partitions()),
                new Cancellation())));
  }

  private EventOutcome perform(EventAssignment assignment) {
    return assertTimeoutPreemptively(LONG_ENOUGH, () -> engine.perform(assignment));
  }

  private int atMost(int partitions) {
    return kind.concurrent() ? partitions : 1;
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  public void tracesTheSameWindowsWhateverThePartitions(Partitioning partitioning) {
    WindowTrace one = traced(1, Partitioning.BLOCK).trace();
    EventOutcome.Completed completed = traced(atMost(3), kind.concurrent() ? partitioning : Partitioning.BLOCK);
    assertThat(completed.trace().size()).isEqualTo(one.size()).isGreaterThan(100);
    for (int at = 0; at < one.size(); at++) {
      assertThat(completed.trace().window(at)).isEqualTo(one.window(at));
      assertThat(completed.trace().digest(at)).isEqualTo(one.digest(at));
    }
  }

  private EventOutcome.Completed traced(int partitions, Partitioning partitioning) {
    EventAssignment assignment =
        new EventAssignment(
            EventModels.ties(),
            5,
            Horizon.until(2_000),
            partitions,
            partitions,
            partitioning,
            true,
            new Board(partitions),
            new Cancellation());
    return (EventOutcome.Completed) perform(assignment);
  }

  /** Sends for ever; may do something else at one moment. */
  private record Endless(Runnable at500) implements EventModel {

    @Override
    public int entities() {
      return 8;
    }

    @Override
    public long lookahead() {
      return 1;
    }

    @Override
    public void start(Entity self) {
      self.send(self.id(), 1, 3);
    }

    @Override
    public void handle(Entity self, Event event) {
      if (self.id() == 6 && self.now() == 500) {
        at500.run();
      }
      self.send((self.id() + 1) % entities(), 1, 3);
    }
  }

  @Test
  public void saysWhichEntityFailedWhen() {
    EventModel model =
        new Endless(
            () -> {
              throw new IllegalStateException("no such thing");
            });
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(() -> perform(EventAssignment.of(model, 11, Horizon.until(1_000_000), atMost(2), atMost(3))))
        .withMessageContaining("entity 6, kind 3, time 500.0 (seed 11) failed in handle: no such thing")
        .withMessageContaining(".java:");
  }

  @Test
  public void endsWhenItIsCancelled() {
    Cancellation cancellation = new Cancellation();
    int partitions = atMost(3);
    EventAssignment assignment =
        new EventAssignment(
            new Endless(cancellation::request),
            1,
            new Horizon(Horizon.ENDLESS, Horizon.ENDLESS, 0),
            atMost(2),
            partitions,
            Partitioning.BLOCK,
            false,
            new Board(partitions),
            cancellation);
    assertThat(perform(assignment)).isEqualTo(new EventOutcome.Cancelled());
  }

  @Test
  public void tellsTheBoardHowManyEventsItHasHandled() {
    EventAssignment assignment = EventAssignment.of(EventModels.ties(), 3, Horizon.until(1_000), atMost(2), atMost(3));
    EventOutcome.Completed completed = (EventOutcome.Completed) perform(assignment);
    assertThat(assignment.board().commits()).isEqualTo(completed.ledger().events()).isGreaterThan(500);
  }
}
