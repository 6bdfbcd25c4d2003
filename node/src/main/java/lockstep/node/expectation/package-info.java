/**
 * What a scenario expects of its figures: a tiny language of comparisons, and which cells each of them covers. Documented for
 * users in {@code docs/expectations.md}.
 *
 * <p>Nothing here knows scenario files or results; {@code lockstep.node.scenario} reads expectations, and
 * {@code lockstep.node.result} judges them.
 */
@NullMarked
package lockstep.node.expectation;

import org.jspecify.annotations.NullMarked;
