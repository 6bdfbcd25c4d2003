package lockstep.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundedInputTest {

  /** What Kryo makes arrays with: also a reader that a later version of it adds. */
  static Stream<Method> bulkReaders() {
    return Arrays.stream(Input.class.getMethods())
        .filter(method -> method.getDeclaringClass() == Input.class && method.getName().startsWith("read") && method.getReturnType().isArray());
  }

  private static BoundedInput input(byte... bytes) {
    BoundedInput input = new BoundedInput();
    input.setBuffer(bytes);
    return input;
  }

  private static Object[] arguments(Method reader, int length) {
    return reader.getParameterCount() == 1 ? new Object[] {length} : new Object[] {length, true};
  }

  @Test
  void knowsAllBulkReaders() {
    assertThat(bulkReaders()).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("bulkReaders")
  void noBulkReaderMakesRoomForWhatTheBytesCannotHold(Method reader) {
    for (int length : new int[] {7, 1 << 20, 1 << 29, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
      assertThatExceptionOfType(InvocationTargetException.class)
          .isThrownBy(() -> reader.invoke(input(new byte[6]), arguments(reader, length)))
          .withCauseInstanceOf(KryoException.class)
          .satisfies(e -> assertThat(e.getCause()).hasMessageContaining("got " + length));
    }
  }

  @ParameterizedTest
  @MethodSource("bulkReaders")
  void bulkReadersReadWhatIsThere(Method reader) throws ReflectiveOperationException {
    assertThat(reader.invoke(input(new byte[8]), arguments(reader, 1))).isNotNull();
    assertThat(reader.invoke(input(), arguments(reader, 0))).isNotNull();
  }

  /** Six bytes that say: a text of two thousand million characters. */
  @Test
  void noTextIsLongerThanItsBytes() {
    Output output = new Output(16);
    output.writeVarIntFlag(true, Integer.MAX_VALUE, true);
    byte[] bomb = Arrays.copyOf(output.toBytes(), 6);
    assertThatExceptionOfType(KryoException.class).isThrownBy(() -> input(bomb).readString());
    assertThatExceptionOfType(KryoException.class).isThrownBy(() -> input(bomb).readStringBuilder());
    assertThatExceptionOfType(KryoException.class).isThrownBy(() -> input().readString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "über", "日本", "a longer text, of more characters than fit into one byte of length, which is sixty-three"})
  void textsAreReadAsTheyWereWritten(String text) {
    Output output = new Output(1024);
    output.writeString(text);
    assertThat(input(output.toBytes()).readString()).isEqualTo(text);
    assertThat(input(output.toBytes()).readStringBuilder()).hasToString(text);
  }
}
