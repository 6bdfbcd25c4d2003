package lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParameterSpecTest {

  enum Colour {
    RED,
    DARK_BLUE
  }

  record Everything(
      @Parameter(about = "Seats", byDefault = "5", min = 2, max = 64, unit = "seats") int seats,
      @Parameter(about = "Meals", byDefault = "10", min = 1) long mealsPerSeat,
      @Parameter(about = "Skew", byDefault = "0.5", max = 10) double skew,
      @Parameter(about = "Fair", byDefault = "true") boolean fair,
      @Parameter(about = "Gap", byDefault = "5ms", min = 2000000, max = 1e9) Duration gap,
      @Parameter(about = "Colour", byDefault = "dark-blue") Colour colour,
      @Parameter(about = "Offset", byDefault = "-3", min = -5, max = 5) long offset) {

    Everything {
      if (seats == 13) {
        throw new IllegalArgumentException("seats must not be 13");
      }
    }
  }

  record Unbounded(@Parameter(about = "Rest", byDefault = "0s") Duration rest) {}

  record Bare(int seats) {}

  record Odd(@Parameter(about = "Text", byDefault = "x") String text) {}

  private static Everything bind(String name, String text) {
    return ParameterSpec.bind(Everything.class, Map.of(name, text));
  }

  private static ParameterSpec spec(String name) {
    return ParameterSpec.of(Everything.class).stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void defaultsFillWhatIsMissing() {
    assertThat(ParameterSpec.bind(Everything.class, Map.of()))
        .isEqualTo(new Everything(5, 10, 0.5, true, Duration.ofMillis(5), Colour.DARK_BLUE, -3));
  }

  @Test
  void everyTypeIsReadFromText() {
    Map<String, String> values =
        Map.of(
            "seats", "64", "meals-per-seat", "1000000000000", "skew", "1e-3", "fair", "false", "gap", "2500us", "colour", "red",
            "offset", "-5");
    assertThat(ParameterSpec.bind(Everything.class, values))
        .isEqualTo(new Everything(64, 1_000_000_000_000L, 0.001, false, Duration.ofNanos(2_500_000), Colour.RED, -5));
  }

  @Test
  void namesAreKebabInTheOrderOfTheComponents() {
    assertThat(ParameterSpec.of(Everything.class))
        .extracting(ParameterSpec::name)
        .containsExactly("seats", "meals-per-seat", "skew", "fair", "gap", "colour", "offset");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "seats, 2, 2", "seats, 64, 64", "seats, 2.0, 2", "seats, 6e1, 60", "meals-per-seat, 9223372036854775807, 9223372036854775807",
    "skew, 0, 0.0", "skew, 10, 10.0", "skew, 1e-300, 1.0E-300", "gap, 2ms, PT0.002S", "gap, 1s, PT1S", "gap, 0.5 s, PT0.5S",
    "gap, 2000000ns, PT0.002S", "colour, DARK_BLUE, DARK_BLUE", "colour, Red, RED", "offset, 5, 5",
  })
  void valuesAtTheEdgesAreTaken(String name, String text, String parsed) {
    assertThat(spec(name).parse(text)).hasToString(parsed);
  }

  @ParameterizedTest(name = "seats = \"{0}\"")
  @ValueSource(strings = {"1", "65", "-2", "2.5", "", " ", "x", "0x10", "1e10", "NaN", "4294967298", "5 seats", "true"})
  void wholeNumbersOutsideTheirRuleAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bind("seats", text))
        .withMessage("seats: must be a whole number in [2, 64] (seats), got " + text);
  }

  @ParameterizedTest(name = "meals-per-seat = \"{0}\"")
  @ValueSource(strings = {"0", "9223372036854775808", "1e19", "1e400"})
  void longsBeyondTheirTypeAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bind("meals-per-seat", text))
        .withMessage("meals-per-seat: must be a whole number in [1, 2^63 - 1], got " + text);
  }

  @ParameterizedTest(name = "skew = \"{0}\"")
  @ValueSource(strings = {"-0.1", "10.1", "NaN", "Infinity", "1e999", "-1e999", "0,5", "1d", "1e-999"})
  void numbersOutsideTheirRangeAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bind("skew", text))
        .withMessage("skew: must be a number in [0, 10], got " + text);
  }

  @ParameterizedTest(name = "gap = \"{0}\"")
  @ValueSource(
      strings = {
        "5", "-1ms", "1e999", "5 fortnights", "ms", "", "1 2ms", "1.5.5ms", "1ms2", "5MS", "1999999ns", "1001ms", "2h",
        "0.0000000000001s", "1e400s", "99999999999999999999999h", "infinite"
      })
  void timesThatAreNoTimesAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bind("gap", text))
        .withMessage("gap: must be a time in [2ms, 1s], such as 10us, 5ms or 2s, got " + text);
  }

  @ParameterizedTest(name = "rest = \"{0}\"")
  @ValueSource(strings = {"5", "0", "-1ms", "1e999", "5 fortnights", "0 d", "s", "9223372036854775808ns"})
  void nonsenseIsNotTakenForNoTimeAtAll(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterSpec.bind(Unbounded.class, Map.of("rest", text)))
        .withMessageStartingWith("rest: must be a time in [0s, ")
        .withMessageEndingWith(", got " + text);
    assertThat(ParameterSpec.bind(Unbounded.class, Map.of("rest", "0s")).rest()).isZero();
  }

  @ParameterizedTest(name = "fair = \"{0}\"")
  @ValueSource(strings = {"yes", "1", "TRUE", ""})
  void truthIsTrueOrFalse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bind("fair", text))
        .withMessage("fair: must be true or false, got " + text);
  }

  @Test
  void constantsAreListedWhenNoneFits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bind("colour", "green"))
        .withMessage("colour: must be one of red, dark-blue, got green");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "seats, 1e2147483647", "seats, 1e-2147483647", "meals-per-seat, 1e999999999", "meals-per-seat, 1e-999999999",
    "skew, 1e2147483647", "skew, 1e-2147483647", "skew, 1e99999999999999", "gap, 1E999999999s", "gap, 1E-999999999s",
    "gap, 1E2147483647s", "gap, 1E-2147483647h",
  })
  void hugeExponentsAreRefusedAtOnce(String name, String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(name, text))
                .withMessageStartingWith(name + ": must be ")
                .withMessageEndingWith(", got " + text));
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bind("mealsPerSeat", "1"))
        .withMessage("no parameter is called mealsPerSeat");
  }

  @Test
  void theRecordsOwnRuleIsToldAsItIs() {
    assertThatIllegalArgumentException().isThrownBy(() -> bind("seats", "13")).withMessage("seats must not be 13");
  }

  @Test
  void componentsWithoutAnnotationAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterSpec.of(Bare.class))
        .withMessageEndingWith("Bare.seats must carry @Parameter");
  }

  @Test
  void typesThatParametersCannotHaveAreRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ParameterSpec.bind(Odd.class, Map.of()))
        .withMessageContaining("text has a type that parameters cannot have");
  }

  record Reads(@Parameter(about = "Pairs", byDefault = "") InputFile pairs) {}

  @Test
  void filesAreReadByWhoeverBinds() {
    assertThat(ParameterSpec.bind(Reads.class, Map.of("pairs", "data/pairs.csv"), name -> "what is in " + name).pairs())
        .isEqualTo(new InputFile("data/pairs.csv", "what is in data/pairs.csv"));
    assertThat(ParameterSpec.bind(Reads.class, Map.of()).pairs().isGiven()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterSpec.bind(Reads.class, Map.of("pairs", "a.csv")))
        .withMessage("pairs: no file can be read here, got a.csv");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"/etc/passwd", "../a.csv", "a/../../b.csv", "..", "a/..", "C:a.csv", "http://a/b.csv", "a\\b.csv", "a/", "a\nb", "a\u0000b"})
  void filesOutsideTheScenariosFolderAreRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterSpec.bind(Reads.class, Map.of("pairs", name), any -> "read"))
        .withMessage("pairs: must be the name of a file below the scenario's folder, got " + name);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"a.csv", "data/a b.csv", "./a.csv", "a..b.csv", "...", "pairs"})
  void filesBelowTheScenariosFolderAreTaken(String name) {
    assertThat(ParameterSpec.bind(Reads.class, Map.of("pairs", name), any -> "read").pairs()).hasToString(name);
  }
}
