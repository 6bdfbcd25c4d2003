package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import lockstep.simulation.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HeldCellsTest {

  private static final int VERSION = 2;

  private final long[] cells = {10, 11, 1, 20, 21, 2};
  private final HeldCells held = new HeldCells(2, new Account());

  @BeforeEach
  void holdAllThreeModes() {
    held.begin(3);
    held.grant(0, Mode.EXCLUSIVE, cells, 0);
    held.grant(1, Mode.SHARED, cells, 3);
    held.grantPermit(2, Mode.PERMIT);
  }

  @Test
  void readsAndWritesTheWordsOfTheNeed() {
    held.set(0, 0, 100);
    held.add(0, 1, -5);
    assertThat(cells).containsExactly(100, 6, 1, 20, 21, 2);
    assertThat(held.get(0, 1)).isEqualTo(6);
    assertThat(held.get(1, 1)).isEqualTo(21);
  }

  @Test
  void addWrapsOnOverflow() {
    held.set(0, 0, Long.MAX_VALUE);
    held.add(0, 0, 1);
    assertThat(held.get(0, 0)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void writesToWhatIsHeldSharedAreRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> held.set(1, 0, 1))
        .withMessage("need 1 is held shared: it may be read only");
    assertThatIllegalStateException().isThrownBy(() -> held.add(1, 0, 1));
    assertThat(cells[3]).isEqualTo(20);
  }

  @Test
  void permitsHaveNoState() {
    assertThatIllegalStateException()
        .isThrownBy(() -> held.get(2, 0))
        .withMessage("need 2 is a permit: it has no state");
    assertThatIllegalStateException().isThrownBy(() -> held.add(2, 0, 1));
  }

  @Test
  void needsAndWordsThatDoNotExistAreRefused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> held.get(3, 0))
        .withMessage("need must be in [0, 3), got 3");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> held.get(-1, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> held.set(0, VERSION, 1))
        .withMessage("word must be in [0, 2), got 2");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> held.add(0, -1, 1));
  }

  @Test
  void needsOfTheTaskBeforeAreOutOfReach() {
    held.begin(1);
    held.grant(0, Mode.EXCLUSIVE, cells, 3);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> held.get(1, 0));
  }

  @Test
  void aVersionThatChangesWhileHeldIsSeen() {
    assertThat(held.changed(0) || held.changed(1) || held.changed(2)).isFalse();
    cells[5]++;
    assertThat(held.changed(0)).isFalse();
    assertThat(held.changed(1)).isTrue();
    held.countUpdate(0);
    assertThat(cells[VERSION]).isEqualTo(2);
  }

  @Test
  void growsWithTheTask() {
    held.begin(64);
    for (int need = 0; need < 64; need++) {
      held.grant(need, Mode.EXCLUSIVE, cells, 3 * (need % 2));
    }
    assertThat(held.get(63, 0)).isEqualTo(20);
    assertThat(held.cells(62)).isSameAs(cells);
  }
}
