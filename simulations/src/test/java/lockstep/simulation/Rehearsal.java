package lockstep.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Performs a model's tasks in a given order without any engine, and keeps their plans, to be looked at by tests of models. */
public final class Rehearsal {

  private final TaskModel model;
  private final long seed;
  private final long[][] cells;
  private final List<String> seenBroken = new ArrayList<>();

  public Rehearsal(TaskModel model, long seed) {
    this.model = model;
    this.seed = seed;
    this.cells = new long[model.resources()][model.words()];
    for (int r = 0; r < cells.length; r++) {
      long[] cell = cells[r];
      model.initialise(r, (word, value) -> cell[word] = value);
    }
  }

  /** What task {@code i} plans. */
  public PlanRecord plan(long i) {
    PlanRecord plan = new PlanRecord(i);
    Draw draw = new Draw();
    draw.restart(seed, i);
    model.plan(i, draw, plan);
    return plan;
  }

  /** Performs one task. */
  public void perform(long i) {
    PlanRecord plan = plan(i);
    plan.result = plan.units > 0 ? model.compute(plan) : 0;
    model.update(plan, new HeldCells(plan));
  }

  /** Performs all tasks in the order of their indices. */
  public Rehearsal performAll() {
    for (long i = 0; i < model.tasks(); i++) {
      perform(i);
    }
    return this;
  }

  /** Changes a word behind the model's back. */
  public void corrupt(int resource, int word, long value) {
    cells[resource][word] = value;
  }

  /** What the tasks found broken while they held it. */
  public List<String> seenBroken() {
    return List.copyOf(seenBroken);
  }

  /** What the model finds broken, by the invariant's name. */
  public Map<String, String> broken() {
    Map<String, String> broken = new LinkedHashMap<>();
    model.verify(
        end(),
        model.tasks(),
        new Findings() {
          @Override
          public void check(String invariant, boolean holds, Supplier<String> detail) {
            if (!holds) {
              broken.put(invariant, detail.get());
            }
          }
        });
    return broken;
  }

  /** The state as it is now. */
  public Cells end() {
    return new Cells() {
      @Override
      public int resources() {
        return cells.length;
      }

      @Override
      public long get(int resource, int word) {
        return cells[resource][word];
      }
    };
  }

  /** A plan that remembers what it was told. Pauses and waits are kept as text: {@code "gap SPIN 5"}. */
  public static final class PlanRecord implements Plan, Task {

    private final long index;
    private final List<Integer> resources = new ArrayList<>();
    private final List<Mode> modes = new ArrayList<>();
    private final List<Integer> puts = new ArrayList<>();
    private final Map<Integer, Integer> taken = new HashMap<>();
    private final List<String> pauses = new ArrayList<>();
    private final Map<Integer, Long> arguments = new HashMap<>();
    private long units;
    private long result;

    private PlanRecord(long index) {
      this.index = index;
    }

    /** The resources in the order of asking. */
    public List<Integer> resources() {
      return List.copyOf(resources);
    }

    /** How they were asked for. */
    public List<Mode> modes() {
      return List.copyOf(modes);
    }

    /** The resources that get a permit more. */
    public List<Integer> puts() {
      return List.copyOf(puts);
    }

    /** How many permits are taken of each resource. */
    public Map<Integer, Integer> taken() {
      return Map.copyOf(taken);
    }

    /** All pauses longer than 0, in the order of the calls. */
    public List<String> pauses() {
      return List.copyOf(pauses);
    }

    private Plan need(int resource, Mode mode) {
      resources.add(resource);
      modes.add(mode);
      return this;
    }

    private Plan pause(String pause, long nanos) {
      if (nanos != 0) {
        pauses.add(pause + " " + nanos);
      }
      return this;
    }

    @Override
    public Plan exclusive(int resource) {
      return need(resource, Mode.EXCLUSIVE);
    }

    @Override
    public Plan shared(int resource) {
      return need(resource, Mode.SHARED);
    }

    @Override
    public Plan permit(int resource) {
      return need(resource, Mode.PERMIT);
    }

    @Override
    public Plan take(int resource, int count) {
      taken.put(resource, count);
      return need(resource, Mode.TAKE);
    }

    @Override
    public Plan put(int resource) {
      puts.add(resource);
      return this;
    }

    @Override
    public Plan arg(int at, long value) {
      arguments.put(at, value);
      return this;
    }

    @Override
    public Plan think(Pause pause, long nanos) {
      return pause("think " + pause, nanos);
    }

    @Override
    public Plan await(long nanos) {
      return pause("await", nanos);
    }

    @Override
    public Plan gap(Pause pause, long nanos) {
      return pause("gap " + pause, nanos);
    }

    @Override
    public Plan hold(Pause pause, long nanos) {
      return pause("hold " + pause, nanos);
    }

    @Override
    public Plan compute(long work) {
      units = work;
      return this;
    }

    @Override
    public long index() {
      return index;
    }

    @Override
    public int agent() {
      return -1;
    }

    @Override
    public int needs() {
      return resources.size();
    }

    @Override
    public int resource(int need) {
      return resources.get(need);
    }

    @Override
    public Mode mode(int need) {
      return modes.get(need);
    }

    @Override
    public long arg(int at) {
      return arguments.getOrDefault(at, 0L);
    }

    @Override
    public long units() {
      return units;
    }

    @Override
    public long result() {
      return result;
    }
  }

  private final class HeldCells implements Held {

    private final PlanRecord plan;

    private HeldCells(PlanRecord plan) {
      this.plan = plan;
    }

    @Override
    public long get(int need, int word) {
      return cells[plan.resource(need)][word];
    }

    @Override
    public void set(int need, int word, long value) {
      cells[plan.resource(need)][word] = value;
    }

    @Override
    public void add(int need, int word, long delta) {
      cells[plan.resource(need)][word] += delta;
    }

    @Override
    public void check(String invariant, boolean holds) {
      if (!holds) {
        seenBroken.add(invariant);
      }
    }
  }
}
