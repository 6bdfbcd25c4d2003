/**
 * The statistics of measurements: pure functions over numbers, which know nothing of forks, scenarios or results.
 *
 * <p>The sampling unit is the fork: each number of a sample is what one fork measured. Intervals have a confidence of 95 %. A sample
 * never holds NaN or an infinite number: such numbers are refused. Where there are too few numbers for an answer, there is none.
 */
@NullMarked
package lockstep.node.analysis;

import org.jspecify.annotations.NullMarked;
