package lockstep.cluster.wire;

import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An output that writes arrays of words at once instead of byte by byte, to the same bytes. Used by one thread at a time. */
final class BulkOutput extends Output {

  BulkOutput(int firstBytes, int mostBytes) {
    super(firstBytes, mostBytes);
  }

  @Override
  public void writeLongs(long[] array, int offset, int count) {
    int bytes = Math.multiplyExact(count, Long.BYTES);
    var _ = require(bytes);
    var _ = ByteBuffer.wrap(buffer, position, bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(array, offset, count);
    position += bytes;
  }

  /** Gives what was written to another buffer. */
  void to(ByteBuffer other) {
    var _ = other.put(buffer, 0, position);
  }
}
