package lockstep.cluster.task;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lockstep.cluster.wire.Form;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import org.apache.pekko.actor.typed.ActorRef;

/** The form on the wire of each message that goes between nodes for an assignment of tasks, but for what workers and owners tell each other. */
public final class TaskForms {

  private static final Policy[] POLICIES = Policy.values();
  private static final Queues[] QUEUES = Queues.values();

  private final Function<ActorRef<?>, String> written;
  private final Function<String, ActorRef<?>> resolved;

  /**
   * @param written how a reference to an actor is told to other nodes
   * @param resolved which actor is meant by that
   */
  public TaskForms(Function<ActorRef<?>, String> written, Function<String, ActorRef<?>> resolved) {
    this.written = written;
    this.resolved = resolved;
  }

  /** All of them. */
  public List<Form<?>> all() {
    return List.of(
        new Form<>(Gateway.Batch.class, 60, TaskForms::write, TaskForms::batch),
        new Form<>(Gateway.Acknowledged.class, 61, TaskForms::write, in -> new Gateway.Acknowledged(in.readInt(), in.readLong())),
        new Form<>(TaskShare.Begin.class, 62, this::write, this::begin),
        new Form<>(TaskShare.SendPart.class, 63, (out, send) -> out.writeInt(send.part()), in -> new TaskShare.SendPart(in.readInt())),
        new Form<>(TaskShare.Order.class, 64, TaskForms::write, in -> TaskShare.Order.CLOSE),
        new Form<>(TaskShare.Look.class, 65, TaskForms::write, in -> new TaskShare.Look(in.readInt(), in.readBoolean())),
        new Form<>(TaskReport.Opened.class, 70, this::write, in -> new TaskReport.Opened(in.readInt(), ref(in), ref(in))),
        new Form<>(TaskReport.Lacking.class, 71, (out, lacking) -> out.writeInt(lacking.node()), in -> new TaskReport.Lacking(in.readInt())),
        new Form<>(TaskReport.Refused.class, 72, TaskForms::write, in -> new TaskReport.Refused(in.readInt(), text(in))),
        new Form<>(TaskReport.Failed.class, 73, TaskForms::write, in -> new TaskReport.Failed(in.readInt(), in.readBoolean(), text(in))),
        new Form<>(
            TaskReport.Doing.class, 74, TaskForms::write, in -> new TaskReport.Doing(in.readInt(), in.readInt(), in.readInt(), in.readInt(), words(in))),
        new Form<>(TaskReport.Ended.class, 75, (out, ended) -> out.writeInt(ended.node()), in -> new TaskReport.Ended(in.readInt())),
        new Form<>(TaskReport.Drained.class, 76, (out, drained) -> out.writeInt(drained.node()), in -> new TaskReport.Drained(in.readInt())),
        new Form<>(TaskReport.Part.class, 77, TaskForms::write, in -> new TaskReport.Part(in.readInt(), in.readInt(), in.readInt(), words(in))));
  }

  private static String text(Input in) {
    String text = in.readString();
    if (text == null) {
      throw new IllegalArgumentException("there must be a text");
    }
    return text;
  }

  private <M> void write(Output out, ActorRef<M> ref) {
    out.writeString(written.apply(ref));
  }

  /** Who is meant is what the sender says; an actor that understands no such messages leaves them alone. */
  @SuppressWarnings("unchecked")
  private <M> ActorRef<M> ref(Input in) {
    return (ActorRef<M>) resolved.apply(text(in));
  }

  private static void write(Output out, Words words) {
    out.writeInt(words.array().length);
    out.writeLongs(words.array(), 0, words.array().length);
  }

  private static Words words(Input in) {
    return new Words(in.readLongs(in.readInt()));
  }

  private static void write(Output out, Gateway.Batch batch) {
    out.writeInt(batch.sender());
    out.writeLong(batch.number());
    out.writeLong(batch.received());
    out.writeBoolean(batch.hurry());
    out.writeInt(batch.letters().size());
    batch.letters().forEach(letter -> LetterForms.write(out, letter));
  }

  private static Gateway.Batch batch(Input in) {
    int sender = in.readInt();
    long number = in.readLong();
    long received = in.readLong();
    boolean hurry = in.readBoolean();
    int size = in.readInt();
    List<Letter> letters = new ArrayList<>();
    for (int n = 0; n < size; n++) {
      letters.add(LetterForms.read(in));
    }
    return new Gateway.Batch(sender, number, received, hurry, letters);
  }

  private static void write(Output out, Gateway.Acknowledged acknowledged) {
    out.writeInt(acknowledged.sender());
    out.writeLong(acknowledged.received());
  }

  private void write(Output out, TaskShare.Begin begin) {
    out.writeInt(begin.gateways().size());
    begin.gateways().forEach(gateway -> write(out, gateway));
  }

  private TaskShare.Begin begin(Input in) {
    int size = in.readInt();
    List<ActorRef<Gateway.Command>> gateways = new ArrayList<>();
    for (int node = 0; node < size; node++) {
      gateways.add(ref(in));
    }
    return new TaskShare.Begin(gateways);
  }

  private static void write(Output out, TaskShare.Look look) {
    out.writeInt(look.number());
    out.writeBoolean(look.all());
  }

  /** The others never leave their node. */
  private static void write(Output out, TaskShare.Order order) {
    if (order != TaskShare.Order.CLOSE) {
      throw new IllegalArgumentException(order + " is for actors of the same node");
    }
  }

  private void write(Output out, TaskReport.Opened opened) {
    out.writeInt(opened.node());
    write(out, opened.share());
    write(out, opened.gateway());
  }

  private static void write(Output out, TaskReport.Refused refused) {
    out.writeInt(refused.node());
    out.writeString(refused.reason());
  }

  private static void write(Output out, TaskReport.Failed failed) {
    out.writeInt(failed.node());
    out.writeBoolean(failed.byModel());
    out.writeString(failed.reason());
  }

  private static void write(Output out, TaskReport.Doing doing) {
    out.writeInt(doing.node());
    out.writeInt(doing.look());
    out.writeInt(doing.parts());
    out.writeInt(doing.first());
    write(out, doing.slots());
  }

  private static void write(Output out, TaskReport.Part part) {
    out.writeInt(part.node());
    out.writeInt(part.part());
    out.writeInt(part.parts());
    write(out, part.words());
  }

  /** Writes an order, as a part of a message. */
  public static void write(Output out, TaskOrder order) {
    out.writeLong(order.seed());
    Coordination coordination = order.coordination();
    out.writeByte(coordination.policy().ordinal());
    out.writeInt(coordination.owners());
    out.writeByte(coordination.queues().ordinal());
    out.writeLong(coordination.lockTimeoutNanos());
    out.writeLong(coordination.backOffNanos());
    out.writeLong(coordination.detectionNanos());
    out.writeLong(order.tasks());
    out.writeBoolean(order.recorded());
    out.writeBoolean(order.sampled());
    out.writeBoolean(order.arrivals().isPresent());
    order.arrivals().ifPresent(arrivals -> write(out, arrivals));
    out.writeInt(order.node());
    out.writeInt(order.placement().nodes());
    out.writeInt(order.placement().workers());
    out.writeInt(order.placement().blocks());
  }

  private static void write(Output out, TaskOrder.Arriving arrivals) {
    switch (arrivals) {
      case TaskOrder.Drawn drawn -> {
        out.writeBoolean(true);
        out.writeDouble(drawn.perSecond());
        out.writeLong(drawn.tasks());
        out.writeLong(drawn.seed());
      }
      case TaskOrder.Given given -> {
        out.writeBoolean(false);
        write(out, given.nanos());
      }
    }
  }

  /** Reads one. */
  public static TaskOrder order(Input in) {
    long seed = in.readLong();
    Policy policy = POLICIES[in.readByte()];
    int owners = in.readInt();
    Queues queues = QUEUES[in.readByte()];
    Coordination coordination = new Coordination(policy, owners, queues, in.readLong(), in.readLong(), in.readLong());
    return new TaskOrder(
        seed,
        coordination,
        in.readLong(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean() ? Optional.of(arrivals(in)) : Optional.empty(),
        in.readInt(),
        new Placement(in.readInt(), in.readInt(), in.readInt()));
  }

  private static TaskOrder.Arriving arrivals(Input in) {
    return in.readBoolean()
        ? new TaskOrder.Drawn(in.readDouble(), in.readLong(), in.readLong())
        : new TaskOrder.Given(words(in));
  }
}
