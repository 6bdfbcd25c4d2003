package lockstep.cluster.node;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lockstep.cluster.task.TaskForms;
import lockstep.cluster.wire.Form;
import lockstep.cluster.wire.Wire;
import lockstep.engine.event.Horizon;
import lockstep.engine.event.Parcel;
import lockstep.engine.event.Partitioning;
import org.apache.pekko.actor.typed.ActorRef;

/** The form on the wire of each message that goes between nodes. A change of any of them is a new {@link #SCHEMA}. */
final class NodeForms {

  /** The number of all forms together. */
  static final int SCHEMA = 5;

  private static final Partitioning[] PARTITIONINGS = Partitioning.values();
  private static final ShareActor.Order[] SHARE_ORDERS = {ShareActor.Order.CANCEL, ShareActor.Order.CLOSE};

  private final Function<ActorRef<?>, String> written;
  private final Function<String, ActorRef<?>> resolved;
  private final VaultForms vaults = new VaultForms(this);

  /**
   * @param written how a reference to an actor is told to other nodes
   * @param resolved which actor is meant by that
   */
  NodeForms(Function<ActorRef<?>, String> written, Function<String, ActorRef<?>> resolved) {
    this.written = written;
    this.resolved = resolved;
  }

  /** All of them. */
  List<Form<?>> all() {
    List<Form<?>> all = new ArrayList<>(ofEvents());
    all.addAll(new TaskForms(written, resolved).all());
    return all;
  }

  private List<Form<?>> ofEvents() {
    return List.of(
        new Form<>(ShareActor.Exchange.class, 20, NodeForms::write, NodeForms::exchange),
        new Form<>(ShareActor.Resend.class, 21, NodeForms::write, NodeForms::resend),
        new Form<>(ShareActor.Begin.class, 22, this::write, this::begin),
        new Form<>(ShareActor.Order.class, 23, (out, order) -> out.writeByte(List.of(SHARE_ORDERS).indexOf(order)), in -> SHARE_ORDERS[in.readByte()]),
        new Form<>(ShareActor.FinishAt.class, 24, (out, finish) -> out.writeLong(finish.end()), in -> new ShareActor.FinishAt(in.readLong())),
        new Form<>(ShareActor.SendImage.class, 25, NodeForms::write, in -> new ShareActor.SendImage(in.readInt(), in.readInt())),
        new Form<>(Host.Learn.class, 30, NodeForms::write, in -> new Host.Learn(in.readLong(), in.readInt(), in.readInt(), text(in))),
        new Form<>(Host.Open.class, 31, this::write, this::open),
        new Form<>(Host.OpenTasks.class, 32, this::write, in -> new Host.OpenTasks(in.readLong(), TaskForms.order(in), ref(in))),
        new Form<>(Host.TakeStock.class, 33, this::write, in -> new Host.TakeStock(in.readLong(), in.readInt(), ref(in))),
        new Form<>(Conductor.Opened.class, 40, this::write, in -> new Conductor.Opened(in.readInt(), ref(in), ref(in))),
        new Form<>(Conductor.Lacking.class, 41, (out, lacking) -> out.writeInt(lacking.node()), in -> new Conductor.Lacking(in.readInt())),
        new Form<>(Conductor.Refused.class, 42, NodeForms::write, in -> new Conductor.Refused(in.readInt(), text(in))),
        new Form<>(Conductor.Failed.class, 43, NodeForms::write, in -> new Conductor.Failed(in.readInt(), in.readBoolean(), text(in))),
        new Form<>(Conductor.Progress.class, 44, NodeForms::write, NodeForms::progress),
        new Form<>(Conductor.Stopped.class, 45, NodeForms::write, NodeForms::stopped),
        new Form<>(Conductor.Finished.class, 46, (out, finished) -> out.writeInt(finished.node()), in -> new Conductor.Finished(in.readInt())),
        new Form<>(Conductor.ImagePart.class, 47, NodeForms::write, NodeForms::imagePart),
        new Form<>(Conductor.Reached.class, 48, NodeForms::write, in -> new Conductor.Reached(in.readInt(), in.readLong())),
        new Form<>(Vault.Copy.class, 50, vaults::write, vaults::copy),
        new Form<>(Vault.Part.class, 51, vaults::write, vaults::part),
        new Form<>(Vault.Got.class, 52, VaultForms::write, VaultForms::got),
        new Form<>(Survival.Stock.class, 53, vaults::write, vaults::stock));
  }

  static String text(Input in) {
    String text = in.readString();
    if (text == null) {
      throw new IllegalArgumentException("there must be a text");
    }
    return text;
  }

  <M> void write(Output out, ActorRef<M> ref) {
    out.writeString(written.apply(ref));
  }

  /** Who is meant is what the sender says; an actor that understands no such messages leaves them alone. */
  @SuppressWarnings("unchecked")
  <M> ActorRef<M> ref(Input in) {
    return (ActorRef<M>) resolved.apply(text(in));
  }

  private static void write(Output out, ShareActor.Exchange exchange) {
    out.writeLong(exchange.epoch());
    out.writeLong(exchange.round());
    out.writeLong(exchange.window());
    out.writeInt(exchange.sender());
    out.writeLong(exchange.bound());
    out.writeLong(exchange.handled());
    out.writeBoolean(exchange.ready());
    out.writeInt(exchange.chunk());
    out.writeInt(exchange.chunks());
    Parcel parcel = exchange.parcel();
    out.writeInt(parcel.partitions().length);
    out.writeInts(parcel.partitions(), 0, parcel.partitions().length);
    out.writeInt(parcel.ends().length);
    out.writeInts(parcel.ends(), 0, parcel.ends().length);
    write(out, parcel.words());
  }

  private static ShareActor.Exchange exchange(Input in) {
    return new ShareActor.Exchange(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readInt(),
        in.readInt(),
        new Parcel(in.readInts(in.readInt()), in.readInts(in.readInt()), in.readLongs(in.readInt())));
  }

  static void write(Output out, long[] words) {
    out.writeInt(words.length);
    out.writeLongs(words, 0, words.length);
  }

  private static void write(Output out, ShareActor.Resend resend) {
    out.writeLong(resend.epoch());
    out.writeLong(resend.round());
    out.writeInt(resend.receiver());
    int[] chunks = resend.chunks().numbers();
    out.writeInt(chunks.length);
    out.writeInts(chunks, 0, chunks.length);
  }

  private static ShareActor.Resend resend(Input in) {
    return new ShareActor.Resend(
        in.readLong(), in.readLong(), in.readInt(), new ShareActor.Chunks(in.readInts(in.readInt())));
  }

  private void write(Output out, ShareActor.Begin begin) {
    out.writeInt(begin.shares().size());
    begin.shares().forEach(share -> write(out, share));
    out.writeBoolean(begin.buddy().isPresent());
    begin.buddy().ifPresent(vault -> write(out, vault));
  }

  private ShareActor.Begin begin(Input in) {
    int size = in.readInt();
    List<ActorRef<ShareActor.Command>> shares = new ArrayList<>();
    for (int node = 0; node < size; node++) {
      shares.add(ref(in));
    }
    return new ShareActor.Begin(shares, in.readBoolean() ? Optional.of(ref(in)) : Optional.empty());
  }

  private static void write(Output out, ShareActor.SendImage what) {
    out.writeInt(what.partition());
    out.writeInt(what.part());
  }

  private static void write(Output out, Host.Learn learn) {
    out.writeLong(learn.recipe());
    out.writeInt(learn.part());
    out.writeInt(learn.parts());
    out.writeString(learn.text());
  }

  private void write(Output out, Host.Open open) {
    out.writeLong(open.recipe());
    ShareOrder order = open.order();
    out.writeLong(order.seed());
    out.writeLong(order.horizon().end());
    out.writeLong(order.horizon().events());
    out.writeLong(order.horizon().warmUp());
    out.writeByte(order.partitioning().ordinal());
    out.writeBoolean(order.traced());
    out.writeInt(order.node());
    out.writeInt(order.deal().nodes());
    out.writeInt(order.deal().partitions());
    out.writeInt(order.deal().workers());
    vaults.write(out, order.stage());
    write(out, open.conductor());
    write(out, open.survival());
  }

  private void write(Output out, Host.TakeStock take) {
    out.writeLong(take.epoch());
    out.writeInt(take.member());
    write(out, take.survival());
  }

  private void write(Output out, Host.OpenTasks open) {
    out.writeLong(open.recipe());
    TaskForms.write(out, open.order());
    write(out, open.conductor());
  }

  private Host.Open open(Input in) {
    long recipe = in.readLong();
    long seed = in.readLong();
    Horizon horizon = new Horizon(in.readLong(), in.readLong(), in.readLong());
    Partitioning partitioning = PARTITIONINGS[in.readByte()];
    boolean traced = in.readBoolean();
    int node = in.readInt();
    Deal deal = new Deal(in.readInt(), in.readInt(), in.readInt());
    Stage stage = vaults.stage(in);
    return new Host.Open(recipe, new ShareOrder(seed, horizon, partitioning, traced, node, deal, stage), ref(in), ref(in));
  }

  private void write(Output out, Conductor.Opened opened) {
    out.writeInt(opened.node());
    write(out, opened.share());
    write(out, opened.vault());
  }

  private static void write(Output out, Conductor.Reached reached) {
    out.writeInt(reached.node());
    out.writeLong(reached.round());
  }

  private static void write(Output out, Conductor.Refused refused) {
    out.writeInt(refused.node());
    out.writeString(refused.reason());
  }

  private static void write(Output out, Conductor.Failed failed) {
    out.writeInt(failed.node());
    out.writeBoolean(failed.byModel());
    out.writeString(failed.reason());
  }

  private static void write(Output out, Conductor.Progress progress) {
    out.writeInt(progress.node());
    out.writeLong(progress.events());
    out.writeInt(progress.places().size());
    progress.places().forEach(out::writeString);
  }

  private static Conductor.Progress progress(Input in) {
    int node = in.readInt();
    long events = in.readLong();
    int size = in.readInt();
    List<String> places = new ArrayList<>();
    for (int place = 0; place < size; place++) {
      places.add(text(in));
    }
    return new Conductor.Progress(node, events, places);
  }

  private static void write(Output out, Conductor.Stopped stopped) {
    out.writeInt(stopped.node());
    out.writeBoolean(stopped.done());
    out.writeLong(stopped.window());
    out.writeLong(stopped.rounds());
    out.writeLong(stopped.events());
    out.writeLong(stopped.lastTime());
    out.writeLong(stopped.elapsedNanos());
    out.writeLong(stopped.crossed());
    out.writeLong(stopped.traffic().frames());
    out.writeLong(stopped.traffic().bytes());
    out.writeLong(stopped.traffic().nanos());
  }

  private static Conductor.Stopped stopped(Input in) {
    return new Conductor.Stopped(
        in.readInt(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        new Wire.Traffic(in.readLong(), in.readLong(), in.readLong()));
  }

  private static void write(Output out, Conductor.ImagePart part) {
    out.writeInt(part.node());
    out.writeInt(part.partition());
    out.writeInt(part.part());
    out.writeInt(part.parts());
    write(out, part.words().array());
  }

  private static Conductor.ImagePart imagePart(Input in) {
    return new Conductor.ImagePart(
        in.readInt(), in.readInt(), in.readInt(), in.readInt(), new Conductor.Words(in.readLongs(in.readInt())));
  }
}
