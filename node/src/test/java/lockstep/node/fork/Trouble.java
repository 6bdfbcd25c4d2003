package lockstep.node.fork;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Parameter;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/** A simulation whose models do what none should. Known only where {@link #announce} says so. */
public final class Trouble implements Simulation<Trouble.Parameters> {

  /** What a model does wrong. */
  public enum Fault {
    /** Throws while it plans its last task. */
    PLAN,
    /** Throws while it updates in its last task. */
    UPDATE,
    /** Throws while it verifies. */
    VERIFY,
    /** Finds an invariant broken. */
    INVARIANT,
    /** Changes its plans after the first repetition. */
    MOOD,
    /** Writes what looks like a message to standard output. */
    PRINT,
    /** Says that it has begun, and plans for ever. */
    FOREVER,
    /** As {@link #MEET}, but what is written depends on what was read: the model does not commute. */
    ASSIGN,
    /** Updates only when another worker is about to update as well: without guards, one of both is lost. */
    MEET
  }

  /** What a scenario can set. */
  public record Parameters(@Parameter(byDefault = "plan", about = "What goes wrong") Fault fault) {}

  /** What {@link Fault#FOREVER} writes to standard output. */
  public static final String BEGUN = "begun, never to end";

  private static final long TASKS = 10;
  private static final long PATIENCE_SECONDS = 60;

  /**
   * Has the service loader find this simulation and {@link EventTrouble}, beside those of the program.
   *
   * @param folder to be put on the class path
   */
  public static void announce(Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Simulation.class.getName()), Trouble.class.getName() + "\n" + EventTrouble.class.getName() + "\n");
  }

  /** A class loader that also sees what was announced in a folder. */
  static URLClassLoader loader(Path folder) throws IOException {
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Trouble.class.getClassLoader());
  }

  @Override
  public String name() {
    return "trouble";
  }

  @Override
  public String summary() {
    return "Does what no model should";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Model(p.fault(), TASKS, new AtomicLong(), new CyclicBarrier(2));
  }

  private record Model(Fault fault, long tasks, AtomicLong plans, CyclicBarrier meeting) implements TaskModel {

    @Override
    public int resources() {
      return 2;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      if (fault == Fault.PLAN && i == tasks - 1) {
        throw new IllegalStateException("cannot plan");
      }
      if (fault == Fault.PRINT) {
        System.out.println("{\"report\": {}}");
      }
      if (fault == Fault.FOREVER) {
        System.out.println(BEGUN);
        while (plans.get() >= 0) {
          Thread.onSpinWait();
        }
      }
      plan.exclusive(0);
      if (fault == Fault.MOOD && plans.incrementAndGet() > 3 * tasks) {
        plan.exclusive(1);
      }
    }

    @Override
    public void update(Task task, Held held) {
      if (fault == Fault.UPDATE && task.index() == tasks - 1) {
        throw new IllegalStateException("cannot update");
      }
      if (fault == Fault.MEET || fault == Fault.ASSIGN) {
        meet();
      }
      held.add(0, 0, fault == Fault.ASSIGN ? held.get(0, 0) + task.index() : 1);
    }

    @Override
    public boolean commutes() {
      return fault != Fault.ASSIGN;
    }

    private void meet() {
      try {
        meeting.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException("nobody came", e);
      }
    }

    @Override
    public void verify(Cells end, long tasks, Findings out) {
      if (fault == Fault.VERIFY) {
        throw new IllegalStateException("cannot verify");
      }
      out.check("peace", fault != Fault.INVARIANT, () -> "there is trouble");
    }
  }
}
