package lockstep.node.result;

import java.util.List;
import java.util.Optional;
import lockstep.engine.Policy;
import lockstep.node.analysis.EventRate;
import lockstep.node.analysis.Proportion;
import lockstep.node.analysis.Waiting;
import lockstep.node.fork.BrokenDeadlocks;
import lockstep.node.fork.Exposure;
import lockstep.node.fork.Finding;

/**
 * How the forks of a cell fared with deadlocks. Each fork that was measured or deadlocked is a trial; others tell nothing.
 *
 * @param forks how many trials there were
 * @param hit how many of them ended in a deadlock or, under the policy {@code detect}, had one broken
 * @param count how many deadlocks there were: one at most in a fork that ends with it
 * @param perFork the probability that a fork is hit
 * @param perMillionTasks deadlocks by tasks begun, in millions, clustered by forks; empty when there is one trial, or none began a task
 * @param tasksTo how many are done before a deadlock, on average, if forks are alike; empty under {@code detect}, where forks go on
 * @param secondsTo how long that takes
 */
public record DeadlockRisk(
    int forks,
    int hit,
    long count,
    Estimated perFork,
    Optional<Estimated> perMillionTasks,
    Optional<Until> tasksTo,
    Optional<Until> secondsTo) {

  /** What a fork tells: how many deadlocks, among how many tasks that were begun, and how many of them done, in what time. */
  private record Trial(long deadlocks, long begun, long done, double seconds) {

    static Optional<Trial> of(ForkResult fork) {
      return fork.deadlocks().isPresent() ? broken(fork, fork.deadlocks().get()) : fork.exposure().flatMap(exposure -> ended(fork, exposure));
    }

    private static Optional<Trial> broken(ForkResult fork, BrokenDeadlocks broken) {
      long tasks = fork.work().orElse(0L) * fork.repetitions().orElse(0);
      return Optional.of(new Trial(broken.count(), tasks, tasks, fork.seconds().orElse(0.0)));
    }

    private static Optional<Trial> ended(ForkResult fork, Exposure exposure) {
      long held = fork.findings().stream().filter(finding -> finding.kind().equals(Finding.DEADLOCK)).mapToLong(Finding::count).sum();
      return switch (fork.status()) {
        case MEASURED -> Optional.of(new Trial(0, exposure.tasks(), exposure.tasks(), exposure.seconds()));
        case DEADLOCK -> Optional.of(new Trial(1, exposure.tasks() + held, exposure.tasks(), exposure.seconds()));
        case NOT_AVAILABLE, STALLED, FAILED, INTERRUPTED -> Optional.empty();
      };
    }
  }

  /** What so many forks without a deadlock say: {@code 0 of 10 forks: below 31 % per fork}. */
  public static String none(int forks) {
    long bound = Math.round(100 * Proportion.of(0, forks).high());
    return "0 of " + forks + (forks == 1 ? " fork" : " forks") + ": below " + bound + " % per fork";
  }

  /** Empty when nothing could deadlock: for events, where nothing is coordinated or guarded, and when no fork tells. */
  public static Optional<DeadlockRisk> of(CellForks cell) {
    Optional<String> policy = cell.first().policy();
    List<Trial> trials = cell.all().stream().flatMap(fork -> Trial.of(fork).stream()).toList();
    if (policy.isEmpty() || policy.get().equals(Policy.UNGUARDED.id()) || trials.isEmpty()) {
      return Optional.empty();
    }
    int hit = (int) trials.stream().filter(trial -> trial.deadlocks() > 0).count();
    long done = trials.stream().mapToLong(Trial::done).sum();
    double seconds = trials.stream().mapToDouble(Trial::seconds).sum();
    boolean goesOn = policy.get().equals(Policy.DETECT.id());
    return Optional.of(
        new DeadlockRisk(
            trials.size(),
            hit,
            trials.stream().mapToLong(Trial::deadlocks).sum(),
            Estimated.of(Proportion.of(hit, trials.size())),
            EventRate.perMillion(
                    trials.stream().mapToLong(Trial::deadlocks).toArray(), trials.stream().mapToLong(Trial::begun).toArray())
                .map(Estimated::of),
            goesOn || done + hit == 0 ? Optional.empty() : Optional.of(Until.of(Waiting.tasks(hit, done))),
            goesOn || seconds == 0 ? Optional.empty() : Optional.of(Until.of(Waiting.time(hit, seconds)))));
  }
}
