package lockstep.node;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program with forks that are broken: under the policy {@code arbiter} their locks let everybody pass the gate. What it proves is of the sound one. */
final class ProgramWithoutGate {

  private static final String LOCKS = "lockstep/contrast/thread/LockTable.class";

  private ProgramWithoutGate() {}

  /** Takes the program's arguments. */
  public static void main(String[] arguments) throws IOException {
    Path classes = Path.of("classes-without-gate").toAbsolutePath();
    Path locks = classes.resolve(LOCKS);
    Files.createDirectories(locks.getParent());
    Files.write(locks, locksWithoutGate());
    System.setProperty("java.class.path", classes + File.pathSeparator + System.getProperty("java.class.path"));
    // An archive is of the classes as they were.
    System.clearProperty("lockstep.aot");
    Main.main(arguments);
  }

  /** No task ever begins to hold, and so none has to pass the gate before it does. */
  private static byte[] locksWithoutGate() throws IOException {
    ClassFile file = ClassFile.of();
    ClassTransform never =
        ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString("acquire"),
            (builder, element) -> {
              if (element instanceof InvokeInstruction call && call.name().equalsString("beginsToHold")) {
                builder.pop().iconst_0();
              } else {
                builder.with(element);
              }
            });
    try (InputStream in = ClassLoader.getSystemResourceAsStream(LOCKS)) {
      if (in == null) {
        throw new IOException(LOCKS + " is not on the class path");
      }
      return file.transformClass(file.parse(in.readAllBytes()), never);
    }
  }
}
