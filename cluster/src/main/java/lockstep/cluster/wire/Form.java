package lockstep.cluster.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How messages of one type are written and read. Called by any thread, so its functions share nothing.
 *
 * @param <M> the type of message
 */
public final class Form<M> extends Serializer<M> {

  /** The numbers below are Kryo's own. */
  static final int LEAST_NUMBER = 16;

  private final Class<M> type;
  private final int number;
  private final BiConsumer<Output, M> writer;
  private final Function<Input, M> reader;

  /**
   * @param number of the type on the wire; stays its own for ever, or the schema gets another number
   * @param reader may throw what it likes when the bytes are not what the writer writes
   */
  public Form(Class<M> type, int number, BiConsumer<Output, M> writer, Function<Input, M> reader) {
    if (number < LEAST_NUMBER) {
      throw new IllegalArgumentException("the number of a form must be at least " + LEAST_NUMBER + ", got " + number);
    }
    super(false, true);
    this.type = type;
    this.number = number;
    this.writer = writer;
    this.reader = reader;
  }

  Class<M> type() {
    return type;
  }

  void register(Kryo kryo) {
    if (kryo.getRegistration(number) != null) {
      throw new IllegalArgumentException("two forms have the number " + number);
    }
    var _ = kryo.register(type, this, number);
  }

  @Override
  public void write(Kryo kryo, Output output, M message) {
    writer.accept(output, message);
  }

  @Override
  public M read(Kryo kryo, Input input, Class<? extends M> exact) {
    return reader.apply(input);
  }
}
