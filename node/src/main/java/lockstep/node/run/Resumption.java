package lockstep.node.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lockstep.node.result.Environment;
import lockstep.node.result.ExitCode;
import lockstep.node.result.InterruptedRun;

/**
 * Finds the run to be continued.
 *
 * @param results the folder of all results
 */
record Resumption(Path results, String scenario) {

  /** The newest interrupted run of the scenario; empty when there is none. */
  Optional<InterruptedRun> newest() {
    try {
      return InterruptedRun.of(results, scenario).stream().findFirst();
    } catch (IOException e) {
      throw new Refusal(ExitCode.CANNOT_WRITE, folder() + " cannot be read: " + e, e);
    }
  }

  /**
   * The same.
   *
   * @param files what the run would be made of, from names to texts
   * @throws Refusal when there is none, or when its forks would not have been performed like that here and now
   */
  InterruptedRun of(Map<String, String> files, Environment now) {
    InterruptedRun run =
        newest().orElseThrow(() -> new Refusal(ExitCode.USAGE, "there is no interrupted run in " + folder() + "; run without --resume", null));
    Optional<String> difference;
    try {
      difference = run.difference(files, now);
    } catch (IOException e) {
      difference = Optional.of(String.valueOf(e.getMessage()));
    }
    if (difference.isPresent()) {
      throw new Refusal(
          ExitCode.USAGE, "run " + run.id() + " cannot be continued: " + difference.get() + "; run without --resume", null);
    }
    return run;
  }

  private Path folder() {
    return results.resolve(scenario);
  }
}
