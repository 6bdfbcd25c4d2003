package lockstep.engine.proof;

import java.util.List;
import lockstep.engine.Policy;
import lockstep.engine.TaskNeeds.Need;
import lockstep.engine.proof.Instruction.Claim;
import lockstep.engine.proof.Situation.Phase;
import lockstep.simulation.Mode;

/**
 * Who may give up while it waits, in the state that is open. Under {@code timeout} whoever waits for a later resource. Under
 * {@code detect} only who waits for ever, in a circle: the workers are reduced (Holt, ACM Computing Surveys 4(3), 1972), and of those
 * that are left, some wait for themselves, by way of others. Any of them may be the victim.
 *
 * <p>Sets of workers are bits.
 */
final class Impatience {

  private final boolean inCirclesOnly;
  private final boolean overtakes;
  private final List<Program> programs;
  private final Situation situation;

  Impatience(Policy policy, Medium medium, List<Program> programs, Situation situation) {
    this.inCirclesOnly = policy == Policy.DETECT;
    this.overtakes = medium == Medium.BARGING_LOCKS;
    this.programs = programs;
    this.situation = situation;
  }

  /** Whether a worker that waits may give up now. */
  boolean mayGiveUp(int worker) {
    return mayGiveUp(worker, -1);
  }

  /** Whether it may when none but some workers have asked for anything. */
  boolean mayGiveUp(int worker, long asking) {
    return !situation.claim(worker).patient() && (!inCirclesOnly || isInCircle(worker, asking));
  }

  private boolean isInCircle(int worker, long asking) {
    long left = waitingForEver(asking);
    long reached = 0;
    long next = waitsFor(worker, left);
    while ((next & ~reached) != 0) {
      reached |= next;
      for (int w = 0; w < programs.size(); w++) {
        next |= (reached >>> w & 1) == 0 ? 0 : waitsFor(w, left);
      }
    }
    return (left & reached & 1L << worker) != 0;
  }

  private long waitingForEver(long asking) {
    long left = 0;
    for (int w = 0; w < programs.size(); w++) {
      left |= waits(w) ? asking & 1L << w : 0;
    }
    long before = 0;
    while (left != before) {
      before = left;
      for (int w = 0; w < programs.size(); w++) {
        left &= (left >>> w & 1) != 0 && canGoOn(w, left) ? ~(1L << w) : -1;
      }
    }
    return left;
  }

  /** A lock that lets others overtake has no line: whoever is about to take it waits while it is taken. */
  private boolean waits(int worker) {
    return situation.phase(worker) == Phase.QUEUED
        || (overtakes
            && situation.instruction(worker, situation.at(worker)) instanceof Claim claim
            && !situation.isFree(claim, true));
  }

  private boolean canGoOn(int worker, long left) {
    Need wanted = situation.claim(worker).needs().getFirst();
    long holders = holders(worker, wanted, left);
    boolean free =
        switch (wanted.mode()) {
          case EXCLUSIVE, SHARED -> holders == 0;
          case PERMIT -> Long.bitCount(holders) < situation.permits(wanted.resource());
          case TAKE -> true;
        };
    return free && ahead(worker, left) == 0;
  }

  private long waitsFor(int worker, long left) {
    return (left >>> worker & 1) == 0 ? 0 : holders(worker, situation.claim(worker).needs().getFirst(), left) | ahead(worker, left);
  }

  /** Who of those that are left has what a worker cannot have beside them. */
  private long holders(int worker, Need wanted, long left) {
    long holders = 0;
    for (int w = 0; w < programs.size(); w++) {
      if (w != worker && (left >>> w & 1) != 0) {
        for (Need held : programs.get(w).held().get(situation.at(w))) {
          boolean excludes = wanted.mode() != Mode.SHARED || held.mode() == Mode.EXCLUSIVE;
          holders |= held.resource() == wanted.resource() && excludes ? 1L << w : 0;
        }
      }
    }
    return holders;
  }

  /** Who of those that are left is served before a worker. */
  private long ahead(int worker, long left) {
    long ahead = 0;
    for (int w = 0; w < programs.size() && !overtakes; w++) {
      if ((left >>> w & 1) != 0 && situation.isBefore(w, worker)) {
        ahead |= 1L << w;
      }
    }
    return ahead;
  }
}
