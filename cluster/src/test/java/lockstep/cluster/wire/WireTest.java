package lockstep.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Output;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WireTest {

  private record Note(String text, int number) {}

  private record Stranger(int number) {}

  private static final Form<Note> NOTE =
      new Form<>(
          Note.class,
          20,
          (out, note) -> {
            out.writeString(note.text());
            out.writeInt(note.number());
          },
          in -> new Note(String.valueOf(in.readString()), in.readInt()));

  private final Wire wire = new Wire(7, List.of(NOTE));

  private void refuses(byte[] bytes, String manifest, String why) {
    long before = wire.messagesRefused();
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> wire.message(bytes, manifest))
        .withMessageContaining(why);
    assertThat(wire.messagesRefused()).isEqualTo(before + 1);
  }

  private static byte[] written(Object message) {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(false);
    kryo.setReferences(false);
    Output output = new Output(64, 1024);
    kryo.writeClassAndObject(output, message);
    return output.toBytes();
  }

  @Test
  void messagesAreReadAsTheyWereWritten() {
    Note note = new Note("sixty-three", -5);
    assertThat(wire.message(wire.bytes(note), wire.manifest())).isEqualTo(note);
    assertThat(wire.messagesRefused()).isZero();
  }

  @Test
  void buffersGetTheSameBytes() {
    Note note = new Note("sixty-three", -5);
    ByteBuffer buffer = ByteBuffer.allocateDirect(100);
    wire.write(note, buffer);
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    assertThat(bytes).isEqualTo(wire.bytes(note));
    assertThat(wire.traffic().frames()).isEqualTo(2);
    assertThat(wire.traffic().bytes()).isEqualTo(2L * bytes.length);
    assertThatExceptionOfType(BufferOverflowException.class).isThrownBy(() -> wire.write(note, ByteBuffer.allocate(bytes.length - 1)));
  }

  @Test
  void wordsAreWrittenAndReadAtOnceAsTheyAreOneByOne() {
    Random random = new Random(1);
    for (int length = 0; length < 300; length += 1 + length / 3) {
      long[] words = random.longs(length).toArray();
      BulkOutput atOnce = new BulkOutput(16, 1 << 12);
      Output oneByOne = new Output(16, 1 << 12);
      for (Output out : List.of(atOnce, oneByOne)) {
        out.writeByte(1);
        out.writeLongs(words, 0, length);
        out.writeLongs(words, length / 2, length - length / 2);
        out.writeInt(-9);
      }
      assertThat(atOnce.toBytes()).as("%d words", length).isEqualTo(oneByOne.toBytes());
      BoundedInput in = new BoundedInput();
      in.setBuffer(oneByOne.toBytes());
      assertThat(in.readByte()).isEqualTo((byte) 1);
      assertThat(in.readLongs(length)).isEqualTo(words);
      assertThat(in.readLongs(length - length / 2)).isEqualTo(Arrays.copyOfRange(words, length / 2, length));
      assertThat(in.readInt()).isEqualTo(-9);
    }
  }

  @Test
  void wordsThatAreTooManyAreNotWritten() {
    BulkOutput out = new BulkOutput(16, 64);
    assertThatExceptionOfType(KryoException.class).isThrownBy(() -> out.writeLongs(new long[9], 0, 9));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.writeLongs(new long[2], 1, 2));
  }

  @Test
  void anotherSchemaIsRefused() {
    byte[] bytes = wire.bytes(new Note("a", 1));
    refuses(bytes, "8", "schema 8 came from a node of another version; this one has schema 7");
    refuses(bytes, "", "schema");
    refuses(bytes, "x".repeat(100_000) + "\n", "…");
  }

  @Test
  void typesWithoutAFormAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> wire.bytes(new Stranger(1)));
    refuses(written(42), "7", "must be of a type that has a form");
    refuses(written("text"), "7", "must be of a type that has a form");
    refuses(new byte[] {0}, "7", "must be of a type that has a form");
    refuses(new byte[] {99}, "7", "unregistered class ID");
  }

  @Test
  void classesAreNotNamed() {
    refuses(written(new Stranger(1)), "7", "numbers, not names");
  }

  @Test
  void bytesThatAreCutOrTooManyAreRefused() {
    byte[] bytes = wire.bytes(new Note("a note", 1));
    for (int length = 0; length < bytes.length; length++) {
      refuses(Arrays.copyOf(bytes, length), "7", "");
    }
    refuses(Arrays.copyOf(bytes, bytes.length + 1), "7", "end with its bytes, got 1 more");
  }

  @Test
  void tooManyBytesAreNeitherReadNorWritten() {
    refuses(new byte[Wire.MOST_BYTES + 1], "7", "at most " + Wire.MOST_BYTES + " bytes");
    assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> wire.bytes(new Note("x".repeat(Wire.MOST_BYTES), 1)));
    assertThat(wire.bytes(new Note("after that", 1))).as("the wire still works").isNotEmpty();
  }

  @Test
  void twoFormsHaveNotTheSameNumber() {
    Form<Stranger> same = new Form<>(Stranger.class, 20, (out, stranger) -> {}, in -> new Stranger(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Wire(1, List.of(NOTE, same))).withMessageContaining("20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Form<>(Stranger.class, 9, (out, stranger) -> {}, in -> new Stranger(0)));
  }
}
