package lockstep.engine;

import java.util.Arrays;
import lockstep.simulation.Draw;
import lockstep.simulation.Mode;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/** The plan of one task, filled by the model and then only read. Reused from task to task; used by one thread at a time. */
final class PlannedTask implements Plan, Task {

  private final TaskModel model;
  private final long seed;
  private final int resources;
  private final Draw draw = new Draw();
  private final Needs needs = new Needs();
  private final Puts puts = new Puts();
  private final Pauses pauses = new Pauses();

  private long index;
  private long[] arguments = new long[1];
  private int argumentsUsed;
  private long units;
  private long result;

  PlannedTask(TaskModel model, long seed) {
    this.model = model;
    this.seed = seed;
    this.resources = model.resources();
  }

  /**
   * Has the model plan task {@code i}, and sorts its needs into the order in which the policy asks for them.
   *
   * @throws ModelFailure when the model throws
   */
  void plan(long i, Policy policy) {
    index = i;
    needs.clear();
    pauses.clear();
    puts.clear();
    argumentsUsed = 0;
    units = 0;
    result = 0;
    draw.restart(seed, i);
    try {
      model.plan(i, draw, this);
    } catch (RuntimeException | Error e) {
      throw new ModelFailure(i, seed, "plan", e);
    }
    if (policy == Policy.ORDERED) {
      needs.sort();
    }
  }

  // The plan's side: called by the model.

  @Override
  public Plan exclusive(int wanted) {
    return hold(wanted, Mode.EXCLUSIVE);
  }

  @Override
  public Plan shared(int wanted) {
    if (!model.shares()) {
      throw new IllegalArgumentException("shared(" + wanted + ") needs a model whose shares() is true");
    }
    return hold(wanted, Mode.SHARED);
  }

  private Plan hold(int wanted, Mode mode) {
    if (model.counted(checked(wanted))) {
      throw new IllegalArgumentException("resource " + wanted + " is counted: ask for it with permit(" + wanted + ")");
    }
    needs.add(wanted, mode, 1);
    return this;
  }

  @Override
  public Plan permit(int wanted) {
    needs.add(wanted, model.counted(checked(wanted)) ? Mode.PERMIT : Mode.EXCLUSIVE, 1);
    return this;
  }

  @Override
  public Plan take(int wanted, int count) {
    if (count < 1 || count > MOST_PERMITS) {
      throw new IllegalArgumentException("a task takes from 1 to " + MOST_PERMITS + " permits, got " + count);
    }
    if (needs.size() > 0 && !needs.isTaken(needs.size() - 1)) {
      throw new IllegalArgumentException("a task takes before it holds anything, got take(" + wanted + ") after another need");
    }
    needs.add(onlyCounted("take", wanted), Mode.TAKE, count);
    return this;
  }

  @Override
  public Plan put(int filled) {
    puts.add(onlyCounted("put", filled));
    return this;
  }

  private int onlyCounted(String call, int resource) {
    if (!model.counted(checked(resource))) {
      throw new IllegalArgumentException(call + "(" + resource + ") needs a counted resource");
    }
    return resource;
  }

  private int checked(int resource) {
    if (resource < 0 || resource >= resources) {
      throw new IllegalArgumentException("resource must be in [0, " + resources + "), got " + resource);
    }
    return resource;
  }

  @Override
  public Plan arg(int at, long value) {
    if (at < 0 || at >= MOST_ARGUMENTS) {
      throw new IllegalArgumentException("argument must be in [0, " + MOST_ARGUMENTS + "), got " + at);
    }
    if (at >= argumentsUsed) {
      useArguments(at + 1);
    }
    arguments[at] = value;
    return this;
  }

  private void useArguments(int used) {
    if (used > arguments.length) {
      arguments = Arrays.copyOf(arguments, Math.min(MOST_ARGUMENTS, Math.max(used, arguments.length * 2)));
    }
    for (int at = argumentsUsed; at < used; at++) {
      arguments[at] = 0;
    }
    argumentsUsed = used;
  }

  @Override
  public Plan think(Pause pause, long nanos) {
    pauses.think(pause, nanos);
    return this;
  }

  @Override
  public Plan await(long nanos) {
    pauses.await(nanos);
    return this;
  }

  @Override
  public Plan gap(Pause pause, long nanos) {
    pauses.gap(pause, nanos);
    return this;
  }

  @Override
  public Plan hold(Pause pause, long nanos) {
    pauses.hold(pause, nanos);
    return this;
  }

  @Override
  public Plan compute(long work) {
    if (work < 1) {
      throw new IllegalArgumentException("compute must be at least 1 unit, got " + work);
    }
    units = work;
    return this;
  }

  // The task's side: read by the model and by the task machine.

  @Override
  public long index() {
    return index;
  }

  @Override
  public int agent() {
    int agents = model.agents();
    return agents == 0 ? -1 : (int) (index % agents);
  }

  @Override
  public int needs() {
    return needs.size();
  }

  @Override
  public int resource(int need) {
    return needs.resource(checkedNeed(need));
  }

  @Override
  public Mode mode(int need) {
    return needs.mode(checkedNeed(need));
  }

  /** How many permits of a counted resource the plan asked for; 1 of any other. */
  int permits(int need) {
    return needs.permits(checkedNeed(need));
  }

  private int checkedNeed(int need) {
    if (need < 0 || need >= needs.size()) {
      throw new IndexOutOfBoundsException("need must be in [0, " + needs.size() + "), got " + need);
    }
    return need;
  }

  @Override
  public long arg(int at) {
    if (at < 0 || at >= MOST_ARGUMENTS) {
      throw new IndexOutOfBoundsException("argument must be in [0, " + MOST_ARGUMENTS + "), got " + at);
    }
    return at < argumentsUsed ? arguments[at] : 0;
  }

  @Override
  public long units() {
    return units;
  }

  @Override
  public long result() {
    return result;
  }

  /** The model has computed. */
  void computed(long computed) {
    result = computed;
  }

  /** The need that the policy asks for as number {@code n}. */
  int ordered(int n) {
    return needs.ordered(n);
  }

  /** A need as one number, for fingerprints: no two different needs, and no need and no {@link #putWord}, have the same. */
  long needWord(int need) {
    return needs.word(need);
  }

  /** A put as one number, for fingerprints. */
  long putWord(int n) {
    return puts.word(n);
  }

  /** The fingerprint of what the task does: its index, needs and puts in the order of the plan, and what it computed. */
  long fingerprint() {
    long hash = Digest.chain(Digest.EMPTY, index);
    hash = Digest.chain(hash, needs.fingerprint());
    hash = Digest.chain(hash, puts.fingerprint());
    return Digest.ended(Digest.chain(hash, result));
  }

  int puts() {
    return puts.size();
  }

  /** The resource that gets one permit more, as number {@code n}. */
  int putResource(int n) {
    return puts.resource(n);
  }

  int awaits() {
    return pauses.awaits();
  }

  long awaitNanos(int number) {
    return pauses.awaitNanos(number);
  }

  /** How a pause is passed. */
  Pause pause(Step step) {
    return pauses.kind(step);
  }

  long thinkNanos() {
    return pauses.thinkNanos();
  }

  long gapNanos() {
    return pauses.gapNanos();
  }

  long holdNanos() {
    return pauses.holdNanos();
  }

  /** How long the task may properly stay at a step without doing anything; 0 for a step that is no pause. */
  long declaredNanos(Step step) {
    return pauses.declaredNanos(step);
  }
}
