package lockstep.node.expectation;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.expectation.ClaimLexer.Kind;
import lockstep.node.expectation.ClaimLexer.Token;
import lockstep.node.expectation.Figure.Unit;

/**
 * Reads a claim:
 *
 * <pre>
 * claim    = figure relation literal
 *          | figure relation [ factor "*" ] figure
 *          | figure "of" engine relation [ factor "*" ] figure "of" engine
 * relation = "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "!="
 * literal  = number [ "ns" | "us" | "ms" | "s" ]        a unit when the figure is a time, and none when it is not
 * factor   = number                                     more than 0
 * </pre>
 */
final class ClaimParser {

  private static final int LONGEST_NUMBER = 30;

  /** Numbers beyond are no measurement of anything, and slow to compare. */
  private static final int MOST_DIGITS = 40;

  private static final Map<String, BigDecimal> UNIT_NANOS =
      Map.of("ns", BigDecimal.ONE, "us", new BigDecimal("1e3"), "ms", new BigDecimal("1e6"), "s", new BigDecimal("1e9"));

  private static final String UNITS = "a unit (ns, us, ms or s)";

  private final List<Token> tokens;
  private int next;

  ClaimParser(String text) {
    this.tokens = ClaimLexer.tokens(text);
  }

  Claim claim() throws ClaimException {
    Figure left = figure("a figure");
    boolean between = takeOf();
    String leftEngine = between ? engine() : "";
    Relation relation = relation(between);
    if (!between && peek().kind() == Kind.NUMBER && tokens.get(next + 1).kind() != Kind.TIMES) {
      BigDecimal value = literal(left);
      end("the end");
      return new Claim.Bound(left, relation, value);
    }
    BigDecimal factor = factor(between);
    Token at = peek();
    Figure right = figure(between ? "a figure" : "a number or a figure");
    if (right.unit() != left.unit()) {
      throw failed(at, left.unit() == Unit.TIME ? "a time, as " + left.id() + " is one" : "no time, as " + left.id() + " is none");
    }
    if (!between) {
      end("the end (\"of ENGINE\" stands on both sides or on neither)");
      return new Claim.Within(left, relation, factor, right);
    }
    if (!takeOf()) {
      throw failed(peek(), "\"of ENGINE\", as on the left");
    }
    String rightEngine = engine();
    end("the end");
    return new Claim.Between(left, leftEngine, relation, factor, right, rightEngine);
  }

  private Figure figure(String expected) throws ClaimException {
    Token token = peek();
    Optional<Figure> figure = token.kind() == Kind.WORD ? Figure.named(token.text()) : Optional.empty();
    if (figure.isEmpty()) {
      throw new ClaimException(
          token.column(), expected, token.text(), token.kind() == Kind.WORD ? Figure.ids() : List.of());
    }
    next++;
    return figure.get();
  }

  private boolean takeOf() {
    boolean of = peek().kind() == Kind.WORD && peek().text().equals("of");
    next += of ? 1 : 0;
    return of;
  }

  private String engine() throws ClaimException {
    return take(Kind.WORD, "the name of an engine").text();
  }

  private Relation relation(boolean between) throws ClaimException {
    Token token = peek();
    Optional<Relation> relation =
        Arrays.stream(Relation.values()).filter(known -> known.sign().equals(token.text())).findFirst();
    if (relation.isEmpty()) {
      throw failed(token, between ? "one of < <= > >= == !=" : "\"of\" or one of < <= > >= == !=");
    }
    next++;
    return relation.get();
  }

  private BigDecimal literal(Figure figure) throws ClaimException {
    BigDecimal number = number();
    Token unit = peek();
    if (figure.unit() == Unit.NUMBER) {
      if (unit.kind() == Kind.WORD) {
        throw failed(unit, "no unit, as " + figure.id() + " is no time");
      }
      return canonical(number);
    }
    BigDecimal nanos = UNIT_NANOS.get(unit.text());
    if (nanos == null) {
      throw failed(unit, UNITS);
    }
    next++;
    return canonical(number.multiply(nanos));
  }

  /** What the figure on the right is multiplied by; 1 when nothing is said. */
  private BigDecimal factor(boolean between) throws ClaimException {
    if (peek().kind() != Kind.NUMBER) {
      return BigDecimal.ONE;
    }
    Token at = peek();
    BigDecimal factor = number();
    if (factor.signum() == 0) {
      throw failed(at, "a factor above 0");
    }
    take(Kind.TIMES, between ? "* and a figure, as \"of ENGINE\" stands on the left" : "*");
    return canonical(factor);
  }

  private BigDecimal number() throws ClaimException {
    Token token = take(Kind.NUMBER, "a number");
    if (token.text().length() <= LONGEST_NUMBER) {
      BigDecimal number = new BigDecimal(token.text());
      if (Math.abs((long) number.scale()) <= MOST_DIGITS) {
        return number;
      }
    }
    throw failed(token, "a number of at most " + LONGEST_NUMBER + " characters, and exponents of at most " + MOST_DIGITS);
  }

  /** Equal values are equal objects. */
  private static BigDecimal canonical(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  private void end(String expected) throws ClaimException {
    take(Kind.END, expected);
  }

  private Token take(Kind kind, String expected) throws ClaimException {
    Token token = peek();
    if (token.kind() != kind) {
      throw failed(token, expected);
    }
    next++;
    return token;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private static ClaimException failed(Token token, String expected) {
    return new ClaimException(token.column(), expected, token.text(), List.of());
  }
}
