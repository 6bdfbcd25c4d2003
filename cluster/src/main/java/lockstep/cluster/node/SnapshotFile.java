package lockstep.cluster.node;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A snapshot as a file has it: what it is of, its words, and a checksum over all of that. Whatever is wrong with a file is an
 * {@link IOException} that says so.
 *
 * @param elapsedNanos how long the assignment had taken when it was made
 */
record SnapshotFile(Origin origin, Snapshot snapshot, long elapsedNanos) {

  private static final long MAGIC = 0x4C4F434B53544550L;

  /** The number of this form. */
  static final int SCHEMA = 1;

  private static final int BUFFER = 1 << 16;

  /** Writes it, and has the system write it to the disk. */
  void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
      CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), new CRC32C());
      DataOutputStream out = new DataOutputStream(checked);
      out.writeLong(MAGIC);
      out.writeInt(SCHEMA);
      out.writeUTF(origin.text());
      out.writeInt(snapshot.partition());
      out.writeLong(snapshot.round());
      out.writeLong(snapshot.before());
      out.writeLong(elapsedNanos);
      out.writeInt(snapshot.words().length);
      for (long word : snapshot.words()) {
        out.writeLong(word);
      }
      out.writeLong(checked.getChecksum().getValue());
      out.flush();
      channel.force(true);
    }
  }

  /** Reads one. */
  static SnapshotFile read(Path file) throws IOException {
    try (CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), new CRC32C())) {
      return read(new DataInputStream(checked), checked, Files.size(file));
    } catch (EOFException e) {
      throw new IOException("it is cut off", e);
    } catch (UTFDataFormatException e) {
      throw new IOException("it is damaged", e);
    }
  }

  private static SnapshotFile read(DataInputStream in, CheckedInputStream checked, long size) throws IOException {
    if (in.readLong() != MAGIC) {
      throw new IOException("it is no snapshot");
    }
    int schema = in.readInt();
    if (schema != SCHEMA) {
      throw new IOException("it has schema " + schema + ", not " + SCHEMA);
    }
    Origin origin = new Origin(in.readUTF());
    int partition = in.readInt();
    long round = in.readLong();
    long before = in.readLong();
    long elapsedNanos = in.readLong();
    int length = in.readInt();
    if (length < 0 || length > size / Long.BYTES) {
      throw new IOException("it is cut off or damaged");
    }
    long[] words = new long[length];
    for (int at = 0; at < length; at++) {
      words[at] = in.readLong();
    }
    long sum = checked.getChecksum().getValue();
    if (in.readLong() != sum || in.read() >= 0) {
      throw new IOException("its checksum is wrong");
    }
    return new SnapshotFile(origin, Snapshot.of(round, before, partition, words), elapsedNanos);
  }
}
