package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import lockstep.cluster.node.Rounds.Arrival;
import lockstep.cluster.node.ShareActor.Exchange;
import lockstep.engine.event.Parcel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RoundsTest {

  private static final long EPOCH = Stage.ONLY.epoch();
  private static final int SELF = 1;

  private final Rounds rounds = new Rounds(Stage.ONLY, SELF, 3);

  private static Exchange chunk(long round, int sender, int chunk, int chunks) {
    return chunk(EPOCH, round, sender, chunk, chunks);
  }

  private static Exchange chunk(long epoch, long round, int sender, int chunk, int chunks) {
    return new Exchange(epoch, round, round - 1, sender, round + 5, 10 * round, false, chunk, chunks, parcel(chunk));
  }

  private static Parcel parcel(int content) {
    return new Parcel(new int[] {3}, new int[] {1}, new long[] {content});
  }

  private Arrival arrive(Exchange exchange) {
    return rounds.arrive(exchange);
  }

  @Test
  void areCompleteWithAllChunksOfAllOthers() {
    assertThat(rounds.complete()).isFalse();
    assertThat(arrive(chunk(0, 2, 1, 2))).isEqualTo(Arrival.TAKEN);
    assertThat(arrive(chunk(0, 0, 0, 1))).isEqualTo(Arrival.TAKEN);
    assertThat(rounds.complete()).isFalse();
    assertThat(arrive(chunk(0, 2, 0, 2))).isEqualTo(Arrival.TAKEN);
    assertThat(rounds.complete()).isTrue();
    assertThat(rounds.heads()).extracting(Exchange::sender).containsExactly(0, 2);
    assertThat(rounds.parcels()).extracting(parcel -> parcel.words()[0]).containsExactly(0L, 0L, 1L);
  }

  @Test
  void dropWhatComesTwice() {
    arrive(chunk(0, 0, 0, 2));
    assertThat(arrive(chunk(0, 0, 0, 2))).isEqualTo(Arrival.REPEATED);
    arrive(chunk(0, 0, 1, 2));
    assertThat(arrive(chunk(0, 0, 1, 2))).isEqualTo(Arrival.REPEATED);
    arrive(chunk(0, 2, 0, 1));
    assertThat(rounds.parcels()).hasSize(3);
    rounds.next();
    assertThat(arrive(chunk(0, 0, 0, 2))).as("of a round that is over").isEqualTo(Arrival.REPEATED);
    assertThat(rounds.awaited()).containsExactly(0, 2);
  }

  @Test
  void holdTheNextRoundApart() {
    assertThat(arrive(chunk(1, 0, 0, 1))).isEqualTo(Arrival.TAKEN);
    assertThat(rounds.awaited()).containsExactly(0, 2);
    arrive(chunk(0, 0, 0, 1));
    arrive(chunk(0, 2, 0, 1));
    assertThat(rounds.heads()).extracting(Exchange::round).containsOnly(0L);
    rounds.next();
    assertThat(rounds.awaited()).containsExactly(2);
    arrive(chunk(1, 2, 0, 1));
    assertThat(rounds.heads()).extracting(Exchange::round).containsOnly(1L);
  }

  static Stream<Exchange> whatNobodySends() {
    return Stream.of(
        chunk(EPOCH + 1, 0, 0, 0, 1),
        chunk(0, SELF, 0, 1),
        chunk(0, -1, 0, 1),
        chunk(0, 3, 0, 1),
        chunk(2, 0, 0, 1),
        chunk(-1, 0, 0, 1),
        chunk(0, 0, 0, 0),
        chunk(0, 0, 1, 1),
        chunk(0, 0, -1, 1),
        chunk(0, 0, 0, Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("whatNobodySends")
  void refuseWhatNobodySends(Exchange exchange) {
    assertThat(arrive(exchange)).isEqualTo(Arrival.REFUSED);
    assertThat(rounds.awaited()).containsExactly(0, 2);
  }

  @Test
  void refuseAChunkThatContradictsTheOthersOfItsBatch() {
    arrive(chunk(0, 0, 0, 3));
    assertThat(arrive(chunk(0, 0, 1, 2))).isEqualTo(Arrival.REFUSED);
    assertThat(arrive(new Exchange(EPOCH, 0, -1, 0, 99, 0, false, 1, 3, parcel(1)))).isEqualTo(Arrival.REFUSED);
    assertThat(arrive(new Exchange(EPOCH, 0, -1, 0, 5, 0, true, 1, 3, parcel(1)))).isEqualTo(Arrival.REFUSED);
    assertThat(rounds.missing(0)).containsExactly(1, 2);
  }

  @Test
  void goOnAfterTheRoundOfAStage() {
    Rounds later = new Rounds(new Stage(2, 7, 0, Custody.NONE, List.of()), SELF, 3);
    assertThat(later.round()).isEqualTo(7);
    assertThat(later.arrive(chunk(1, 7, 0, 0, 1))).as("of the epoch before").isEqualTo(Arrival.REFUSED);
    assertThat(later.arrive(chunk(2, 7, 0, 0, 1))).isEqualTo(Arrival.TAKEN);
    assertThat(later.arrive(chunk(2, 8, 2, 0, 1))).isEqualTo(Arrival.TAKEN);
    assertThat(later.awaited()).containsExactly(2);
  }

  @Test
  void tellWhichChunksAreMissing() {
    assertThat(rounds.missing(0)).as("none stands for all").isEmpty();
    arrive(chunk(0, 0, 1, 4));
    arrive(chunk(0, 0, 3, 4));
    assertThat(rounds.missing(0)).containsExactly(0, 2);
  }

  @Test
  void keepWhatWasSentForTwoRounds() {
    List<Exchange> first = List.of(chunk(0, SELF, 0, 2), chunk(0, SELF, 1, 2));
    rounds.sends(0, first);
    assertThat(rounds.sent(0, 0, new int[0])).isEqualTo(first);
    assertThat(rounds.sent(0, 0, new int[] {1})).containsExactly(first.getLast());
    assertThat(rounds.sent(0, 2, new int[0])).as("nothing was sent to it").isEmpty();
    assertThat(rounds.sent(1, 0, new int[0])).as("not yet").isEmpty();
    rounds.next();
    rounds.sends(0, List.of(chunk(1, SELF, 0, 1)));
    assertThat(rounds.sent(0, 0, new int[0])).isEqualTo(first);
    rounds.next();
    rounds.sends(0, List.of(chunk(2, SELF, 0, 1)));
    assertThat(rounds.sent(0, 0, new int[0])).as("acknowledged by the batches of round 1").isEmpty();
    assertThat(rounds.sent(2, 0, new int[0])).hasSize(1);
    assertThat(rounds.sent(2, 7, new int[0])).isEmpty();
    assertThat(rounds.sent(-1, 0, new int[0])).isEmpty();
  }
}
