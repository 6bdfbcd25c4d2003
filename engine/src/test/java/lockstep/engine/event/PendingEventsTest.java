package lockstep.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PendingEventsTest {

  private static final int STRIDE = 4;

  /** Near and far futures by turns, so that every wheel is used and buckets come down more than one at once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261122})
  void returnsEachWindowWithItsEventsInTurn(long seed) {
    Random random = new Random(seed);
    long lookahead = random.nextLong(1, 6);
    Windows windows = new Windows(lookahead);
    PendingEvents pending = new PendingEvents(windows, STRIDE);
    TreeMap<Long, List<Long>> expected = new TreeMap<>();
    long window = -1;
    long number = 0;
    for (int round = 0; round < 5_000; round++) {
      int added = expected.isEmpty() ? 1 : random.nextInt(4);
      for (int n = 0; n < added; n++) {
        long time = windows.begin(window + 1) + (random.nextLong() >>> (24 + random.nextInt(40)));
        pending.add(windows.of(time), time, 0, 0, number, 0);
        expected.computeIfAbsent(time / lookahead, _ -> new ArrayList<>()).add(number++);
      }
      window = pending.next();
      assertThat(window).as("seed %s, round %s", seed, round).isEqualTo(expected.firstKey());
      Bucket bucket = pending.advance(window);
      List<Long> found = new ArrayList<>();
      for (int at = 0; at < bucket.used(); at += STRIDE) {
        assertThat(bucket.words()[at + Bucket.TIME] / lookahead).isEqualTo(window);
        found.add(bucket.words()[at + Bucket.PAYLOAD]);
      }
      assertThat(found).containsExactlyInAnyOrderElementsOf(expected.pollFirstEntry().getValue());
      pending.done();
    }
    while (!expected.isEmpty()) {
      assertThat(pending.next()).isEqualTo(expected.firstKey());
      assertThat(pending.advance(pending.next()).used()).isEqualTo(STRIDE * expected.pollFirstEntry().getValue().size());
      pending.done();
    }
    assertThat(pending.next()).isEqualTo(Windows.NONE);
  }
}
