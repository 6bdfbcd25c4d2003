package lockstep.simulation.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import lockstep.simulation.ParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerPoolTest {

  @Test
  void oneServerThatIsBusyFourFifthsOfTheTimeHasFourJobs() {
    ServerPool pool = new ServerPool(0.8, 1, 1);
    assertThat(pool.inSystem()).isCloseTo(4, within(1e-9));
    assertThat(pool.waits()).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void twoServersThatAreBusyFourFifthsOfTheTimeLet2844JobsWait() {
    ServerPool pool = new ServerPool(1.6, 1, 2);
    assertThat(pool.waits()).isCloseTo(.7111, within(5e-5));
    assertThat(pool.waiting()).isCloseTo(2.844, within(5e-4));
  }

  @ParameterizedTest(name = "rate {0}, service {1}, servers {2}")
  @CsvSource({"0.8, 1, 1", "1.6, 1, 2", "3, 2, 2", "43, 1, 48", "0.1, 1, 48", "0.99, 1, 1"})
  void sumsOverStatesAgreeWithErlangsFormula(double rate, double service, int servers) {
    ServerPool pool = new ServerPool(rate, service, servers);
    assertThat(pool.expected(jobs -> 1)).isCloseTo(1, within(1e-9));
    assertThat(pool.expected(jobs -> jobs)).isCloseTo(pool.inSystem(), within(1e-9 * pool.inSystem()));
    assertThat(pool.expected(jobs -> jobs < servers ? 0 : 1)).isCloseTo(pool.waits(), within(1e-9));
    assertThat(pool.expected(jobs -> Math.max(0, jobs - servers))).isCloseTo(pool.waiting(), within(1e-9));
  }

  @ParameterizedTest(name = "load {0}, service {1}")
  @CsvSource({"0.1, 1", "0.5, 1", "0.8, 1", "0.8, 10", "0.95, 1"})
  void asymptoticVarianceOfOneServerIsWhittsFormula(double load, double service) {
    double expected = 2 * load * (1 + load) / Math.pow(1 - load, 4) / service;
    assertThat(new ServerPool(load * service, service, 1).asymptoticVariance(jobs -> jobs))
        .isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void varianceOfOneServerIsThatOfTheGeometricDistribution() {
    assertThat(new ServerPool(0.8, 1, 1).variance(jobs -> jobs)).isCloseTo(0.8 / 0.04, within(1e-9));
  }

  @ParameterizedTest(name = "arrivals {0}")
  @ValueSource(strings = {"0.5", "0.75", "1000"})
  void linesThatWouldGrowForEverAreRefused(String arrivals) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterSpec.bind(Queues.Parameters.class, Map.of("arrivals", arrivals)))
        .withMessageStartingWith("arrivals / (leave * servers * service) must be below 1, or the lines grow for ever, got ");
  }
}
