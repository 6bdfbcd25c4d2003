/**
 * What a step stream tells of how near an assignment came to a deadlock, how evenly its workers were served, and whether attempts were made in
 * vain: pure functions over the moves of a {@link lockstep.engine.Trace}.
 *
 * <p>{@link lockstep.engine.risk.Waiting} follows the moves and finds the waits; {@link lockstep.engine.risk.RiskFigures} has all that is told.
 */
@NullMarked
package lockstep.engine.risk;

import org.jspecify.annotations.NullMarked;
