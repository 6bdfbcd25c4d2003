package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineTest {

  private static Letter letter(int number) {
    return new Letter.ToArrivals(number);
  }

  private final Line here = new Line(0);
  private final Line there = new Line(1);
  private final List<Letter> arrived = new ArrayList<>();

  private void receive(Gateway.Batch batch) {
    if (there.arrives(batch)) {
      arrived.addAll(batch.letters());
    }
  }

  /** A network that loses, repeats and reorders; whoever is not heard sends again. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyLetterArrivesOnceAndInOrderWhateverTheNetworkDoes(long seed) {
    Random random = new Random(seed);
    List<Gateway.Batch> network = new ArrayList<>();
    int letters = 500;
    int added = 0;
    for (int round = 0; arrived.size() < letters; round++) {
      assertThat(round).as("rounds, seed %d", seed).isLessThan(100_000);
      for (int more = random.nextInt(4); more > 0 && added < letters; more--) {
        here.add(letter(added++));
      }
      network.addAll(here.batches(random.nextBoolean()));
      network.addAll(here.tick());
      Collections.shuffle(network, random);
      for (Gateway.Batch batch : List.copyOf(network.subList(0, random.nextInt(network.size() + 1)))) {
        network.remove(batch);
        if (random.nextInt(4) == 0) {
          continue;
        }
        receive(batch);
        if (random.nextInt(4) == 0) {
          network.add(batch);
        }
      }
      if (there.owes() && random.nextBoolean()) {
        Gateway.Acknowledged told = there.acknowledgement();
        if (random.nextInt(3) > 0) {
          here.acknowledged(told.received());
        }
      }
    }
    assertThat(arrived).as("seed %d", seed).isEqualTo(IntStream.range(0, letters).mapToObj(LineTest::letter).toList());
    here.acknowledged(there.acknowledgement().received());
    assertThat(here.lettersArrived()).isEqualTo(letters).isEqualTo(here.lettersIn());
  }

  @Test
  void whatIsUnderWayIsBoundedAndWhatWaitsThenGoesTogether() {
    List<Gateway.Batch> sent = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      here.add(letter(n));
      sent.addAll(here.batches(false));
    }
    assertThat(sent).hasSize(Line.MOST_UNDER_WAY);

    sent.forEach(this::receive);
    here.acknowledged(there.acknowledgement().received());
    List<Gateway.Batch> rest = here.batches(false);

    assertThat(rest).hasSize(1);
    assertThat(rest.getFirst().letters()).hasSize(100 - Line.MOST_UNDER_WAY);
  }

  @Test
  void batchesAreCutBeforeTheyAreTooLongForTheWire() {
    int words = 64;
    for (int n = 0; n < 1_000; n++) {
      here.add(new Letter.ToOwner(Grant.exclusive(n, new long[words])));
    }
    List<Gateway.Batch> batches = here.batches(false);
    assertThat(batches).hasSizeGreaterThan(1);
    for (Gateway.Batch batch : batches) {
      assertThat(TaskMessages.wire().bytes(batch).length)
          .isLessThanOrEqualTo((Line.FULL_WORDS + words + Letter.FEW) * Long.BYTES)
          .isLessThan(lockstep.cluster.wire.Wire.MOST_BYTES / 2);
    }
  }

  @Test
  void anEmptyBatchHasWhatIsUnderWayAcknowledgedAndNoneIsSentWithoutNeed() {
    assertThat(here.lastBatches()).isEmpty();
    here.add(letter(1));
    here.batches(false).forEach(this::receive);
    assertThat(here.lastBatches()).singleElement().satisfies(batch -> assertThat(batch.hurry() && batch.letters().isEmpty()).isTrue());
  }

  @Test
  void nothingIsSentAgainThatWasAcknowledgedInTime() {
    here.add(letter(1));
    here.batches(false).forEach(this::receive);
    here.acknowledged(there.acknowledgement().received());
    for (int tick = 0; tick < 100; tick++) {
      assertThat(here.tick()).isEmpty();
    }
  }
}
