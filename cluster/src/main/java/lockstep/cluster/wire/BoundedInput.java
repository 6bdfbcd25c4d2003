package lockstep.cluster.wire;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An input that never allocates for more elements than its bytes can hold: without it, six bytes of a length ask for gigabytes. Every
 * element of an array or a string takes at least a byte, or its whole size where it is written so. Words are read at once, not byte by byte.
 * Used by one thread at a time.
 */
final class BoundedInput extends Input {

  private void requireElements(int length, int bytesEach) {
    long left = (long) limit - position;
    if (length < 0 || (long) length * bytesEach > left) {
      throw new KryoException("the length must be in [0, " + left / bytesEach + "], got " + length);
    }
  }

  /** How many bytes an element takes at least: one when its length varies. */
  private int atLeast(int bytes) {
    return getVariableLengthEncoding() ? 1 : bytes;
  }

  @Override
  public byte[] readBytes(int length) {
    requireElements(length, 1);
    return super.readBytes(length);
  }

  @Override
  public boolean[] readBooleans(int length) {
    requireElements(length, 1);
    return super.readBooleans(length);
  }

  @Override
  public char[] readChars(int length) {
    requireElements(length, Character.BYTES);
    return super.readChars(length);
  }

  @Override
  public short[] readShorts(int length) {
    requireElements(length, Short.BYTES);
    return super.readShorts(length);
  }

  @Override
  public int[] readInts(int length) {
    requireElements(length, Integer.BYTES);
    return super.readInts(length);
  }

  @Override
  public int[] readInts(int length, boolean optimizePositive) {
    requireElements(length, atLeast(Integer.BYTES));
    return super.readInts(length, optimizePositive);
  }

  @Override
  public long[] readLongs(int length) {
    requireElements(length, Long.BYTES);
    long[] words = new long[length];
    var _ = ByteBuffer.wrap(buffer, position, length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    position += length * Long.BYTES;
    return words;
  }

  @Override
  public long[] readLongs(int length, boolean optimizePositive) {
    requireElements(length, atLeast(Long.BYTES));
    return super.readLongs(length, optimizePositive);
  }

  @Override
  public float[] readFloats(int length) {
    requireElements(length, Float.BYTES);
    return super.readFloats(length);
  }

  @Override
  public double[] readDoubles(int length) {
    requireElements(length, Double.BYTES);
    return super.readDoubles(length);
  }

  @Override
  public String readString() {
    requireCharacters();
    return super.readString();
  }

  @Override
  public StringBuilder readStringBuilder() {
    requireCharacters();
    return super.readStringBuilder();
  }

  /** Looks at the length of the string that comes, if it says one: {@link Input} makes room for it before it reads a character. */
  private void requireCharacters() {
    int begin = position;
    if (begin == limit) {
      throw new KryoException("there must be a string, got nothing");
    }
    if (!readVarIntFlag()) {
      return;
    }
    int characters = readVarIntFlag(true) - 1;
    if (characters > limit - position) {
      throw new KryoException("a string must have at most " + (limit - position) + " characters, got " + characters);
    }
    position = begin;
  }
}
