/** Transfers between accounts: several resources for each task, some of them hot. */
@NullMarked
package lockstep.simulation.bank;

import org.jspecify.annotations.NullMarked;
