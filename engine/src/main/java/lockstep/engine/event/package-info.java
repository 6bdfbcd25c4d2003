/**
 * The kernel of event models: conservative windows of virtual time.
 *
 * <p>The entities of a model are dealt to {@link lockstep.engine.event.Partition}s, of which each is used by one thread at a
 * time. All partitions handle the events of the same window, which is no longer than the model's lookahead; so no event that is
 * sent within a window belongs into it, unless an entity sent it to itself. Then they exchange what they sent each other, and go
 * on with the least window in which anything is pending. What differs between engines is only how partitions get their turns and
 * how the exchange is done: see {@link lockstep.engine.event.EventEngine}.
 *
 * <p>Optimistic execution (Time Warp: Jefferson, "Virtual time", ACM TOPLAS 7(3), 1985) is not offered: to go back it needs to
 * save states and to cancel events, and what it costs depends on how often it guesses wrong; then a comparison of engines would
 * measure guesses instead of coordination.
 */
@NullMarked
package lockstep.engine.event;

import org.jspecify.annotations.NullMarked;
