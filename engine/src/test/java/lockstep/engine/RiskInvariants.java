package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import lockstep.engine.risk.NearMisses.Depth;
import lockstep.engine.risk.RiskFigures;
import lockstep.engine.risk.TraceEnd;

/** What the figures of a completed assignment have to obey whatever the engine did. */
final class RiskInvariants {

  /** Nobody who waits holds anything. */
  private static final Set<Policy> WAITS_WITH_NOTHING = Set.of(Policy.TRY_LOCK, Policy.ALL_AT_ONCE);

  /** Some who wait in a circle give up. */
  private static final Set<Policy> BREAKS_CIRCLES = Set.of(Policy.TIMEOUT, Policy.DETECT);

  private RiskInvariants() {}

  static void assertHold(Assignment traced, Account account, String description) {
    RiskFigures figures = RiskFigures.of(traced, TraceEnd.DONE);
    assertThat(figures.tasks()).as(description).isEqualTo(traced.model().tasks());
    assertThat(figures.dropped()).as(description).isZero();
    assertThat(figures.livelock().retries()).as(description).isEqualTo(account.retries());
    assertThat(figures.livelock().mostAttempts()).as(description).isBetween(1L, 1 + account.retries());
    assertThat(figures.nearMisses().depths().stream().mapToLong(Depth::waits).sum()).as(description).isEqualTo(figures.nearMisses().waits());
    assertThat(figures.circles().lasting()).as(description).isZero();
    if (!BREAKS_CIRCLES.contains(traced.policy())) {
      assertThat(figures.circles().count()).as(description).isZero();
      // All may be in one chain: its last one waits for a grant that is on its way.
      assertThat(figures.nearMisses().deepest()).as(description).isLessThanOrEqualTo(Math.max(2, traced.workers()));
    }
    if (WAITS_WITH_NOTHING.contains(traced.policy())) {
      assertThat(figures.nearMisses().deepest()).as(description).isLessThanOrEqualTo(1);
    }
    if (traced.workers() == 1) {
      assertThat(figures.nearMisses().waits()).as(description).isZero();
      assertThat(figures.fairness().longestWaitNanos()).as(description).isZero();
      assertThat(figures.fairness().mostBypassed()).as(description).isZero();
      assertThat(figures.fairness().commitEvenness()).as(description).contains(1.0);
      assertThat(figures.fairness().waitEvenness()).as(description).isEmpty();
    }
  }
}
