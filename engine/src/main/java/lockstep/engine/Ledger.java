package lockstep.engine;

/**
 * The counts of work done. Equal work has equal ledgers, whatever the engine; retries are never in it.
 *
 * @param commits tasks performed to their end
 * @param reads resources held shared by a committed task
 * @param writes resources held exclusively by a committed task
 * @param permits permits of counted resources held by a committed task
 * @param takes permits of counted resources used up by a committed task
 * @param puts permits added to counted resources by a committed task
 * @param computeUnits work computed, in the model's units
 * @param thinkNanos nominal time thought
 * @param awaitNanos nominal time of timer waits
 * @param gapNanos nominal time between grants and requests
 * @param holdNanos nominal time held
 */
public record Ledger(
    long commits,
    long reads,
    long writes,
    long permits,
    long takes,
    long puts,
    long computeUnits,
    long thinkNanos,
    long awaitNanos,
    long gapNanos,
    long holdNanos) {}
