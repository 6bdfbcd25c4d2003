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

  private long index;
  private int needs;
  private int[] resource = new int[2];
  private Mode[] mode = new Mode[2];
  private int[] permits = new int[2];
  private int[] order = new int[2];
  private int[] put = new int[0];
  private int puts;
  private long[] arguments = new long[1];
  private int argumentsUsed;
  private Pause thinkPause = Pause.SPIN;
  private Pause gapPause = Pause.SPIN;
  private Pause holdPause = Pause.SPIN;
  private long thinkNanos;
  private long gapNanos;
  private long holdNanos;
  private long[] awaitNanos = new long[0];
  private int awaits;
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
    needs = 0;
    puts = 0;
    awaits = 0;
    thinkNanos = 0;
    gapNanos = 0;
    holdNanos = 0;
    units = 0;
    result = 0;
    Arrays.fill(arguments, 0, argumentsUsed, 0L);
    argumentsUsed = 0;
    draw.restart(seed, i);
    try {
      model.plan(i, draw, this);
    } catch (RuntimeException | Error e) {
      throw new ModelFailure(i, seed, "plan", e);
    }
    if (policy == Policy.ORDERED) {
      sortByResource();
    }
  }

  /** Insertion sort: tasks need few resources, mostly two. */
  private void sortByResource() {
    for (int n = 1; n < needs; n++) {
      int need = order[n];
      int at = n;
      while (at > 0 && comesBefore(need, order[at - 1])) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = need;
    }
  }

  /** What is taken comes first: nobody may hold anything while it waits for somebody to put something. */
  private boolean comesBefore(int need, int other) {
    boolean taken = mode[need] == Mode.TAKE;
    boolean otherTaken = mode[other] == Mode.TAKE;
    return taken == otherTaken ? resource[need] < resource[other] : taken;
  }

  // The plan's side: called by the model.

  @Override
  public Plan exclusive(int wanted) {
    return need(wanted, Mode.EXCLUSIVE);
  }

  @Override
  public Plan shared(int wanted) {
    if (!model.shares()) {
      throw new IllegalArgumentException("shared(" + wanted + ") needs a model whose shares() is true");
    }
    return need(wanted, Mode.SHARED);
  }

  @Override
  public Plan permit(int wanted) {
    return need(wanted, checked(wanted) && model.counted(wanted) ? Mode.PERMIT : Mode.EXCLUSIVE);
  }

  @Override
  public Plan take(int wanted, int count) {
    if (count < 1 || count > MOST_PERMITS) {
      throw new IllegalArgumentException("a task takes from 1 to " + MOST_PERMITS + " permits, got " + count);
    }
    if (needs > 0 && mode[needs - 1] != Mode.TAKE) {
      throw new IllegalArgumentException("a task takes before it holds anything, got take(" + wanted + ") after another need");
    }
    need(onlyCounted("take", wanted), Mode.TAKE);
    permits[needs - 1] = count;
    return this;
  }

  @Override
  public Plan put(int filled) {
    if (puts == put.length) {
      if (puts == MOST_NEEDS) {
        throw new IllegalArgumentException("a task puts at most " + MOST_NEEDS + " permits");
      }
      put = Arrays.copyOf(put, Math.min(MOST_NEEDS, Math.max(2, puts * 2)));
    }
    put[puts++] = onlyCounted("put", filled);
    return this;
  }

  private int onlyCounted(String call, int resource) {
    if (checked(resource) && !model.counted(resource)) {
      throw new IllegalArgumentException(call + "(" + resource + ") needs a counted resource");
    }
    return resource;
  }

  private boolean checked(int wanted) {
    if (wanted < 0 || wanted >= resources) {
      throw new IllegalArgumentException("resource must be in [0, " + resources + "), got " + wanted);
    }
    return true;
  }

  private Plan need(int wanted, Mode how) {
    checked(wanted);
    for (int n = 0; n < needs; n++) {
      if (resource[n] == wanted) {
        throw new IllegalArgumentException("a task asks for a resource once at most, got " + wanted + " twice");
      }
    }
    if (!how.isCounted() && model.counted(wanted)) {
      throw new IllegalArgumentException("resource " + wanted + " is counted: ask for it with permit(" + wanted + ")");
    }
    if (needs == resource.length) {
      grow();
    }
    resource[needs] = wanted;
    mode[needs] = how;
    permits[needs] = 1;
    order[needs] = needs;
    needs++;
    return this;
  }

  private void grow() {
    if (needs == MOST_NEEDS) {
      throw new IllegalArgumentException("a task asks for at most " + MOST_NEEDS + " resources");
    }
    int length = Math.min(MOST_NEEDS, needs * 2);
    resource = Arrays.copyOf(resource, length);
    mode = Arrays.copyOf(mode, length);
    permits = Arrays.copyOf(permits, length);
    order = Arrays.copyOf(order, length);
  }

  @Override
  public Plan arg(int at, long value) {
    if (at < 0 || at >= MOST_ARGUMENTS) {
      throw new IllegalArgumentException("argument must be in [0, " + MOST_ARGUMENTS + "), got " + at);
    }
    if (at >= arguments.length) {
      arguments = Arrays.copyOf(arguments, Math.min(MOST_ARGUMENTS, Math.max(at + 1, arguments.length * 2)));
    }
    arguments[at] = value;
    argumentsUsed = Math.max(argumentsUsed, at + 1);
    return this;
  }

  @Override
  public Plan think(Pause pause, long nanos) {
    thinkPause = pause;
    thinkNanos = length("think", pause, nanos);
    return this;
  }

  @Override
  public Plan await(long nanos) {
    if (awaits == MOST_AWAITS) {
      throw new IllegalArgumentException("a task has at most " + MOST_AWAITS + " timer waits");
    }
    if (awaits == awaitNanos.length) {
      awaitNanos = Arrays.copyOf(awaitNanos, Math.min(MOST_AWAITS, Math.max(2, awaits * 2)));
    }
    awaitNanos[awaits++] = length("await", Pause.TIMER, nanos);
    return this;
  }

  @Override
  public Plan gap(Pause pause, long nanos) {
    gapPause = pause;
    gapNanos = length("gap", pause, nanos);
    return this;
  }

  @Override
  public Plan hold(Pause pause, long nanos) {
    holdPause = pause;
    holdNanos = length("hold", pause, nanos);
    return this;
  }

  private static long length(String step, Pause pause, long nanos) {
    boolean tooShort = pause == Pause.TIMER && nanos != 0 && nanos < SHORTEST_TIMER_NANOS;
    if (nanos < 0 || nanos > LONGEST_PAUSE_NANOS || tooShort) {
      String least = pause == Pause.TIMER ? "0 or from " + SHORTEST_TIMER_NANOS : "from 0";
      throw new IllegalArgumentException(
          step + " must be " + least + " to " + LONGEST_PAUSE_NANOS + " ns, got " + nanos);
    }
    return nanos;
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
    return needs;
  }

  @Override
  public int resource(int need) {
    return resource[checkedNeed(need)];
  }

  @Override
  public Mode mode(int need) {
    return mode[checkedNeed(need)];
  }

  /** How many permits of a counted resource the plan asked for; 1 of any other. */
  int permits(int need) {
    return permits[checkedNeed(need)];
  }

  private int checkedNeed(int need) {
    if (need < 0 || need >= needs) {
      throw new IndexOutOfBoundsException("need must be in [0, " + needs + "), got " + need);
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
    return order[n];
  }

  /** A need as one number, for fingerprints: no two different needs, and no need and no {@link #putWord}, have the same. */
  long needWord(int need) {
    return ((long) (permits[need] - 1) << 33) | ((long) resource[need] << 2) | mode[need].ordinal();
  }

  /** A put as one number, for fingerprints. */
  long putWord(int n) {
    return ~put[n];
  }

  int puts() {
    return puts;
  }

  /** The resource that gets one permit more, as number {@code n}. */
  int putResource(int n) {
    return put[n];
  }

  int awaits() {
    return awaits;
  }

  long awaitNanos(int number) {
    return awaitNanos[number];
  }

  /** How a pause other than {@link Step#AWAIT} is passed. */
  Pause pause(Step step) {
    return switch (step) {
      case THINK -> thinkPause;
      case GAP -> gapPause;
      case HOLD -> holdPause;
      case AWAIT -> Pause.TIMER;
      case COMPUTE, ASK, UPDATE, RELEASE, DONE -> throw new IllegalArgumentException(step + " is no pause");
    };
  }

  long thinkNanos() {
    return thinkNanos;
  }

  long gapNanos() {
    return gapNanos;
  }

  long holdNanos() {
    return holdNanos;
  }

  /** How long the task may properly stay at a step without doing anything; 0 for a step that is no pause. */
  long declaredNanos(Step step) {
    return switch (step) {
      case THINK -> thinkNanos;
      case GAP -> gapNanos;
      case HOLD -> holdNanos;
      case AWAIT -> Arrays.stream(awaitNanos, 0, awaits).max().orElse(0);
      case COMPUTE, ASK, UPDATE, RELEASE, DONE -> 0;
    };
  }
}
