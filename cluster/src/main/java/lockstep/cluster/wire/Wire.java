package lockstep.cluster.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import com.esotericsoftware.kryo.util.Pool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Writes messages as bytes and reads them, with a Kryo that knows the given forms and nothing else. What is not such a message is
 * refused and counted; reading never takes much more memory than the bytes. Used by any thread.
 */
public final class Wire {

  /** The most bytes of a message: a frame of Artery has 256 KiB, of which the envelope takes some. */
  public static final int MOST_BYTES = 240 << 10;

  private static final int FIRST_BYTES = 1 << 10;

  private final String manifest;
  private final Pool<Kryo> kryos;
  private final Pool<BulkOutput> outputs =
      new Pool<>(true, true) {
        @Override
        protected BulkOutput create() {
          return new BulkOutput(FIRST_BYTES, MOST_BYTES);
        }
      };
  private final Pool<BoundedInput> inputs =
      new Pool<>(true, true) {
        @Override
        protected BoundedInput create() {
          return new BoundedInput();
        }
      };
  private final LongAdder messagesRefused = new LongAdder();
  private final LongAdder frames = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /**
   * What went over a wire.
   *
   * @param frames messages that were written
   * @param bytes of these
   * @param nanos how long it took to write them, and to read those that came
   */
  public record Traffic(long frames, long bytes, long nanos) {

    /** Nothing. */
    public static final Traffic NONE = new Traffic(0, 0, 0);

    /** What came to it since it was another. */
    public Traffic since(Traffic before) {
      return new Traffic(frames - before.frames, bytes - before.bytes, nanos - before.nanos);
    }
  }

  /**
   * @param schema the number of the forms all together: nodes of different schemas do not understand each other
   * @param forms all there are
   * @throws IllegalArgumentException when two have the same number
   */
  public Wire(int schema, List<Form<?>> forms) {
    this.manifest = Integer.toString(schema);
    List<Form<?>> known = List.copyOf(forms);
    this.kryos =
        new Pool<>(true, true) {
          @Override
          protected Kryo create() {
            Kryo kryo = new Kryo(new NumbersOnly(), null);
            kryo.setRegistrationRequired(true);
            kryo.setReferences(false);
            known.forEach(form -> form.register(kryo));
            return kryo;
          }
        };
    kryos.free(kryos.obtain());
  }

  /** What goes with the bytes of every message, so that another schema is told apart. */
  public String manifest() {
    return manifest;
  }

  /**
   * Writes a message.
   *
   * @throws RuntimeException when it has no form, or is too long
   */
  public byte[] bytes(Object message) {
    return written(message, Output::toBytes);
  }

  /**
   * The same, to a buffer.
   *
   * @throws java.nio.BufferOverflowException when it has not enough room
   */
  public void write(Object message, ByteBuffer to) {
    var _ = written(message, output -> {
      output.to(to);
      return to;
    });
  }

  private <T> T written(Object message, Function<BulkOutput, T> then) {
    long begin = System.nanoTime();
    Kryo kryo = kryos.obtain();
    BulkOutput output = outputs.obtain();
    try {
      output.reset();
      kryo.writeClassAndObject(output, message);
      T written = then.apply(output);
      frames.increment();
      bytesWritten.add(output.total());
      return written;
    } finally {
      nanos.add(System.nanoTime() - begin);
      outputs.free(output);
      kryos.free(kryo);
    }
  }

  /**
   * Reads a message.
   *
   * @param told the manifest that came with the bytes
   * @throws WireException when the bytes are no message
   */
  public Object message(byte[] bytes, String told) {
    if (!told.equals(manifest)) {
      throw refusal("a message of schema " + shortened(told) + " came from a node of another version; this one has schema " + manifest);
    }
    if (bytes.length > MOST_BYTES) {
      throw refusal("a message must have at most " + MOST_BYTES + " bytes, got " + bytes.length);
    }
    long begin = System.nanoTime();
    Kryo kryo = kryos.obtain();
    BoundedInput input = inputs.obtain();
    try {
      input.setBuffer(bytes);
      Registration registration = kryo.readClass(input);
      if (registration == null || !(registration.getSerializer() instanceof Form<?> form)) {
        throw refusal("a message must be of a type that has a form, got " + registration);
      }
      Object message = kryo.readObject(input, form.type());
      if (input.position() != bytes.length) {
        throw refusal("a message must end with its bytes, got " + (bytes.length - input.position()) + " more");
      }
      return message;
    } catch (WireException e) {
      throw e;
    } catch (RuntimeException e) {
      throw refusal("no message: " + shortened(String.valueOf(e.getMessage())));
    } finally {
      inputs.free(input);
      kryos.free(kryo);
      nanos.add(System.nanoTime() - begin);
    }
  }

  /** What went over it so far. */
  public Traffic traffic() {
    return new Traffic(frames.sum(), bytesWritten.sum(), nanos.sum());
  }

  /** Bytes never name a class: it would be looked for, and loaded, before it is found not to be registered. */
  private static final class NumbersOnly extends DefaultClassResolver {

    @Override
    protected Registration readName(Input input) {
      throw new KryoException("types have numbers, not names");
    }
  }

  private WireException refusal(String reason) {
    messagesRefused.increment();
    return new WireException(reason);
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }

  /** How often bytes were refused. */
  public long messagesRefused() {
    return messagesRefused.sum();
  }
}
