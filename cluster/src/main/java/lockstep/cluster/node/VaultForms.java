package lockstep.cluster.node;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The form on the wire of what vaults tell and are told. */
final class VaultForms {

  private final NodeForms forms;

  /**
   * @param forms how references to actors are written and read
   */
  VaultForms(NodeForms forms) {
    this.forms = forms;
  }

  void write(Output out, Stage stage) {
    out.writeLong(stage.epoch());
    out.writeLong(stage.round());
    out.writeLong(stage.elapsedNanos());
    write(out, stage.custody());
    NodeForms.write(out, stage.marks().stream().mapToLong(Long::longValue).toArray());
  }

  Stage stage(Input in) {
    long epoch = in.readLong();
    long round = in.readLong();
    long elapsedNanos = in.readLong();
    Custody custody = custody(in);
    List<Long> marks = new ArrayList<>();
    for (long mark : in.readLongs(in.readInt())) {
      marks.add(mark);
    }
    return new Stage(epoch, round, elapsedNanos, custody, marks);
  }

  private static void write(Output out, Custody custody) {
    out.writeLong(custody.plan().rounds());
    out.writeLong(custody.plan().ticks());
    out.writeBoolean(custody.twice());
    out.writeBoolean(custody.disk().isPresent());
    custody.disk().ifPresent(origin -> out.writeString(origin.text()));
  }

  private static Custody custody(Input in) {
    SnapshotPlan plan = new SnapshotPlan(in.readLong(), in.readLong());
    boolean twice = in.readBoolean();
    return new Custody(plan, twice, in.readBoolean() ? Optional.of(new Origin(NodeForms.text(in))) : Optional.empty());
  }

  void write(Output out, Vault.Copy copy) {
    out.writeLong(copy.epoch());
    out.writeLong(copy.round());
    out.writeInt(copy.partition());
    forms.write(out, copy.to());
  }

  Vault.Copy copy(Input in) {
    return new Vault.Copy(in.readLong(), in.readLong(), in.readInt(), forms.ref(in));
  }

  void write(Output out, Vault.Part part) {
    out.writeLong(part.epoch());
    out.writeLong(part.round());
    out.writeLong(part.before());
    out.writeInt(part.partition());
    out.writeInt(part.part());
    out.writeInt(part.parts());
    out.writeLong(part.checksum());
    NodeForms.write(out, part.words().array());
    forms.write(out, part.from());
  }

  Vault.Part part(Input in) {
    return new Vault.Part(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        new Conductor.Words(in.readLongs(in.readInt())),
        forms.ref(in));
  }

  static void write(Output out, Vault.Got got) {
    out.writeLong(got.epoch());
    out.writeLong(got.round());
    out.writeInt(got.partition());
    out.writeInt(got.next());
  }

  static Vault.Got got(Input in) {
    return new Vault.Got(in.readLong(), in.readLong(), in.readInt(), in.readInt());
  }

  void write(Output out, Survival.Stock stock) {
    out.writeInt(stock.member());
    out.writeLong(stock.epoch());
    forms.write(out, stock.vault());
    out.writeLong(stock.heldTwice());
    out.writeLong(stock.reached());
    out.writeInt(stock.held().size());
    for (Survival.Held held : stock.held()) {
      out.writeLong(held.round());
      NodeForms.write(out, held.partitions().toLongArray());
    }
  }

  Survival.Stock stock(Input in) {
    int member = in.readInt();
    long epoch = in.readLong();
    ActorRef<Vault.Command> vault = forms.ref(in);
    long heldTwice = in.readLong();
    long reached = in.readLong();
    int rounds = in.readInt();
    List<Survival.Held> held = new ArrayList<>();
    for (int n = 0; n < rounds; n++) {
      held.add(new Survival.Held(in.readLong(), BitSet.valueOf(in.readLongs(in.readInt()))));
    }
    return new Survival.Stock(member, epoch, vault, heldTwice, reached, held);
  }
}
