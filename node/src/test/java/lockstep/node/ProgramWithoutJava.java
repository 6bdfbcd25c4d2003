package lockstep.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program in a JVM whose home has libraries and no commands, so that it can start no other. */
final class ProgramWithoutJava {

  private ProgramWithoutJava() {}

  /** Takes the program's arguments. */
  public static void main(String[] arguments) throws IOException {
    Path home = Files.createDirectory(Path.of("java-without-commands"));
    Files.createSymbolicLink(home.resolve("lib"), Path.of(System.getProperty("java.home"), "lib"));
    System.setProperty("java.home", home.toString());
    Main.main(arguments);
  }
}
