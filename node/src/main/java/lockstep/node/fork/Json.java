package lockstep.node.fork;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the program writes and reads JSON: absent values are left out. */
public final class Json {

  private static final JsonMapper LINE =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();
  private static final JsonMapper PRETTY = LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** On one line. */
  public static String line(Object value) {
    return LINE.writeValueAsString(value);
  }

  /** For people, on many lines. */
  public static String pretty(Object value) {
    return PRETTY.writeValueAsString(value) + "\n";
  }

  /** The same as {@link #read}, of a text of which only the form is known. */
  public static JsonNode tree(String json) {
    return LINE.readTree(json);
  }

  /** Reads what {@link #tree} returned. */
  public static <T> T read(JsonNode tree, Class<T> type) {
    return LINE.treeToValue(tree, type);
  }

  /** Reads what {@link #line} or {@link #pretty} wrote. */
  public static <T> T read(String json, Class<T> type) {
    return LINE.readValue(json, type);
  }
}
