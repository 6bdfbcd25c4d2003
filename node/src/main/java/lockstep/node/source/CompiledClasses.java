package lockstep.node.source;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Keeps in memory what the compiler would write to files. */
final class CompiledClasses extends ForwardingJavaFileManager<StandardJavaFileManager> {

  private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();

  CompiledClasses(StandardJavaFileManager reading) {
    super(reading);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    return new ClassFile(className, kind);
  }

  /** The class files by the binary name of their class. */
  Map<String, String> inBase64() {
    Map<String, String> texts = new TreeMap<>();
    files.forEach((name, bytes) -> texts.put(name, Base64.getEncoder().encodeToString(bytes.toByteArray())));
    return texts;
  }

  private final class ClassFile extends SimpleJavaFileObject {

    private final String className;

    ClassFile(String className, Kind kind) {
      super(URI.create("memory:///class"), kind);
      this.className = className;
    }

    @Override
    public OutputStream openOutputStream() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      files.put(className, bytes);
      return bytes;
    }
  }
}
