package lockstep.node.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the {@code Containerfile} says.
 *
 * @param modules of the Java runtime
 * @param entryPoint the command that a container runs, before its arguments
 * @param user whom the last stage runs as
 * @param base the last stage's image
 */
record Image(String modules, List<String> entryPoint, String user, String base) {

  private static final Path FILE = Path.of("..", "Containerfile");

  static Image read() throws IOException {
    String text = Files.readString(FILE);
    String last = text.substring(text.lastIndexOf("\nFROM ") + 1);
    return new Image(
        first(text, "--add-modules (\\S+)"),
        Pattern.compile("\"([^\"]*)\"").matcher(first(last, "ENTRYPOINT \\[(.*)\\]")).results().map(found -> found.group(1)).toList(),
        first(last, "USER (\\S+)"),
        first(last, "FROM (\\S+)"));
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("the Containerfile says nothing like " + pattern);
    }
    return matcher.group(1);
  }

  /** The flags of its JVM. */
  List<String> flags() {
    return entryPoint.stream().skip(1).takeWhile(argument -> !argument.equals("-cp")).filter(argument -> !argument.startsWith("-Dlockstep.home")).toList();
  }

  /** Links its Java runtime, from the Java that runs this. */
  Path link(Path folder) throws IOException, InterruptedException {
    List<String> command =
        Stream.of("bin/jlink", "--add-modules", modules, "--strip-debug", "--no-header-files", "--no-man-pages", "--output", folder.toString()).toList();
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), command.getFirst()).toString()), command.stream().skip(1)).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("jlink: " + said);
    }
    return folder;
  }
}
