package lockstep.node;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a run that is ended from outside: no process. */
@Timeout(300)
final class OrphanIT {

  /** How long after its launcher a process of a run may live. */
  private static final int SECONDS = 5;

  private static final String[] PHOLD = {"simulation = phold", "params.entities = 500"};

  @TempDir Path folder;

  @Test
  void noProcessOutlivesAKilledLauncher() throws Exception {
    try (EndlessRun run = EndlessRun.begin(folder, 3, PHOLD)) {
      run.program().process().destroyForcibly();
      run.assertAllEnd(SECONDS);
    }
  }

  /** It cannot see that its standard input has ended. */
  @Test
  void nodeThatStandsStillDoesNotOutliveAKilledLauncher() throws Exception {
    try (EndlessRun run = EndlessRun.begin(folder, 3, PHOLD)) {
      StartedProgram.signal("STOP", run.node());
      run.program().process().destroyForcibly();
      run.assertAllEnd(SECONDS);
    }
  }

  @Test
  void nodeThatStandsStillDoesNotOutliveAnInterruptedRun() throws Exception {
    try (EndlessRun run = EndlessRun.begin(folder, 3, PHOLD)) {
      StartedProgram.signal("STOP", run.node());
      StartedProgram.signal("INT", run.program().process().toHandle());
      run.program().end();
      run.assertAllEnd(SECONDS);
    }
  }
}
