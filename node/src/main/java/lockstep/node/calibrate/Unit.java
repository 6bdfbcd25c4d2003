package lockstep.node.calibrate;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a figure is counted in. */
public enum Unit {
  PER_SECOND("1/s"),
  NANOS("ns"),
  BYTES("bytes"),
  COUNT("count"),
  SHARE("share");

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  /** As it stands in JSON. */
  @JsonValue
  public String text() {
    return text;
  }
}
