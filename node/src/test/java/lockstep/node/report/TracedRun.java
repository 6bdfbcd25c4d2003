package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.fork.ForkReport.Arrived;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.ResultDocument;

/** A made-up run of a baseline and of threads with one to seven workers. */
final class TracedRun {

  static final int FORKS = 5;
  static final int MOST_WORKERS = 7;

  private TracedRun() {}

  static ResultDocument of(long seed) {
    RandomForks random = new RandomForks(seed);
    List<ForkResult> forks = new ArrayList<>();
    for (int fork = 1; fork <= FORKS; fork++) {
      forks.add(random.fork(ForkSample.sequential().withNumber(fork), 1e6));
      for (int workers = 1; workers <= MOST_WORKERS; workers++) {
        double law = workers / (1 + 0.1 * (workers - 1) + 0.01 * workers * (workers - 1));
        forks.add(random.fork(ForkSample.of("threads", "ordered", workers).withNumber(fork), 9e5 * law));
      }
    }
    return Documents.of("traced", forks);
  }

  /** The same with tasks that arrive from outside. */
  static ResultDocument open(long seed) {
    RandomForks random = new RandomForks(seed);
    List<ForkResult> forks =
        of(seed).forks().stream()
            .map(
                fork ->
                    RandomForks.with(
                        fork, Map.of("settings", Map.of("rate", "1000/s"), "arrivals", new Arrived(random.latency(), Optional.empty()))))
            .toList();
    return Documents.of("open", forks);
  }
}
