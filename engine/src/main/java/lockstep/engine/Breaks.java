package lockstep.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The broken circles that one worker was in, until they are told to its {@link Account}. Used by one thread at a time. */
public final class Breaks {

  private final Account account;
  private final List<BrokenCircle> open = new ArrayList<>();
  private @Nullable BrokenCircle asVictim;
  private boolean again;

  /** Of the worker whose account that is. */
  public Breaks(Account account) {
    this.account = account;
  }

  /** It was in a circle that another worker breaks. */
  public void wasIn(BrokenCircle circle) {
    open.add(circle);
  }

  /** It is about to give back all that it holds, to break a circle. */
  public void breaks(BrokenCircle circle) {
    open.add(circle);
    asVictim = circle;
  }

  /** It has given back all that it held: as a victim, or since its task has ended. */
  public void gaveBack() {
    if (!open.isEmpty()) {
      tell();
    }
  }

  private void tell() {
    long now = System.nanoTime();
    BrokenCircle broken = asVictim;
    if (broken == null) {
      open.forEach(circle -> circle.committed(now, account));
      open.clear();
      again = false;
    } else {
      account.broke(broken.givenBack(now, again));
      asVictim = null;
      again = true;
    }
  }
}
