package lockstep.node.source;

import java.net.URI;
import java.net.URISyntaxException;
import javax.tools.SimpleJavaFileObject;

/** The file that is compiled, as the compiler sees it. */
final class SourceText extends SimpleJavaFileObject {

  private final String name;
  private final String text;

  SourceText(String name, String text) {
    super(uri(name), Kind.SOURCE);
    this.name = name;
    this.text = text;
  }

  private static URI uri(String name) {
    try {
      return new URI("source", "", "/" + name, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no file can be called " + name, e);
    }
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
