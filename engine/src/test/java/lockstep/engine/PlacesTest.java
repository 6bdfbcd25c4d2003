package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PlacesTest {

  @Test
  void boardTellsTheModelsPlacesAsWhoeverPerformsItSays() {
    Board board = new Board(2);

    assertThat(board.places()).isEmpty();
    board.tells(() -> List.of("handle of entity 1"));
    assertThat(board.places()).containsExactly("handle of entity 1");
  }
}
