package lockstep.node.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import lockstep.node.scenario.HoconLexer.Kind;
import lockstep.node.scenario.HoconLexer.Token;

/**
 * Looks at HOCON text before the parser does, and refuses what the parser would do in silence or without bound:
 * substitutions, appending, deep nesting, endless keys and joins, and keys given twice. Takes time in proportion to the text
 * and one frame for each level of nesting, of which there are at most {@link #DEEPEST}. Includes of a plain file name are noted, all
 * others refused.
 */
final class HoconGuard {

  static final int DEEPEST = 32;

  /** The parser copies an object for each key that is merged into it. */
  static final int MOST_KEYS = 1000;

  /** The parser joins the parts of a value pairwise. */
  static final int MOST_PARTS = 256;

  /** Unquoted text can hold as many parts as it has characters. */
  static final int LONGEST_UNQUOTED = 1000;

  /** Twice as many as a list may have, since a comma after a line's end is counted with it. */
  static final int MOST_ELEMENTS = 2 * Entry.LONGEST_LIST;

  static final int MOST_LINES = 100_000;

  /** What the guard found: whether there is anything in the text, and whether the parser may see it. */
  enum Result {
    SAFE,
    BLANK,
    REFUSED
  }

  /** One level of nesting: where it is, and how far the scan is inside it. */
  private static final class Frame {
    private final List<String> path;
    private final boolean object;
    private HoconKeyText key = new HoconKeyText();
    private boolean inKey;
    private int elements;
    private int parts;
    private int unquoted;

    Frame(List<String> path, boolean object) {
      this.path = path;
      this.object = object;
      this.inKey = object;
    }

    void nextElement() {
      elements++;
      parts = 0;
      unquoted = 0;
      inKey = object;
      key = new HoconKeyText();
    }

    /** Where a value at this point of the scan belongs; the elements of a list are told apart by their number. */
    List<String> valuePath() {
      List<String> at = new ArrayList<>(path);
      at.addAll(object ? key.elements() : List.of("[" + elements + "]"));
      return at;
    }
  }

  private final Source source;
  private final Problems problems;
  private final HoconLexer lexer;
  private final HoconKeys keys = new HoconKeys();
  private final Deque<Frame> open = new ArrayDeque<>();
  private final HoconIncludes includes;
  private boolean blank = true;
  private boolean refused;

  HoconGuard(String text, Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.lexer = new HoconLexer(text);
    this.includes = new HoconIncludes(source, problems);
    open.push(new Frame(List.of(), true));
  }

  /** Adds the problems of the text; only a {@link Result#SAFE} text may be parsed. */
  Result check() {
    boolean exceeded = false;
    Token token = lexer.next();
    for (; token.kind() != Kind.END && !exceeded; token = lexer.next()) {
      blank &= token.kind() == Kind.NEWLINE || token.kind() == Kind.BLANK;
      accept(token);
      exceeded = exceeds(token);
    }
    includes.takes(token);
    return refused || exceeded || includes.refused() ? Result.REFUSED : blank ? Result.BLANK : Result.SAFE;
  }

  /** The includes of the text, in its order. */
  List<HoconIncludes.Include> includes() {
    return includes.all();
  }

  private void accept(Token token) {
    Frame frame = open.getFirst();
    if (includes.takes(token)) {
      return;
    }
    switch (token.kind()) {
      case NEWLINE -> newline(frame);
      case COMMA -> frame.nextElement();
      case BLANK, QUOTED, UNQUOTED -> text(frame, token);
      case ASSIGN -> assign(frame);
      case APPEND -> {
        refuse(token, pathShown(frame), "+= is not supported, write the whole list out");
        assign(frame);
      }
      case SUBSTITUTION -> refuse(token, pathShown(frame), "substitutions are not supported, write the value out");
      case OPEN_OBJECT, OPEN_LIST -> open(frame, token);
      case CLOSE_OBJECT, CLOSE_LIST -> {
        if (open.size() > 1) {
          open.pop();
        }
      }
      case END -> {}
    }
  }

  private static void newline(Frame frame) {
    if (frame.inKey) {
      frame.key.newline();
    } else if (frame.parts > 0) {
      frame.nextElement();
    }
  }

  private void text(Frame frame, Token token) {
    if (frame.inKey) {
      if (frame.key.startsWith(token, "include")) {
        includes.begin(token, frame.object && frame.path.isEmpty());
        return;
      }
      frame.key.add(token);
    } else if (token.kind() != Kind.BLANK) {
      part(frame, token.line(), false);
      frame.unquoted += token.kind() == Kind.UNQUOTED ? token.text().length() : 0;
    }
  }

  private static void assign(Frame frame) {
    frame.inKey = false;
  }

  private void open(Frame frame, Token token) {
    boolean object = token.kind() == Kind.OPEN_OBJECT;
    boolean wholeFile = frame.inKey && frame.key.isEmpty();
    if (!wholeFile) {
      assign(frame);
      part(frame, token.line(), object);
    }
    open.push(new Frame(wholeFile ? frame.path : frame.valuePath(), object));
  }

  /** A part of a value; the first one tells what kind of value its key has. */
  private void part(Frame frame, int line, boolean object) {
    if (frame.parts++ > 0 || !frame.object) {
      return;
    }
    List<String> path = frame.valuePath();
    for (int length = frame.path.size() + 1; length <= Math.min(path.size(), DEEPEST); length++) {
      List<String> prefix = path.subList(0, length);
      keys.note(prefix, line, object || length < path.size())
          .ifPresent(earlier -> problems.add(source.problem(line, shown(prefix), twice(earlier, line))));
    }
  }

  private static String twice(int earlier, int line) {
    return "must be given once, is given on " + (earlier == line ? "line " + line + " twice" : "lines " + earlier + " and " + line);
  }

  private boolean exceeds(Token token) {
    String rule = exceeded(open.getFirst(), token.line());
    if (!rule.isEmpty()) {
      problems.add(source.problem(token.line(), "", rule));
    }
    return !rule.isEmpty();
  }

  /** Which bound the scan has passed; empty while it has passed none. */
  private String exceeded(Frame frame, int line) {
    if (open.size() - 1 > DEEPEST || frame.path.size() + frame.key.size() > DEEPEST) {
      return "nests deeper than " + DEEPEST + " levels";
    }
    if (includes.all().size() >= ScenarioFiles.MOST_FILES) {
      return "has more than " + (ScenarioFiles.MOST_FILES - 1) + " includes";
    }
    if (keys.given() > MOST_KEYS) {
      return "has more than " + MOST_KEYS + " keys";
    }
    if (frame.elements > MOST_ELEMENTS) {
      return "has a list of more than " + Entry.LONGEST_LIST + " values";
    }
    if (frame.parts > MOST_PARTS || frame.key.parts() > MOST_PARTS) {
      return "has a value or key of more than " + MOST_PARTS + " parts; put long text between quotes";
    }
    if (frame.unquoted > LONGEST_UNQUOTED || frame.key.unquoted() > LONGEST_UNQUOTED) {
      return "has more than " + LONGEST_UNQUOTED + " characters without quotes; put long text between quotes";
    }
    return line > MOST_LINES ? "has more than " + MOST_LINES + " lines" : "";
  }

  private void refuse(Token token, String key, String message) {
    refused = true;
    problems.add(source.problem(token.line(), key, message));
  }

  private static String pathShown(Frame frame) {
    return frame.object ? shown(frame.valuePath()) : shown(frame.path);
  }

  private static String shown(List<String> path) {
    return String.join(".", path);
  }
}
