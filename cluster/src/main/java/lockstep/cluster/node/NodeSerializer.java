package lockstep.cluster.node;

import java.nio.ByteBuffer;
import lockstep.cluster.wire.Wire;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Gives Pekko the wire of the messages that go between nodes, which writes to the buffers of the network; named in the configuration. */
public final class NodeSerializer extends SerializerWithStringManifest implements ByteBufferSerializer {

  /** Its number among all serializers of the cluster; those up to 40 are Pekko's. */
  static final int IDENTIFIER = 2611;

  private final Wire wire;

  /** Called by Pekko. */
  public NodeSerializer(ExtendedActorSystem system) {
    // Looked up each time: when serializers are made, actor systems are not yet whole.
    NodeForms forms =
        new NodeForms(
            ref -> ActorRefResolver.get(Adapter.toTyped(system)).toSerializationFormat(ref),
            text -> ActorRefResolver.get(Adapter.toTyped(system)).resolveActorRef(text));
    this.wire = new Wire(NodeForms.SCHEMA, forms.all());
  }

  /** What writes and reads the messages. */
  Wire wire() {
    return wire;
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return wire.manifest();
  }

  @Override
  public byte[] toBinary(Object message) {
    return wire.bytes(message);
  }

  @Override
  public void toBinary(Object message, ByteBuffer to) {
    wire.write(message, to);
  }

  @Override
  public Object fromBinary(ByteBuffer from, String manifest) {
    byte[] bytes = new byte[from.remaining()];
    var _ = from.get(bytes);
    return wire.message(bytes, manifest);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return wire.message(bytes, manifest);
  }
}
