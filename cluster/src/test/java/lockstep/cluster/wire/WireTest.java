package lockstep.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import java.util.List;
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
