/**
 * The modelling API: how a simulation is written once, to run on every engine.
 *
 * <h2>A simulation in one class</h2>
 *
 * <p>A simulation is a name, a record of parameters and a model. This is a whole one, and a complete tour of the API:
 *
 * {@snippet :
 * public final class Toll implements Simulation<Toll.Parameters> {
 *
 *   public record Parameters(
 *       @Parameter(byDefault = "8", min = 1, max = 1000, unit = "booths", about = "Booths on the road") int booths,
 *       @Parameter(byDefault = "10000", min = 1, unit = "cars", about = "Cars that pass") long cars) {}
 *
 *   public String name() { return "toll"; }
 *   public String summary() { return "Cars pay at a random booth"; }
 *   public Class<Parameters> parameters() { return Parameters.class; }
 *   public TaskModel model(Parameters p) { return new Road(p.booths(), p.cars()); }
 *
 *   record Road(int booths, long tasks) implements TaskModel {
 *     public int resources() { return booths; }                    // each booth is a resource: one word of state
 *     public void plan(long i, Draw draw, Plan plan) {             // what car i will do
 *       plan.exclusive(draw.below(booths)).arg(0, 1 + draw.below(500)); }
 *     public void update(Task task, Held held) {                   // runs while the booth is held
 *       held.add(0, 0, task.arg(0)); }
 *     public void verify(Cells end, long tasks, Findings out) {    // an invariant of the final state
 *       out.check("toll paid", end.sum(0) >= tasks, () -> end.sum(0) + " cents for " + tasks + " cars"); }
 *   }
 * }
 * }
 *
 * <h2>Where each thing goes</h2>
 *
 * <ul>
 *   <li><b>State</b> is {@code long} words that the engine owns: {@link lockstep.simulation.TaskModel#words()} of them for each
 *       resource. A model holds parameters only, never state, so that every engine can start from the same place, and
 *       digests, memory bounds and the wire need no code from you.
 *   <li><b>What a task does</b> is planned by {@link lockstep.simulation.TaskModel#plan}, a pure function of the seed and the task's
 *       index {@code i}. An engine may plan a task twice, on any thread, and must find the same plan.
 *   <li><b>Real work</b> goes into {@link lockstep.simulation.TaskModel#compute}; its result enters the digest, so an engine that
 *       skipped it is found out.
 *   <li><b>Changes</b> go into {@link lockstep.simulation.TaskModel#update}, which runs while all that the task asked for is held.
 *   <li><b>Truths</b> go into {@link lockstep.simulation.TaskModel#verify}: what must hold of the final state whatever the order was.
 *   <li><b>Order.</b> Updates commute: add, do not assign. If they cannot, let {@link lockstep.simulation.TaskModel#commutes()} be false;
 *       engines are then compared by their tasks and not by the final state, and each is shown to have performed them as if one after the
 *       other.
 * </ul>
 *
 * <h2>Rules, and who checks them</h2>
 *
 * <p>A model uses no threads, no locks, no clock, no input or output, and no randomness but {@link lockstep.simulation.Draw}.
 * Views passed to a method are valid in that call only. Writing to a resource that was asked for with
 * {@link lockstep.simulation.Plan#shared} throws, on every engine, so try a new model on {@code sequential} first. Transcendental
 * functions come from {@link java.lang.StrictMath}: {@code Math.log} may differ from machine to machine.
 */
@NullMarked
package lockstep.simulation;

import org.jspecify.annotations.NullMarked;
