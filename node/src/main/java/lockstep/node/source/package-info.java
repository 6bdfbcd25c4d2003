/**
 * A simulation that is one Java file of the user's own: read, compiled in memory and loaded.
 *
 * <p>{@link lockstep.node.source.SimulationFile} is compiled once, by the launcher, against the modelling API and nothing else.
 * Forks are sent the classes, so that a file which is changed while a run goes on changes nothing.
 *
 * <p>The file's code runs with the rights of whoever started the program. It is shielded from mistakes, not from malice.
 */
@NullMarked
package lockstep.node.source;

import org.jspecify.annotations.NullMarked;
