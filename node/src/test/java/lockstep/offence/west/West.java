package lockstep.offence.west;

import lockstep.offence.east.East;
import org.jspecify.annotations.Nullable;

/** Needs what needs it. */
public record West(@Nullable East other) {}
