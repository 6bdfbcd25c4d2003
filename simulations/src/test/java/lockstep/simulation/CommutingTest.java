package lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.simulation.Rehearsal.PlanRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that say that their updates commute: random pairs of tasks, performed in both orders. */
final class CommutingTest {

  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

  /** Tasks are looked for among so many, in which some meet. */
  private static final long TASKS = 400;

  private static final int PAIRS = 40;

  /** Two tasks that change the same resource. */
  private record Pair(long one, long other) {}

  static Stream<Simulation<?>> simulations() {
    return Simulations.all().stream().filter(simulation -> hasTasks(simulation));
  }

  private static <P extends Record> boolean hasTasks(Simulation<P> simulation) {
    return simulation.model(ParameterSpec.bind(simulation.parameters(), Map.of())) instanceof TaskModel;
  }

  private static <P extends Record> TaskModel model(Simulation<P> simulation, Map<String, String> values) {
    return switch (simulation.model(ParameterSpec.bind(simulation.parameters(), values))) {
      case TaskModel model -> model;
      case EventModel _ -> throw new IllegalArgumentException(simulation.name() + " has no tasks");
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("simulations")
  void everySimulationThatSaysSoCommutes(Simulation<?> simulation) {
    TaskModel model = model(simulation, Map.of());
    assertThat(model.commutes()).as("%s by default", simulation.name()).isTrue();
    for (long seed : SEEDS) {
      assertThat(pairs(model, seed)).as("%s, seed %d", simulation.name(), seed).allMatch(pair -> commutes(model, seed, pair));
    }
  }

  @Test
  void aBankThatDeclinesOverdraftsSaysThatItDoesNotAndDoesNot() {
    Simulation<?> bank = Simulations.named("bank").orElseThrow();
    TaskModel model = model(bank, Map.of("accounts", "4", "opening", "300", "overdraft", "declined"));
    assertThat(model.commutes()).isFalse();
    for (long seed : SEEDS) {
      assertThat(pairs(model, seed)).as("seed %d", seed).anyMatch(pair -> !commutes(model, seed, pair));
    }
  }

  @Test
  void mostSimulationsHaveTasksThatChangeTheSameResource() {
    assertThat(simulations().filter(simulation -> !pairs(model(simulation, Map.of()), 1).isEmpty()).map(Simulation::name))
        .contains("bank", "bounded-buffer", "compute", "counter", "dictionary", "philosophers");
  }

  /** Not two of one agent, nor two of which one waits for what the other puts: their order is given. */
  private static List<Pair> pairs(TaskModel model, long seed) {
    Rehearsal rehearsal = new Rehearsal(model, seed);
    Map<Integer, Long> lastToChange = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (long i = 0; i < Math.min(TASKS, model.tasks()) && pairs.size() < PAIRS; i++) {
      PlanRecord plan = rehearsal.plan(i);
      for (int need = 0; need < plan.needs(); need++) {
        if (plan.mode(need) == Mode.EXCLUSIVE) {
          Long before = lastToChange.put(plan.resource(need), i);
          if (before != null
              && (model.agents() == 0 || (i - before) % model.agents() != 0)
              && Collections.disjoint(rehearsal.plan(before).puts(), plan.taken().keySet())) {
            pairs.add(new Pair(before, i));
          }
        }
      }
    }
    return pairs;
  }

  /** Both begin with the state that all tasks before them leave. */
  private static boolean commutes(TaskModel model, long seed, Pair pair) {
    return state(model, seed, pair.one(), pair.other()).equals(state(model, seed, pair.other(), pair.one()));
  }

  private static List<Long> state(TaskModel model, long seed, long first, long second) {
    Rehearsal rehearsal = new Rehearsal(model, seed);
    LongStream.range(0, Math.min(first, second)).forEach(rehearsal::perform);
    rehearsal.perform(first);
    rehearsal.perform(second);
    List<Long> words = new ArrayList<>();
    for (int resource = 0; resource < model.resources(); resource++) {
      for (int word = 0; word < model.words(); word++) {
        words.add(rehearsal.end().get(resource, word));
      }
    }
    return words;
  }
}
