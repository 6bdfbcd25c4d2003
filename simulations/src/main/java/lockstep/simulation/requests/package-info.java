/** Requests that wait for something else and contend for nothing. */
@NullMarked
package lockstep.simulation.requests;

import org.jspecify.annotations.NullMarked;
