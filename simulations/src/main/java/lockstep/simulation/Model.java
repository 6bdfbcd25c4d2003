package lockstep.simulation;

/** A pure description of work, without threads, clock or state of its own. */
public sealed interface Model permits TaskModel, EventModel {}
