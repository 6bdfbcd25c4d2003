package lockstep.cluster.node;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import lockstep.cluster.task.TaskConductor;
import lockstep.cluster.task.TaskReport;
import lockstep.cluster.task.TaskOrder;
import lockstep.cluster.wire.Wire;
import lockstep.simulation.EventModel;
import lockstep.simulation.Model;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.jspecify.annotations.Nullable;

/** Opens shares of assignments on its node, for the conductors that ask for them. Registered at the receptionist, where they find it. */
final class Host {

  /** What conductors tell it. */
  sealed interface Command permits Learn, Open, OpenTasks, TakeStock {}

  /**
   * A part of a recipe. All parts are told one after the other, and replace what was known before.
   *
   * @param part which: {@code 0 .. parts - 1}
   */
  record Learn(long recipe, int part, int parts, String text) implements Command {}

  /**
   * Open a share. Answered by {@link Conductor.Opened}, {@link Conductor.Lacking} when the recipe is not known, or
   * {@link Conductor.Refused}; by the same again when it is open already.
   *
   * @param recipe of the model
   * @param survival of the assignment
   */
  record Open(long recipe, ShareOrder order, ActorRef<Conductor.Command> conductor, ActorRef<Survival.Command> survival)
      implements Command {}

  /**
   * Have the vault of an assignment tell what it holds. Answered by {@link Survival.Stock}.
   *
   * @param epoch that begins
   * @param member as what this node is known to whoever asks
   */
  record TakeStock(long epoch, int member, ActorRef<Survival.Command> survival) implements Command {}

  /**
   * Open a share of an assignment of tasks. Answered by the share, or by {@link TaskReport.Lacking} or {@link TaskReport.Refused}.
   *
   * @param recipe of the model
   */
  record OpenTasks(long recipe, TaskOrder order, ActorRef<TaskConductor.Command> conductor) implements Command {}

  /** Under which hosts are registered. */
  static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "lockstep-host");

  private final ActorContext<Command> context;
  private final Function<String, Model> models;
  private final Optional<SnapshotFiles> files;
  private final Supplier<Wire.Traffic> wire;

  /** The share that each conductor has here. */
  private final Map<ActorRef<Conductor.Command>, Opened> shares = new HashMap<>();

  /** What is here of each assignment, whatever becomes of its shares. */
  private final Map<ActorRef<Survival.Command>, ShareActor.Place> places = new HashMap<>();

  private final TaskShares tasks;
  private long known;
  private @Nullable Model model;
  private long learning;
  private @Nullable String[] parts = {};

  private record Opened(int node, ActorRef<ShareActor.Command> share) {}

  private Host(
      ActorContext<Command> context, Function<String, Model> models, Optional<SnapshotFiles> files, Supplier<Wire.Traffic> wire) {
    this.context = context;
    this.models = models;
    this.files = files;
    this.wire = wire;
    this.tasks = new TaskShares(context, wire);
    context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
  }

  /**
   * @param models builds a model from the text of a recipe
   * @param files where assignments may want snapshots to be written; empty when there is no such place
   * @param wire what the node has sent and received so far; called by any thread
   */
  static Behavior<Command> create(Function<String, Model> models, Optional<SnapshotFiles> files, Supplier<Wire.Traffic> wire) {
    return Behaviors.setup(context -> new Host(context, models, files, wire).running());
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Learn.class, this::onLearn)
        .onMessage(Open.class, this::onOpen)
        .onMessage(OpenTasks.class, this::onOpenTasks)
        .onMessage(TakeStock.class, this::onTakeStock)
        .onSignal(ChildFailed.class, this::onChildFailed)
        .onSignal(Terminated.class, this::onTerminated)
        .build();
  }

  private Behavior<Command> onLearn(Learn learn) {
    if ((learn.recipe() == known && model != null)
        || learn.parts() < 1
        || learn.parts() > Recipe.MOST_PARTS
        || learn.part() < 0
        || learn.part() >= learn.parts()) {
      return Behaviors.same();
    }
    if (learning != learn.recipe() || parts.length != learn.parts()) {
      learning = learn.recipe();
      parts = new String[learn.parts()];
    }
    parts[learn.part()] = learn.text();
    return Behaviors.same();
  }

  private Behavior<Command> onOpen(Open open) {
    Opened before = shares.get(open.conductor());
    if (before != null) {
      open.conductor().tell(new Conductor.Opened(before.node(), before.share(), place(open.survival()).vault()));
      return Behaviors.same();
    }
    int node = open.order().node();
    try {
      Model built = model(open.recipe());
      if (built == null) {
        open.conductor().tell(new Conductor.Lacking(node));
        return Behaviors.same();
      }
      ActorRef<ShareActor.Command> share =
          context.spawnAnonymous(ShareActor.create(open.order(), events(built), open.conductor(), place(open.survival())));
      context.watch(share);
      shares.put(open.conductor(), new Opened(node, share));
    } catch (RuntimeException | LinkageError e) {
      open.conductor().tell(Conductor.Refused.of(node, String.valueOf(e.getMessage())));
    }
    return Behaviors.same();
  }

  private static EventModel events(Model model) {
    return switch (model) {
      case EventModel events -> events;
      case TaskModel _ -> throw new IllegalArgumentException("the model has tasks, not events");
    };
  }

  private Behavior<Command> onOpenTasks(OpenTasks open) {
    tasks.open(open, () -> model(open.recipe()));
    return Behaviors.same();
  }

  private Behavior<Command> onTakeStock(TakeStock take) {
    place(take.survival()).vault().tell(new Vault.TakeStock(take.epoch(), take.member()));
    return Behaviors.same();
  }

  /** What is here of an assignment; made when it is asked for first. */
  private ShareActor.Place place(ActorRef<Survival.Command> survival) {
    return places.computeIfAbsent(
        survival,
        _ -> {
          AtomicLong reached = new AtomicLong();
          ActorRef<Vault.Command> vault = context.spawnAnonymous(Vault.create(survival, reached, files));
          context.watch(vault);
          return new ShareActor.Place(vault, reached, wire);
        });
  }

  /** The model of a recipe, built when it is asked for first; null when the recipe is not known. */
  private @Nullable Model model(long recipe) {
    if (recipe == known && model != null) {
      return model;
    }
    if (recipe != learning || parts.length == 0 || Arrays.stream(parts).anyMatch(part -> part == null)) {
      return null;
    }
    Model built = models.apply(String.join("", parts));
    known = recipe;
    model = built;
    parts = new String[0];
    return built;
  }

  private Behavior<Command> onChildFailed(ChildFailed child) {
    shares.forEach(
        (conductor, opened) -> {
          if (opened.share().path().equals(child.getRef().path())) {
            conductor.tell(Conductor.Failed.of(opened.node(), false, String.valueOf(child.getCause())));
          }
        });
    return onTerminated(child);
  }

  private Behavior<Command> onTerminated(Terminated child) {
    tasks.ended(child);
    places.values().removeIf(place -> place.vault().path().equals(child.getRef().path()));
    shares.values().removeIf(opened -> opened.share().path().equals(child.getRef().path()));
    return Behaviors.same();
  }
}
