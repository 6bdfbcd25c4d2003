/**
 * From a scenario file to typed values: the only package that reads HOCON.
 *
 * <p>{@link lockstep.node.scenario.ScenarioReader} turns a file and the command line's overrides into a
 * {@link lockstep.node.scenario.Scenario}, or reports every problem at once in a
 * {@link lockstep.node.scenario.ScenarioException}, one line each: {@code place: key: rule, got value}.
 *
 * <p>A file is taken as hostile until it was looked at. The parser follows includes to files and URLs, substitutes environment
 * variables, doubles values without bound, recurses as deep as the text nests, joins values in quadratic time and lets the last
 * of two equal keys win, all in silence. {@code HoconGuard} looks at the text before the parser does and refuses all that, so a
 * scenario means what is written in it and nothing else. Files that it includes are read by {@code ScenarioFiles}, below the
 * scenario's folder only and each looked at in the same way.
 */
@NullMarked
package lockstep.node.scenario;

import org.jspecify.annotations.NullMarked;
