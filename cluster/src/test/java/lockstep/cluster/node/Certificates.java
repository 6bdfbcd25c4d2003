package lockstep.cluster.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes keys and certificates with the JDK's own tool. */
final class Certificates {

  static final char[] PASSWORD = "changeit".toCharArray();

  private Certificates() {}

  /** Makes a signer, and a key and a certificate of it, as the files that a node is given; the store of them is {@code node.p12}. */
  static Path in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(folder);
    Path signer = folder.resolve("signer.p12");
    Path node = folder.resolve("node.p12");
    keytool(signer, "-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-dname", "CN=signer", "-ext", "bc:c", "-validity", "2");
    keytool(signer, "-exportcert", "-rfc", "-alias", "ca", "-file", folder.resolve("ca.crt").toString());
    keytool(node, "-genkeypair", "-alias", "node", "-keyalg", "RSA", "-dname", "CN=lockstep-node", "-validity", "2");
    keytool(node, "-certreq", "-alias", "node", "-file", folder.resolve("node.csr").toString());
    keytool(
        signer, "-gencert", "-rfc", "-alias", "ca", "-infile", folder.resolve("node.csr").toString(), "-outfile", folder.resolve("tls.crt").toString(), "-validity", "2");
    keytool(node, "-importcert", "-noprompt", "-alias", "ca", "-file", folder.resolve("ca.crt").toString());
    keytool(node, "-importcert", "-noprompt", "-alias", "node", "-file", folder.resolve("tls.crt").toString());
    Files.writeString(folder.resolve("tls.key"), pem(store(folder).getKey("node", PASSWORD)));
    return folder;
  }

  /** The key, its certificate and the signer's. */
  static KeyStore store(Path folder) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("node.p12"))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static String pem(Key key) {
    return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()) + "\n-----END PRIVATE KEY-----\n";
  }

  private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("keytool: " + said);
    }
  }
}
