package lockstep.cluster.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes keys and certificates with the JDK's own tool. */
final class Certificates {

  static final char[] PASSWORD = "changeit".toCharArray();

  private static final String STORE = "node.p12";
  private static final String SIGNER = "ca";
  private static final String NODE = "node";

  private Certificates() {}

  /** Makes a signer, and a key and a certificate of it, as the files that a node is given; the store of them is {@code node.p12}. */
  static Path in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(folder);
    keytool(folder, "-alias", SIGNER, "-dname", "CN=signer", "-ext", "bc:c");
    keytool(folder, "-alias", NODE, "-dname", "CN=lockstep-node", "-signer", SIGNER);
    KeyStore store = store(folder);
    Certificate signer = store.getCertificate(SIGNER);
    // Its key is nobody's.
    store.deleteEntry(SIGNER);
    store.setCertificateEntry(SIGNER, signer);
    try (OutputStream out = Files.newOutputStream(folder.resolve(STORE))) {
      store.store(out, PASSWORD);
    }
    Files.writeString(folder.resolve("ca.crt"), pem("CERTIFICATE", signer.getEncoded()));
    Files.writeString(folder.resolve("tls.crt"), pem("CERTIFICATE", store.getCertificate(NODE).getEncoded()));
    Files.writeString(folder.resolve("tls.key"), pem("PRIVATE KEY", store.getKey(NODE, PASSWORD).getEncoded()));
    return folder;
  }

  /** The key, its certificate and the signer's. */
  static KeyStore store(Path folder) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(STORE))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static String pem(String kind, byte[] encoded) {
    return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind + "-----\n";
  }

  /** Makes a key, and a certificate of it. */
  private static void keytool(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keyalg", "RSA", "-validity", "2", "-keystore", folder.resolve(STORE).toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("keytool: " + said);
    }
  }
}
