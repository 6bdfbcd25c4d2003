package lockstep.engine.event;

/** What a run has come to, as far as it must be the same in every engine. */
public record EventWork(long digest, EventLedger ledger) {

  /** Of an outcome that is complete. */
  public static EventWork of(EventOutcome outcome) {
    return switch (outcome) {
      case EventOutcome.Completed completed -> new EventWork(completed.digest(), completed.ledger());
      case EventOutcome.Cancelled _ -> throw new AssertionError("was cancelled");
    };
  }
}
