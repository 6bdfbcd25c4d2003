package lockstep.engine.instrument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long each living thread of this process has run, and how long it has waited for a core while it could have run. Source:
 * {@code /proc/self/task/*}{@code /schedstat} and {@code comm}, see proc(5) and the kernel's {@code scheduler/sched-stats.rst}.
 *
 * <p>The kernel brings the times of a running thread up to date at its next tick, so a reading may be up to a tick old (1 to 10 ms).
 *
 * @param byId by the kernel's number of the thread
 */
public record ThreadTimes(Map<Long, ThreadTime> byId) {

  private static final String TASKS = "proc/self/task";

  /**
   * One thread.
   *
   * @param duty what it is there for
   * @param cpuNanos how long it has run
   * @param delayNanos how long it has waited for a core
   */
  public record ThreadTime(Duty duty, long cpuNanos, long delayNanos) {

    /** Parses {@code schedstat}: time run, time waited for a core, and number of time slices. */
    static Optional<ThreadTime> parse(String name, String schedstat) {
      List<String> words = KernelText.words(schedstat);
      if (words.size() != 3) {
        return Optional.empty();
      }
      OptionalLong cpu = KernelText.count(words.get(0));
      OptionalLong delay = KernelText.count(words.get(1));
      return cpu.isPresent() && delay.isPresent()
          ? Optional.of(new ThreadTime(Duty.of(name.strip()), cpu.getAsLong(), delay.getAsLong()))
          : Optional.empty();
    }
  }

  public ThreadTimes {
    byId = Map.copyOf(byId);
  }

  /** Those of this process; empty where the kernel tells of none. */
  static Optional<ThreadTimes> read(KernelFiles files) {
    Map<Long, ThreadTime> byId = new HashMap<>();
    for (String id : files.names(TASKS)) {
      String folder = TASKS + "/" + id + "/";
      // A thread may end between any two of these calls.
      OptionalLong number = KernelText.count(id);
      Optional<ThreadTime> time =
          files.text(folder + "comm").flatMap(name -> files.text(folder + "schedstat").flatMap(text -> ThreadTime.parse(name, text)));
      if (number.isPresent() && time.isPresent()) {
        byId.put(number.getAsLong(), time.get());
      }
    }
    return byId.isEmpty() ? Optional.empty() : Optional.of(new ThreadTimes(byId));
  }

  /** What the threads that live now did since an earlier reading. */
  ThreadCost since(ThreadTimes earlier) {
    long[] cpu = new long[Duty.values().length];
    long workDelay = 0;
    for (Map.Entry<Long, ThreadTime> entry : byId.entrySet()) {
      ThreadTime now = entry.getValue();
      ThreadTime before = earlier.of(entry.getKey(), now);
      cpu[now.duty.ordinal()] += now.cpuNanos - before.cpuNanos;
      if (now.duty == Duty.WORK) {
        workDelay += now.delayNanos - before.delayNanos;
      }
    }
    int ended = (int) earlier.byId.keySet().stream().filter(id -> !byId.containsKey(id)).count();
    return new ThreadCost(
        cpu[Duty.COLLECT.ordinal()], cpu[Duty.COMPILE.ordinal()], cpu[Duty.WORK.ordinal()], workDelay, ended);
  }

  /** What that thread had done by then: nothing, when it did not live, or when another one had its number. */
  private ThreadTime of(long id, ThreadTime now) {
    ThreadTime before = byId.get(id);
    if (before == null || before.duty != now.duty || before.cpuNanos > now.cpuNanos || before.delayNanos > now.delayNanos) {
      return new ThreadTime(now.duty, 0, 0);
    }
    return before;
  }
}
