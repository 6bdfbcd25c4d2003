package lockstep.node;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test of a subclass has the launcher in a clone of its own, with everything that it needs. */
abstract class EquippedClone {

  @TempDir
  Path temporary;

  StandInClone clone;

  @BeforeEach
  void equip() throws IOException {
    clone = new StandInClone(temporary).equipped();
  }

  @AfterEach
  void endWhatIsLeft() {
    clone.close();
  }
}
