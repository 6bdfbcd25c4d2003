package lockstep.simulation;

/** A planned task, read-only. Valid only in the call that it is passed to. */
public interface Task {

  /** The task's index, {@code 0 .. tasks() - 1}. */
  long index();

  /** The agent that the task belongs to, or -1 when the model has none. */
  int agent();

  /** How many resources the task asks for. */
  int needs();

  /** The resource that the plan asked for as number {@code need}, from 0 in the order of asking. */
  int resource(int need);

  /** How the plan asked for it. */
  Mode mode(int need);

  /** An argument that the plan set; 0 when it set none. */
  long arg(int index);

  /** What {@link TaskModel#compute} returned; 0 before it did, and when the plan asked for none. */
  long result();

  /** How much work {@link TaskModel#compute} stands for, in the model's own units; 0 when the plan asked for none. */
  long units();
}
