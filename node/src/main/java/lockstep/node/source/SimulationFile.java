package lockstep.node.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Java file that holds one simulation, compiled.
 *
 * @param name the file's name without its folder
 * @param text what is in it
 * @param classes what it was compiled to
 */
public record SimulationFile(String name, String text, SimulationClasses classes) {

  /** What a scenario writes before the path of a file. */
  public static final String PREFIX = "file:";

  static final int LARGEST_BYTES = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Reads and compiles a file.
   *
   * @throws SimulationFileException when there is no such file, or it is no simulation
   */
  public static SimulationFile read(Path path) {
    return of(String.valueOf(path.getFileName()), textOf(path));
  }

  /**
   * Compiles the text of a file.
   *
   * @param name the file's name; a public class must have the same
   * @throws SimulationFileException when it is no simulation
   */
  public static SimulationFile of(String name, String text) {
    return new SimulationFile(name, text, new SimulationCompiler(name, text).compile());
  }

  /** Other kinds than files are refused before they are opened: opening a pipe can wait for ever. */
  private static String textOf(Path path) {
    if (!path.toString().endsWith(".java")) {
      throw new SimulationFileException("must be a file whose name ends in .java");
    }
    if (!Files.exists(path)) {
      throw new SimulationFileException("there is no such file");
    }
    if (!Files.isRegularFile(path)) {
      throw new SimulationFileException(Files.isDirectory(path) ? "is a folder, must be a Java file" : "is not a regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
      if (bytes.length > LARGEST_BYTES) {
        throw new SimulationFileException("is larger than a simulation may be, 1 MiB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new SimulationFileException("is not UTF-8");
    } catch (IOException e) {
      throw new SimulationFileException(Files.isReadable(path) ? "cannot be read: " + e.getMessage() : "cannot be read: permission denied");
    }
  }
}
