package lockstep.node.expectation;

import java.math.BigDecimal;

/** How two values compare. Values are compared exactly, without rounding. */
public enum Relation {
  LESS("<"),
  AT_MOST("<="),
  MORE(">"),
  AT_LEAST(">="),
  EQUAL("=="),
  DIFFERENT("!=");

  private final String sign;

  Relation(String sign) {
    this.sign = sign;
  }

  /** As expectations write it. */
  public String sign() {
    return sign;
  }

  /** Whether {@code left} is so related to {@code right}. */
  public boolean holds(BigDecimal left, BigDecimal right) {
    int order = left.compareTo(right);
    return switch (this) {
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
      case EQUAL -> order == 0;
      case DIFFERENT -> order != 0;
    };
  }
}
