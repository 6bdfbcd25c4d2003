package lockstep.node.result;

import java.io.IOException;
import java.nio.file.Path;

/** A result document of another version of its form than this program writes; tells the remedy in one line. */
final class OtherSchema extends IOException {

  private static final long serialVersionUID = 1L;

  private final int schema;

  OtherSchema(Path file, int schema) {
    super(
        file
            + " has schema "
            + schema
            + ", and this program reads schema "
            + ResultDocument.SCHEMA
            + ": "
            + (schema < ResultDocument.SCHEMA
                ? "run it again, with ./lockstep run " + file.resolveSibling("scenario.conf")
                : "read it with the program that wrote it"));
    this.schema = schema;
  }

  /** The version that it has. */
  int schema() {
    return schema;
  }
}
