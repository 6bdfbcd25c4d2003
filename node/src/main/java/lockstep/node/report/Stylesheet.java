package lockstep.node.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * How the page looks.
 *
 * @param text as it stands in the page
 */
public record Stylesheet(String text) {

  /** That of the program. */
  static Stylesheet read() {
    try (InputStream in = Objects.requireNonNull(Stylesheet.class.getResourceAsStream("report.css"), "report.css is missing")) {
      return new Stylesheet(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Allows this style and nothing else: no script, no request, no other style. */
  public String policy() {
    return "default-src 'none'; style-src 'sha256-" + hash() + "'; base-uri 'none'; form-action 'none'";
  }

  private String hash() {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
