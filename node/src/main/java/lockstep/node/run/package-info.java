/**
 * Runs a scenario: all its cells, one fork after the other.
 *
 * <pre>
 *   ScenarioRun ─┬─▶ Schedule    which cell is next, and whether it has forks enough
 *                ├─▶ Orders      what the fork is ordered
 *                ├─▶ Fork        (package fork) performs it in a JVM of its own, and reports
 *                ├─▶ Naming      says of the report which cell it is of
 *                ├─▶ RunFolder   (package result) keeps it, so that an interrupted run can be continued: Resumption
 *                ├─▶ Proving     when the last fork has ended, what can be proved of the same cells
 *                └─▶ ResultFiles the result document, and all that is drawn from it
 * </pre>
 */
@NullMarked
package lockstep.node.run;

import org.jspecify.annotations.NullMarked;
