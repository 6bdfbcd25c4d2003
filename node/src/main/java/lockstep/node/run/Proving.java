package lockstep.node.run;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.node.prove.RunProofs;
import lockstep.node.result.Comparison;
import lockstep.node.result.DeadlockProof;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.node.terminal.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Proves what can be proved of a run, after its last fork has ended, so that nothing is disturbed that is measured. By a thread of its
 * own, since models plan their tasks in it: what they do there neither holds the run up for ever nor loses it. {@link #end} may be
 * called by any thread.
 */
final class Proving {

  /** For plans that do not return: what is proved is bounded by states and tasks. */
  static final long MOST_SECONDS = 120;

  private final Progress progress;
  private volatile boolean ended;
  private volatile @Nullable FutureTask<List<DeadlockProof>> running;

  Proving(Progress progress) {
    this.progress = progress;
  }

  /** Gives up. */
  void end() {
    ended = true;
    FutureTask<?> task = running;
    if (task != null) {
      task.cancel(true);
    }
  }

  /** What is proved; nothing when it is given up. */
  List<DeadlockProof> proofs(Scenario scenario, List<Cell> cells, Comparison comparison) throws InterruptedException {
    FutureTask<List<DeadlockProof>> task = new FutureTask<>(() -> RunProofs.of(scenario, cells, comparison));
    running = task;
    if (ended) {
      return List.of();
    }
    Thread.ofPlatform().daemon().name("prover").start(task);
    try {
      return task.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (CancellationException e) {
      // The run is ended from outside.
      return List.of();
    } catch (TimeoutException e) {
      progress.tell("nothing is proved: the model's plans took longer than " + MOST_SECONDS + " s");
      return List.of();
    } catch (ExecutionException e) {
      progress.tell("nothing is proved: " + e.getCause());
      return List.of();
    }
  }
}
