package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import lockstep.simulation.EventModel;
import lockstep.simulation.traffic.SteadyFlow;
import lockstep.simulation.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrafficOracleTest {

  private static final int SPEED = 0;
  private static final int SENT = 3;
  private static final int ROAD = 5;
  private static final int CELLS_IN_WORD = 16;
  private static final int BITS = 4;

  /** Student's distribution with 29 degrees of freedom is farther away than this once in 2500 times. */
  private static final double FAR = 4;

  private static final int SEEDS = 30;

  private static EventModel traffic(int segments, int cells, double density, int maxSpeed, double slowdown, String placing) {
    return Simulated.model(
        new Traffic(),
        Map.of(
            "segments",
            Integer.toString(segments),
            "cells",
            Integer.toString(cells),
            "density",
            Double.toString(density),
            "max-speed",
            Integer.toString(maxSpeed),
            "slowdown",
            Double.toString(slowdown),
            "placing",
            placing));
  }

  /** The cell of the whole road: the speed of its car and one more, with the cars that are crossing a border in their new cells. */
  private static int at(Simulated run, int segments, int cells, int cell) {
    int id = cell / cells;
    int place = cell % cells;
    long word = run.end().get(id, ROAD + place / CELLS_IN_WORD);
    int car = (int) (word >>> (BITS * (place % CELLS_IN_WORD))) & 15;
    long crossing = run.end().get((id + segments - 1) % segments, SENT);
    return crossing >= 0 && crossing >>> BITS == place ? (int) (crossing & 15) + 1 : car;
  }

  @ParameterizedTest(name = "{0} x {1} cells, density {2}, speed {3}, slowdown {4}, {5}")
  @CsvSource({
    "1, 16, 0.3, 5, 0, even", "1, 16, 0.07, 5, 0.3, even", "2, 16, 0.3, 5, 0.3, jam", "7, 16, 0.2, 14, 0.2, even",
    "5, 17, 0.4, 3, 0.5, jam", "6, 33, 0.1, 5, 0.3, even", "3, 64, 0.6, 2, 0.1, jam", "4, 100, 0.15, 5, 0, jam",
    "2, 896, 0.1, 14, 0.4, jam", "9, 20, 0.97, 5, 0.3, even", "4, 16, 1, 5, 0.3, even", "4, 16, 0, 5, 0.3, even"
  })
  void carsMoveAsOnOneRoadWhereAllMoveAtOnce(
      int segments, int cells, double density, int maxSpeed, double slowdown, String placing) {
    EventModel model = traffic(segments, cells, density, maxSpeed, slowdown, placing);
    int length = segments * cells;
    for (int steps : new int[] {0, 1, 2, 3, 10, 500}) {
      PlainRoad plain = new PlainRoad(segments, cells, maxSpeed, slowdown, 11);
      long cars = Math.round(density * length);
      for (int cell = 0; cell < length; cell++) {
        if (placing.equals("jam") ? cell < cars : (cell + 1) * cars / length != cell * cars / length) {
          plain.put(cell);
        }
      }
      long moved = 0;
      for (int step = 0; step < steps; step++) {
        moved += plain.advance();
      }
      Simulated run = Simulated.of(model, 11, steps + 1).assertSound();
      for (int cell = 0; cell < length; cell++) {
        assertThat(at(run, segments, cells, cell)).as("cell %d after %d steps", cell, steps).isEqualTo(plain.at(cell));
      }
      assertThat(run.statistics().tally(SPEED).sum()).isEqualTo(moved);
    }
  }

  @ParameterizedTest(name = "speed {0}, density {1}, {2}")
  @CsvSource({
    "5, 0.05, even", "5, 0.1, jam", "5, 0.1666, even", "5, 0.1667, jam", "5, 0.3, even", "5, 0.7, jam", "1, 0.5, even", "1, 0.4, jam",
    "14, 0.9, even"
  })
  void withoutChanceTheFlowIsTheLeastOfFullSpeedAndRoom(int maxSpeed, double density, String placing) {
    int length = 10 * 50;
    Simulated run = Simulated.of(traffic(10, 50, density, maxSpeed, 0, placing), 1, 4 * length, 5 * length).assertSound();
    double cars = Math.round(density * length);
    double flow = (double) run.statistics().tally(SPEED).sum() / run.statistics().elapsed() / length;
    assertThat(flow).isCloseTo(Math.min(maxSpeed * cars / length, 1 - cars / length), within(1e-12));
  }

  @ParameterizedTest(name = "density {0}, slowdown {1}")
  @CsvSource({"0.5, 0.5", "0.1, 0.25", "0.7, 0.1"})
  void flowOfSlowCarsIsThatOfTheSteadyState(double density, double slowdown) {
    int length = 20 * 16;
    SteadyFlow steady = SteadyFlow.of(length, Math.round(density * length), slowdown);
    double known = (1 - Math.sqrt(1 - 4 * (1 - slowdown) * density * (1 - density))) / 2;
    assertThat(steady.mean() / length).isCloseTo(known, within(1.0 / length));
    double[] moved = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      Simulated run = Simulated.of(traffic(20, 16, density, 1, slowdown, "even"), seed, 4000, 8000).assertSound();
      moved[seed] = (double) run.statistics().tally(SPEED).sum() / run.statistics().elapsed();
    }
    assertThat(ZScores.ofMean(steady.mean(), moved)).as("z of cells moved in a step, expected to be %s", steady.mean()).isBetween(-FAR, FAR);
  }

  @Test
  void longRoadsOfSlowCarsAreComparedWithTheory() {
    Simulated run = Simulated.of(traffic(50, 200, 0.4, 1, 0.3, "even"), 4, 4100, 6000).assertSound();
    assertThat(run.theories()).extracting(Simulated.Theory::quantity).containsExactly("cells moved in a step");
  }

  @Test
  void aCarThatIsGoneIsFoundOut() {
    Simulated run = Simulated.of(traffic(4, 16, 0.5, 5, 0.3, "even"), 1, 100);
    assertThat(Altered.findings(run, 2, ROAD, _ -> 0)).anyMatch(finding -> finding.startsWith("cars on the road"));
  }

  @Tag("soak")
  @Test
  void fewSeedsAreFarFromTheory() {
    ZScores scores = new ZScores();
    for (int seed = 1; seed <= 200; seed++) {
      scores.add(Simulated.of(traffic(20, 100, 0.1 + 0.002 * seed, 1, 0.3, "even"), seed, 1300, 3000));
    }
    scores.assertFewAreFar("cells moved in a step");
  }
}
