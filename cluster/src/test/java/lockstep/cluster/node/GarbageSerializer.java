package lockstep.cluster.node;

import java.nio.charset.StandardCharsets;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Sends what it is given as if it were messages of the program. */
public final class GarbageSerializer extends SerializerWithStringManifest {

  /**
   * What is sent.
   *
   * @param bytes as text, a character each
   */
  public record Garbage(String manifest, String bytes) {}

  /** Called by Pekko. */
  public GarbageSerializer() {}

  @Override
  public int identifier() {
    return NodeSerializer.IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return ((Garbage) message).manifest();
  }

  @Override
  public byte[] toBinary(Object message) {
    return ((Garbage) message).bytes().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    throw new UnsupportedOperationException("nobody sends messages here");
  }
}
