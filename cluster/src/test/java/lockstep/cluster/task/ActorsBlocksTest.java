package lockstep.cluster.task;

import java.util.List;
import java.util.stream.Stream;
import lockstep.engine.Coordination;
import lockstep.engine.CoordinationConformance;
import lockstep.engine.NotSerialisable;
import lockstep.engine.Policy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Actors that own large blocks do what they must, with tasks inside a block and tasks across mixed. */
final class ActorsBlocksTest extends CoordinationConformance {

  private static final long DETECTION_NANOS = 1_000_000;

  private int owners = 2;

  ActorsBlocksTest() {
    super(ActorsEngine.KIND);
  }

  @Override
  protected Coordination coordination(Policy policy) {
    return Coordination.of(policy).withOwners(owners).detectingEvery(DETECTION_NANOS);
  }

  @Override
  protected Cell inTime(Cell cell) {
    return crowdsDoLess(cell);
  }

  /** Other numbers are performed below; an owner for each resource is what actors have that are told nothing. */
  @Override
  protected Stream<Cell> matrix() {
    return matrix(List.of(3), List.of(1L));
  }

  @Override
  protected Stream<Cell> notCommuting() {
    return notCommuting(List.of(3), List.of(1L));
  }

  /** Many workers that want most of a few accounts would be in a deadlock nearly always. */
  private static boolean isQuick(Cell cell) {
    return cell.policy() != Policy.DETECT || cell.workers() < 8;
  }

  @ParameterizedTest(name = "{0} owners")
  @ValueSource(ints = {1, 3, 7})
  public void doesTheWorkOfAPlainLoopWithAnyNumberOfOwners(int number) {
    owners = number;
    try {
      inTurns(List.of(2, 8), List.of((long) number)).filter(ActorsBlocksTest::isQuick).forEach(this::assertSameWork);
    } finally {
      owners = 2;
    }
  }

  @ParameterizedTest(name = "{0} owners")
  @ValueSource(ints = {1, 3, 7})
  public void performsTasksAsIfOneAfterTheOtherWithAnyNumberOfOwners(int number) throws NotSerialisable {
    owners = number;
    try {
      for (Cell cell : notCommutingInTurns(List.of(2, 8), List.of((long) number)).filter(ActorsBlocksTest::isQuick).toList()) {
        assertSerialisable(cell);
      }
    } finally {
      owners = 2;
    }
  }
}
