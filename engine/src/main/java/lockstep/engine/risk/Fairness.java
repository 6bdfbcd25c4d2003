package lockstep.engine.risk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import lockstep.engine.Move;
import lockstep.engine.Traced;

/**
 * How evenly workers were served, of those that made a move. Evenness is Jain's index: 1 when all have the same, 1/n when one of n has everything (Jain, Chiu and
 * Hawe, "A quantitative measure of fairness and discrimination for resource allocation in shared computer systems", DEC Research Report
 * TR-301, 1984).
 *
 * @param longestWaitNanos how long the longest wait was; 0 when nobody waited
 * @param mostBypassed how many later requests that exclude it were granted before one that waited, at the most
 * @param commitEvenness how even the numbers of tasks are that workers did, until the first of them had no more; empty when none was done
 * @param waitEvenness how even the times are for which workers waited; empty when nobody waited
 */
public record Fairness(long longestWaitNanos, long mostBypassed, Optional<Double> commitEvenness, Optional<Double> waitEvenness) {

  static Fairness of(List<Traced> moves, List<Wait> waits) {
    return new Fairness(
        waits.stream().mapToLong(Wait::nanos).max().orElse(0),
        waits.stream().mapToLong(Wait::bypassed).max().orElse(0),
        evenness(commits(moves)),
        evenness(waiting(moves, waits)));
  }

  /** Jain's index; empty when all are zero. */
  static Optional<Double> evenness(double... shares) {
    double sum = DoubleStream.of(shares).sum();
    double squares = DoubleStream.of(shares).map(share -> share * share).sum();
    return squares == 0 ? Optional.empty() : Optional.of(sum * sum / (shares.length * squares));
  }

  private static double[] commits(List<Traced> moves) {
    long end = firstEnd(moves);
    Map<Integer, Double> commits = new HashMap<>();
    for (Traced move : moves) {
      boolean counts = move.move() == Move.COMMIT && move.nanos() <= end;
      commits.merge(move.worker(), counts ? 1.0 : 0.0, Double::sum);
    }
    return values(commits);
  }

  /** The last move of the worker whose last move came first, of those who did not leave a task undone. */
  private static long firstEnd(List<Traced> moves) {
    Map<Integer, Traced> last = new HashMap<>();
    moves.forEach(move -> last.put(move.worker(), move));
    return last.values().stream()
        .filter(move -> move.move() == Move.COMMIT)
        .mapToLong(Traced::nanos)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static double[] waiting(List<Traced> moves, List<Wait> waits) {
    Map<Integer, Double> waited = new HashMap<>();
    moves.forEach(move -> waited.putIfAbsent(move.worker(), 0.0));
    waits.forEach(wait -> waited.merge(wait.worker(), (double) wait.nanos(), Double::sum));
    return values(waited);
  }

  /** In the order of the workers, so that the same figures are added up in the same order. */
  private static double[] values(Map<Integer, Double> byWorker) {
    int[] workers = byWorker.keySet().stream().mapToInt(worker -> worker).sorted().toArray();
    return Arrays.stream(workers).mapToDouble(worker -> byWorker.getOrDefault(worker, 0.0)).toArray();
  }
}
