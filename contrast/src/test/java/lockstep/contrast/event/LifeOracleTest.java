package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lockstep.simulation.EventModel;
import lockstep.simulation.life.Life;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LifeOracleTest {

  private static final int ALIVE = 0;

  private static EventModel life(String pattern, int width, int height) {
    return Simulated.model(
        new Life(), Map.of("pattern", pattern, "width", Integer.toString(width), "height", Integer.toString(height)));
  }

  @Test
  void rPentominoHas116CellsInGeneration1103AndNotBefore() {
    Simulated run = Simulated.of(life("r-pentomino", 66, 66), 1, 1104).assertSound();
    assertThat(run.statistics().value(ALIVE, 1103)).isEqualTo(116);
    assertThat(run.statistics().value(ALIVE, 1102)).isEqualTo(118);
    assertThat(run.statistics().value(ALIVE, 0)).isEqualTo(5);
  }

  @Test
  void diehardIsGoneInGeneration130AndNotBefore() {
    Simulated run = Simulated.of(life("diehard", 5, 5), 1, 140).assertSound();
    assertThat(run.statistics().value(ALIVE, 129)).isPositive();
    assertThat(run.statistics().value(ALIVE, 130)).isZero();
  }

  @ParameterizedTest(name = "{0} on {1} x {2} blocks")
  @CsvSource({
    "glider, 1, 1", "glider, 2, 1", "glider, 1, 3", "glider, 4, 4", "random, 1, 1", "random, 2, 2", "random, 1, 4", "random, 3, 2",
    "random, 8, 5", "diehard, 1, 1", "r-pentomino, 2, 3"
  })
  void boardsBecomeWhatTheyBecomeCellByCell(String pattern, int width, int height) {
    for (int generations : new int[] {1, 2, 3, 50, 400}) {
      Simulated.of(life(pattern, width, height), 3, generations + 1).assertSound();
    }
  }

  @Test
  void aBoardThatWasChangedIsFoundOut() {
    Simulated run = Simulated.of(life("random", 3, 3), 5, 20);
    assertThat(Altered.findings(run, 4, 0, cells -> cells ^ 1)).anyMatch(finding -> finding.contains("played again"));
  }

  @Tag("soak")
  @Test
  void randomBoardsBecomeWhatTheyBecomeCellByCellHoweverTheyBegin() {
    for (long seed = 1; seed <= 2000; seed++) {
      assertThat(Simulated.of(life("random", 1 + (int) (seed % 5), 1 + (int) (seed % 7)), seed, 100).broken()).as("seed %d", seed).isEmpty();
    }
  }
}
