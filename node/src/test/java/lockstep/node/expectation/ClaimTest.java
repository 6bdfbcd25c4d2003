package lockstep.node.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaimTest {

  private static final List<String> FRAGMENTS =
      List.of(
          "throughput", "latency.p99", "deadlocks", "of", "threads", "event-loop", "<", "<=", "==", "!", "*", "0.5", "20", "1e3",
          "1e", "9e99", ".", "-", "ms", "s", " ", "é", "\u0000", "\uD800", "(", "\n");

  @ParameterizedTest
  @CsvSource({
    "latency.p99 < 20ms, LATENCY_P99, LESS, 2e7",
    "latency.p99<20ms, LATENCY_P99, LESS, 2e7",
    "latency.max <= 1.5 s, LATENCY_MAX, AT_MOST, 15e8",
    "waits.time > 0ns, WAITS_TIME, MORE, 0",
    "ledger.think >= 3us, LEDGER_THINK, AT_LEAST, 3e3",
    "throughput > 1e6, THROUGHPUT, MORE, 1e6",
    "lost-updates == 0, LOST_UPDATES, EQUAL, 0",
    "' speed-up  !=  1.50 ', SPEED_UP, DIFFERENT, 1.5"
  })
  void figureIsComparedWithALiteral(String text, Figure figure, Relation relation, BigDecimal value) throws ClaimException {
    assertThat(Claim.parse(text))
        .isInstanceOfSatisfying(
            Claim.Bound.class,
            bound -> {
              assertThat(bound.left()).isEqualTo(figure);
              assertThat(bound.relation()).isEqualTo(relation);
              assertThat(bound.value()).isEqualByComparingTo(value);
            });
  }

  @Test
  void figureIsComparedWithAnotherOfTheSameCellOrOfAnotherEngine() throws ClaimException {
    assertThat(Claim.parse("latency.p99 < 10 * latency.p50"))
        .isEqualTo(new Claim.Within(Figure.LATENCY_P99, Relation.LESS, new BigDecimal("1E+1"), Figure.LATENCY_P50));
    assertThat(Claim.parse("waits.contended <= work"))
        .isEqualTo(new Claim.Within(Figure.WAITS_CONTENDED, Relation.AT_MOST, BigDecimal.ONE, Figure.WORK));
    assertThat(Claim.parse("throughput of actors > 0.5*throughput of event-loop"))
        .isEqualTo(
            new Claim.Between(Figure.THROUGHPUT, "actors", Relation.MORE, new BigDecimal("0.5"), Figure.THROUGHPUT, "event-loop"));
  }

  @ParameterizedTest
  @EnumSource(Figure.class)
  void everyFigureIsReadByItsName(Figure figure) throws ClaimException {
    String literal = figure.unit() == Figure.Unit.TIME ? "1us" : "1";

    assertThat(Claim.parse(figure.id() + " > " + literal).left()).isEqualTo(figure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | must have a figure at column 1, got the end",
        "20ms > latency.p99 | must have a figure at column 1, got 20",
        "latncy.p99 < 20ms | must have a figure at column 1, got latncy.p99",
        "latency.p99 | must have \"of\" or one of < <= > >= == != at column 12, got the end",
        "latency.p99 = 20ms | must have \"of\" or one of < <= > >= == != at column 13, got =",
        "latency.p99 =< 20ms | must have \"of\" or one of < <= > >= == != at column 13, got =<",
        "latency.p99 < | must have a number or a figure at column 14, got the end",
        "latency.p99 < 20 | must have a unit (ns, us, ms or s) at column 17, got the end",
        "latency.p99 < 20m | must have a unit (ns, us, ms or s) at column 17, got m",
        "throughput < 20ms | must have no unit, as throughput is no time at column 16, got ms",
        "throughput > -1 | must have a number or a figure at column 14, got -",
        "throughput > 1 2 | must have the end at column 16, got 2",
        "latency.p99 < throughput | must have a time, as latency.p99 is one at column 15, got throughput",
        "latency.p99 < 0 * latency.p50 | must have a factor above 0 at column 15, got 0",
        "latency.p99 < 2 * 3 * latency.p50 | must have a number or a figure at column 19, got 3",
        "throughput of > 1 | must have the name of an engine at column 15, got >",
        "throughput of actors > 1 | must have * and a figure, as \"of ENGINE\" stands on the left at column 25, got the end",
        "throughput of actors > throughput | must have \"of ENGINE\", as on the left at column 34, got the end",
        "throughput > throughput of actors | must have the end (\"of ENGINE\" stands on both sides or on neither) at column 25, got of",
        "work > 1e999 | must have a number of at most 30 characters, and exponents of at most 40 at column 8, got 1e999",
        "work > 1 # x | must have the end at column 10, got #"
      })
  void whatIsNoClaimIsRefusedWithTheColumn(String text, String message) {
    assertThatThrownBy(() -> Claim.parse(text)).isInstanceOf(ClaimException.class).hasMessage(message);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyTextIsReadOrRefused(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(1, 9); length > 0; length--) {
        text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size()))).append(random.nextBoolean() ? " " : "");
      }
      try {
        Claim.parse(text.toString());
        read++;
      } catch (ClaimException e) {
        assertThat(e.column()).as("seed " + seed + ", round " + round + ": " + text).isBetween(1, text.length() + 1);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round + ": " + text, e);
      }
    }
    assertThat(read).as("claims among the texts of seed " + seed).isPositive();
  }
}
