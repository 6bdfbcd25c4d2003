package lockstep.engine.risk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.engine.Move;
import lockstep.engine.Traced;

/**
 * Attempts in vain.
 *
 * @param retries how many there were
 * @param mostBetweenCommits how many in a row, of all workers, without any task being done between them
 * @param mostAttempts how many attempts one task took at the most, or had made when the trace ended: one more than the retries of one worker between two of
 *     its commits; 0 when no task was begun
 */
public record Livelock(long retries, long mostBetweenCommits, long mostAttempts) {

  static Livelock of(List<Traced> moves) {
    long retries = 0;
    long inARow = 0;
    long mostInARow = 0;
    long mostAttempts = 0;
    Map<Integer, Long> attempts = new HashMap<>();
    for (Traced move : moves) {
      if (move.move() == Move.COMMIT) {
        inARow = 0;
        mostAttempts = Math.max(mostAttempts, 1);
        attempts.remove(move.worker());
      } else if (move.move() == Move.RETRY) {
        retries++;
        inARow++;
        mostInARow = Math.max(mostInARow, inARow);
        mostAttempts = Math.max(mostAttempts, attempts.merge(move.worker(), 2L, (before, _) -> before + 1));
      } else {
        mostAttempts = Math.max(mostAttempts, 1);
      }
    }
    return new Livelock(retries, mostInARow, mostAttempts);
  }
}
