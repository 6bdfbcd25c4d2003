package lockstep.node.fork;

import com.fasterxml.jackson.annotation.JsonInclude;
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

  /** Reads what {@link #line} or {@link #pretty} wrote. */
  public static <T> T read(String json, Class<T> type) {
    return LINE.readValue(json, type);
  }
}
