package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CellStoreTest {

  private static CellStore numbered() {
    return CellStore.first(
        Sketch.of("numbered", 1, 4, (i, draw, plan) -> {})
            .withWords(3)
            .initialised(
                (r, cell) -> {
                  for (int word = 0; word < 3; word++) {
                    cell.set(word, 10L * r + word);
                  }
                }),
        0);
  }

  @Test
  void firstStateIsTheModels() {
    CellStore store = numbered();
    assertThat(store.array()).containsExactly(0, 1, 2, 0, 10, 11, 12, 0, 20, 21, 22, 0, 30, 31, 32, 0);
    assertThat(store.get(3, 1)).isEqualTo(31);
    assertThat(store.sum(0)).isEqualTo(60);
    assertThat(store.versions()).isZero();
  }

  @Test
  void digestSeesEveryWordAndEveryVersion() {
    Set<Long> digests = new HashSet<>();
    digests.add(numbered().digest());
    for (int at = 0; at < 16; at++) {
      for (long change : new long[] {1, -1, 1L << 40, Long.MIN_VALUE}) {
        CellStore store = numbered();
        store.array()[at] += change;
        digests.add(store.digest());
      }
    }
    assertThat(digests).hasSize(1 + 16 * 4);
  }

  @Test
  void digestSeesWhichResourceAndWhichWordHasAValue() {
    CellStore resourcesSwapped = numbered();
    long[] second = resourcesSwapped.copyOf(1);
    resourcesSwapped.put(1, resourcesSwapped.copyOf(2));
    resourcesSwapped.put(2, second);
    CellStore wordsSwapped = numbered();
    wordsSwapped.array()[4] = 11;
    wordsSwapped.array()[5] = 10;
    CellStore movedBetween = numbered();
    movedBetween.array()[4]--;
    movedBetween.array()[8]++;
    assertThat(Set.of(numbered().digest(), resourcesSwapped.digest(), wordsSwapped.digest(), movedBetween.digest()))
        .hasSize(4);
  }

  @Test
  void digestSeesResourcesWithoutWords() {
    assertThat(new CellStore(2, 0).digest()).isNotEqualTo(new CellStore(3, 0).digest());
    assertThat(new CellStore(0, 5).digest()).isZero();
  }

  /** Reckoned apart from this code: a counter of 10 that was updated 10 times. */
  @Test
  void digestNeverChanges() {
    CellStore store = new CellStore(1, 1);
    store.put(0, new long[] {10, 10});
    assertThat(Digest.text(store.digest())).isEqualTo("3e91ee2e2fcfde1a");
  }

  @Test
  void copiesAreTheCallersOwn() {
    CellStore store = numbered();
    store.copyOf(1)[0] = 99;
    assertThat(store.get(1, 0)).isEqualTo(10);
    long[] given = {7, 8, 9, 5};
    store.put(1, given);
    given[0] = 99;
    assertThat(store.get(1, 0)).isEqualTo(7);
    assertThat(store.version(1)).isEqualTo(5);
    assertThat(store.versions()).isEqualTo(5);
  }

  @Test
  void placesThatDoNotExistAreRefused() {
    CellStore store = numbered();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> store.get(4, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> store.get(-1, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> store.get(0, 3))
        .withMessage("word must be in [0, 3), got 3");
  }

  @Test
  void aModelThatWritesOutsideItsWordsIsToldSo() {
    Sketch model = Sketch.of("too wide", 1, 1, (i, draw, plan) -> {}).initialised((r, cell) -> cell.set(1, 5));
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(() -> CellStore.first(model, 42))
        .withMessageStartingWith("the model (seed 42) failed in initialise: word must be in [0, 1), got 1");
  }
}
