package lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SimulationsTest {

  static List<Simulation<?>> simulations() {
    return Simulations.all();
  }

  @Test
  void catalogueFindsTheBuiltInSimulationsByName() {
    assertThat(simulations())
        .extracting(Simulation::name)
        .containsSubsequence("bank", "counter", "philosophers", "requests")
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(Simulations.named("bank")).map(Simulation::name).hasValue("bank");
    assertThat(Simulations.named("Bank")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("simulations")
  void everyDefaultParsesAndTogetherTheyMakeAModel(Simulation<?> simulation) {
    assertThat(defaultModel(simulation)).isInstanceOf(Model.class);
    assertThat(ParameterSpec.of(simulation.parameters())).isNotEmpty().allSatisfy(spec -> spec.parse(spec.byDefault()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("simulations")
  void everySimulationOfTheProgramSaysWhatItShows(Simulation<?> simulation) {
    assertThat(simulation.pattern()).isNotEqualTo(Pattern.OTHER);
  }

  @Test
  void aSimulationNeedNotSayWhatItShows() {
    record Nothing() {}
    Simulation<Nothing> silent =
        new Simulation<>() {
          @Override
          public String name() {
            return "silent";
          }

          @Override
          public String summary() {
            return "Says nothing";
          }

          @Override
          public Class<Nothing> parameters() {
            return Nothing.class;
          }

          @Override
          public Model model(Nothing parameters) {
            throw new IllegalStateException("has no model");
          }
        };
    assertThat(silent.pattern()).isEqualTo(Pattern.OTHER);
  }

  private static <P extends Record> Model defaultModel(Simulation<P> simulation) {
    return simulation.model(ParameterSpec.bind(simulation.parameters(), Map.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("simulations")
  void namesAndSentencesAreWrittenAsReportsNeedThem(Simulation<?> simulation) {
    assertThat(simulation.name()).matches("[a-z][a-z0-9-]*");
    assertThat(simulation.summary()).isNotBlank().doesNotEndWith(".");
    assertThat(ParameterSpec.of(simulation.parameters()))
        .allSatisfy(
            spec -> {
              assertThat(spec.name()).matches("[a-z][a-z0-9-]*");
              assertThat(spec.about()).isNotBlank().doesNotEndWith(".");
              assertThat(spec.rule()).isNotBlank();
            });
  }
}
