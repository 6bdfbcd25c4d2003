package lockstep.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.engine.Policy;
import lockstep.simulation.Draw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of an exploration against plain ones. */
final class GraphTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void setNumbersStatesInTheOrderInWhichTheyCame(long seed) {
    Draw draw = new Draw();
    draw.restart(seed, 0);
    StateSet set = new StateSet(2);
    Map<List<Long>, Integer> plain = new HashMap<>();
    for (int n = 0; n < 20_000; n++) {
      long[] state = {draw.below(90), (long) draw.below(90) << 40};
      Integer known = plain.putIfAbsent(List.of(state[0], state[1]), plain.size());

      assertThat(set.add(state)).isEqualTo(known == null ? plain.size() - 1 : ~known);
    }
    long[] read = new long[2];
    plain.forEach(
        (state, number) -> {
          set.get(number, read);
          assertThat(List.of(read[0], read[1])).isEqualTo(state);
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void layoutKeepsEveryValue(long seed) {
    Draw draw = new Draw();
    draw.restart(seed, 0);
    for (int round = 0; round < 200; round++) {
      int[] greatest = new int[1 + draw.below(40)];
      int[] values = new int[greatest.length];
      for (int n = 0; n < values.length; n++) {
        greatest[n] = draw.below(1 << draw.below(20));
        values[n] = draw.below(greatest[n] + 1);
      }
      Layout layout = new Layout(greatest);
      long[] packed = new long[layout.words()];
      int[] unpacked = new int[values.length];

      layout.pack(values, packed);
      layout.unpack(packed, unpacked);

      assertThat(unpacked).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Policy.class,
      names = {"UNORDERED", "TRY_LOCK", "ALL_AT_ONCE"})
  void componentsAreStatesThatLeadToEachOther(Policy policy) {
    Exploration graph = Tables.explore(Tables.workload(Tables.table(3, policy)), Medium.BARGING_LOCKS, Machine.Grain.MESSAGE);
    for (int without : new int[] {Components.NOBODY, Components.ANYBODY, 0}) {
      Components components = new Components(graph, without);
      List<BitSet> reach = new ArrayList<>();
      for (int state = 0; state < graph.states(); state++) {
        reach.add(reached(graph, components, state));
      }
      for (int one = 0; one < graph.states(); one++) {
        for (int other = 0; other < graph.states(); other++) {
          assertThat(components.of(one) == components.of(other)).isEqualTo(reach.get(one).get(other) && reach.get(other).get(one));
          assertThat(!reach.get(one).get(other) || components.of(other) <= components.of(one)).isTrue();
        }
      }
    }
  }

  private static BitSet reached(Exploration graph, Components components, int from) {
    BitSet seen = new BitSet();
    List<Integer> open = new ArrayList<>(List.of(from));
    seen.set(from);
    while (!open.isEmpty()) {
      int state = open.removeLast();
      for (int step = graph.first(state); step < graph.end(state); step++) {
        if (components.has(step) && !seen.get(graph.target(step))) {
          seen.set(graph.target(step));
          open.add(graph.target(step));
        }
      }
    }
    return seen;
  }

  @Test
  void numbersOfStatesAscendWithTheirDistance() {
    Exploration graph = Tables.explore(Tables.workload(Tables.table(3, Policy.UNORDERED)), Medium.MESSAGES, Machine.Grain.MESSAGE);

    for (int state = 1; state < graph.states(); state++) {
      assertThat(graph.depth(state)).isGreaterThanOrEqualTo(graph.depth(state - 1));
    }
  }
}
