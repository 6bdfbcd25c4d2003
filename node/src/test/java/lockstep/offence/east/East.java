package lockstep.offence.east;

import lockstep.offence.west.West;

/** Needs what needs it. */
public record East(West other) {}
