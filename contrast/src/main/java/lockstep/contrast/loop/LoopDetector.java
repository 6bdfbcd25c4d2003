package lockstep.contrast.loop;

import java.util.List;
import lockstep.engine.BrokenCircle;
import lockstep.engine.Circle;
import lockstep.engine.CircleSearch;

/**
 * Looks for circles of waits whenever it is run, and has one worker of each give up: the policy {@code detect}. All of it runs on the
 * loop's thread. Resources are granted in turn, and on this thread, so that what it finds is exact, of readers behind writers too.
 */
final class LoopDetector implements Runnable {

  private final LoopRun run;
  private final CircleSearch search;
  private final List<LoopWorker> workers;

  LoopDetector(LoopRun run, List<LoopWorker> workers) {
    this.run = run;
    this.search = new CircleSearch(run.assignment(), run.assignment().model().shares());
    this.workers = workers;
  }

  @Override
  public void run() {
    try {
      search.look(worker -> workers.get(worker).isInLine());
      search.circles(true).forEach(this::breakUp);
    } catch (RuntimeException e) {
      run.workerFailed(e);
    }
  }

  private void breakUp(Circle circle) {
    BrokenCircle broken =
        new BrokenCircle(circle, worker -> workers.get(worker).waitingSinceNanos(), System.nanoTime());
    int victim = circle.victim().worker();
    circle.workers().stream().filter(w -> w.worker() != victim).forEach(w -> workers.get(w.worker()).wasIn(broken));
    workers.get(victim).giveUp(broken);
  }
}
