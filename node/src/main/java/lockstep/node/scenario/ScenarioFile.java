package lockstep.node.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the text of a scenario file, within bounds. */
final class ScenarioFile {

  static final int LARGEST_BYTES = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private ScenarioFile() {}

  /** The file's text without a byte order mark, or empty after adding a problem. */
  static Optional<String> text(Path path, Source source, Problems problems) {
    return text(path, LARGEST_BYTES, "is larger than a scenario may be, 1 MiB", source, problems);
  }

  /** The same, of a file that may be as large as its scenario leaves it room. */
  static Optional<String> text(Path path, int largestBytes, String tooLarge, Source source, Problems problems) {
    String refusal = refusal(path);
    if (!refusal.isEmpty()) {
      problems.add(source.problem(0, "", refusal));
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(largestBytes + 1);
      if (bytes.length > largestBytes) {
        problems.add(source.problem(0, "", tooLarge));
        return Optional.empty();
      }
      return decoded(bytes, source, problems);
    } catch (IOException e) {
      problems.add(source.problem(0, "", "cannot be read: " + Echo.of(String.valueOf(e.getMessage()))));
      return Optional.empty();
    }
  }

  /** Other kinds than files are refused before they are opened: opening a pipe can wait for ever. */
  private static String refusal(Path path) {
    if (!Files.exists(path)) {
      return "there is no such file";
    }
    if (Files.isDirectory(path)) {
      return "is a folder, must be a scenario file";
    }
    if (!Files.isRegularFile(path)) {
      return "is not a regular file";
    }
    return Files.isReadable(path) ? "" : "cannot be read: permission denied";
  }

  private static Optional<String> decoded(byte[] bytes, Source source, Problems problems) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      problems.add(source.problem(line, "", "is not UTF-8 at byte " + in.position()));
      return Optional.empty();
    }
    return Optional.of(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
  }
}
