/** Timing by JMH, and memory. {@code docs/performance.md} has the commands and the tables. */
@NullMarked
package lockstep.benchmark;

import org.jspecify.annotations.NullMarked;
