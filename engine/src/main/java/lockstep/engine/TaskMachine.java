package lockstep.engine;

import lockstep.simulation.Mode;
import lockstep.simulation.Pause;
import lockstep.simulation.TaskModel;
import org.jspecify.annotations.Nullable;

/**
 * One worker's task, step by step. The same machine drives every engine: it plans the task, says which step comes next, runs
 * the model's code, and keeps the worker's {@link Account} and slot on the {@link Board}. The engine decides how a step waits.
 *
 * <p>The engine's part, for each task:
 * {@snippet :
 * machine.begin(i);
 * for (Step step = machine.next(); step != Step.DONE; step = machine.next()) {
 *   switch (step) {
 *     case THINK, AWAIT, GAP, HOLD -> pause;             // machine.spin(), or a timer and machine.paused(achieved)
 *     case COMPUTE -> machine.compute();
 *     case ASK -> acquire;                               // machine.asked(), machine.askedMode(); then machine.granted(...)
 *                                                        // or machine.givesUp(), give back, machine.retry()
 *     case UPDATE -> machine.update();
 *     case RELEASE -> giveBack;                          // grants(), neededResource(n), neededMode(n); then machine.released()
 *   }
 * }
 * }
 *
 * <p>Used by one thread at a time; it may be handed from one thread to another by anything that orders their memory accesses (a
 * lock, a message).
 */
public final class TaskMachine {

  private final Policy policy;
  private final Slot slot;
  private final PlannedTask task;
  private final HeldCells held;
  private final Account account = new Account();
  private final ModelCode code;
  private final TaskTimes times;
  private final Pausing pausing;
  private final Progress progress;
  private final @Nullable Tracer tracer;

  /** The machine of one worker of the assignment. */
  public TaskMachine(Assignment assignment, int worker) {
    TaskModel model = assignment.model();
    this.policy = assignment.policy();
    this.slot = new Slot(assignment.board(), worker);
    this.task = new PlannedTask(model, assignment.seed());
    this.held = new HeldCells(model.words(), account);
    this.code = new ModelCode(assignment, task, held, account);
    this.times = new TaskTimes(assignment, account);
    this.pausing = new Pausing(account, assignment.cancellation());
    this.progress = new Progress(task, pausing);
    Trace trace = assignment.trace();
    this.tracer = trace == null ? null : new Tracer(trace.log(worker), task, policy, model.resources());
  }

  /** Plans task {@code i} under closed load, as {@link #begin(long, long)} does. */
  public void begin(long i) {
    begin(i, 0);
  }

  /**
   * Plans task {@code i}, which has arrived under open load.
   *
   * @param openedNanos when the first task could have arrived, by {@link System#nanoTime}
   * @throws ModelFailure when the model throws
   */
  public void begin(long i, long openedNanos) {
    times.begin(i, openedNanos);
    slot.plans(i);
    task.plan(i, policy);
    held.begin(task.needs());
    progress.begin();
  }

  /** The next step of the task; {@link Step#DONE} commits it. */
  public Step next() {
    Step step = progress.following();
    if (step == Step.DONE) {
      commit();
    } else {
      slot.isAt(step, progress.granted());
    }
    if (tracer != null) {
      tracer.comesTo(step, progress.granted());
    }
    return step;
  }

  /** How the pause that {@link #next} returned is to be passed. */
  public Pause pause() {
    return task.pause(pausing.step());
  }

  /** How long the pause that {@link #next} returned is to take. */
  public long pauseNanos() {
    return pausing.nanos();
  }

  /** The pause has been made, and took that long. */
  public void paused(long achievedNanos) {
    pausing.paused(achievedNanos);
  }

  /** Makes the pause by keeping the calling thread busy; ends early when the assignment is cancelled. */
  public void spin() {
    pausing.spin();
  }

  /** The resource of the step {@link Step#ASK}. */
  public int asked() {
    return task.resource(task.ordered(progress.granted()));
  }

  /** How it is asked for. */
  public Mode askedMode() {
    return task.mode(task.ordered(progress.granted()));
  }

  /** How many permits of it are asked for; 1 unless they are taken. */
  public int askedPermits() {
    return task.permits(task.ordered(progress.granted()));
  }

  /**
   * What was asked for is granted: its words begin at {@code base} in {@code cells}, followed by its version. The array is the
   * task's until it is released, or is a view of its own for a resource held shared.
   */
  public void granted(long[] cells, int base) {
    int need = task.ordered(progress.granted());
    held.grant(need, task.mode(need), cells, base);
    countGrant();
  }

  /** The permits that were asked for are granted. */
  public void grantedPermit() {
    int need = task.ordered(progress.granted());
    held.grantPermit(need, task.mode(need));
    countGrant();
  }

  private void countGrant() {
    if (tracer != null) {
      tracer.granted(progress.granted());
    }
    progress.grant();
  }

  /** The task has passed the gate of the policy {@code arbiter}, and asks for what it asks for. */
  public void passedGate() {
    if (tracer != null) {
      tracer.passedGate(progress.granted());
    }
  }

  /** The task is about to leave that gate. */
  public void leavesGate() {
    if (tracer != null) {
      tracer.leavesGate(progress.granted());
    }
  }

  /** Whether nothing is held yet, and who owns {@code size} resources from {@code first} on could perform the task at one go. */
  public boolean isLocalTo(int first, int size) {
    return progress.granted() == 0 && Locality.isLocal(task, first, size);
  }

  /** Whether nothing is held yet of what the task needs. */
  public boolean holdsNothing() {
    return progress.granted() == 0;
  }

  /** Whether what is asked for is the first that the task will hold: all before was only taken. */
  public boolean beginsToHold() {
    return askedMode() != Mode.TAKE && (progress.granted() == 0 || neededMode(progress.granted() - 1) == Mode.TAKE);
  }

  /** How many resources the task needs. */
  public int needs() {
    return task.needs();
  }

  /** The resource that is asked for as number {@code n}, from 0. */
  public int neededResource(int n) {
    return task.resource(task.ordered(n));
  }

  /** How it is asked for. */
  public Mode neededMode(int n) {
    return task.mode(task.ordered(n));
  }

  /** How many permits of it are asked for; 1 unless they are taken. */
  public int neededPermits(int n) {
    return task.permits(task.ordered(n));
  }

  /** How many resources are held: those with the numbers below it. */
  public int grants() {
    return progress.granted();
  }

  /** The array that was passed to {@link #granted}. */
  public long[] grantedCells(int n) {
    return held.cells(task.ordered(n));
  }

  /** Whether the grant with that number is used up, and not given back: only a task that gives up gives back what it took. */
  public boolean usesUp(int n) {
    return progress.ends() && neededMode(n) == Mode.TAKE;
  }

  /** How many permits the task adds now: none if it gives up, and none when it has added them. */
  public int puts() {
    return progress.ends() && !progress.released() ? task.puts() : 0;
  }

  /** The resource that gets one of them. */
  public int putResource(int n) {
    return task.putResource(n);
  }

  /** All that was granted has been given back, and what the task puts has been put. */
  public void released() {
    progress.release();
  }

  /** The task is about to give back what it was granted, though it has not ended. */
  public void givesUp() {
    if (!holdsNothing()) {
      slot.isAt(Step.RELEASE, progress.granted());
    }
    if (tracer != null) {
      tracer.givesUp(progress.granted());
    }
  }

  /**
   * The task has given back what it was granted, and asks again from the first resource on. What it did since is counted as done
   * again, not as work.
   */
  public void retry() {
    pausing.retried();
    progress.beginAttempt();
    slot.isAt(Step.RELEASE, 0);
    if (tracer != null) {
      tracer.retries();
    }
  }

  /**
   * Does the task's real work.
   *
   * @throws ModelFailure when the model throws
   */
  public void compute() {
    code.compute();
  }

  /**
   * Changes the state of what is held.
   *
   * @throws ModelFailure when the model throws
   */
  public void update() {
    code.update();
  }

  private void commit() {
    account.tasksDigest += task.fingerprint();
    account.puts += task.puts();
    account.commits++;
    times.commit();
    slot.commits();
  }

  /** The number of the worker. */
  public int worker() {
    return slot.worker();
  }

  /** Whether the task has its times taken. */
  public boolean sampled() {
    return times.sampled();
  }

  /** The index of the task. */
  public long index() {
    return task.index();
  }

  /** What the worker has done so far. */
  public Account account() {
    return account;
  }
}
