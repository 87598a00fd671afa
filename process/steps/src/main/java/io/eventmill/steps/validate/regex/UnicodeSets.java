package io.eventmill.steps.validate.regex;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** The named sets of ECMA 262: \d, \s, \w and \p{...}, after the Unicode version of this Java. */
final class UnicodeSets {
  static final CodePoints DIGIT = CodePoints.of('0', '9');
  static final CodePoints WORD =
      DIGIT.or(CodePoints.of('a', 'z')).or(CodePoints.of('A', 'Z')).or(CodePoints.single('_'));

  /** White space and line ends; wider than Java's \s. */
  static final CodePoints SPACE =
      CodePoints.of(0x09, 0x0d)
          .or(CodePoints.single(' '))
          .or(CodePoints.single(0xa0))
          .or(CodePoints.single(0x1680))
          .or(CodePoints.of(0x2000, 0x200a))
          .or(CodePoints.of(0x2028, 0x2029))
          .or(CodePoints.single(0x202f))
          .or(CodePoints.single(0x205f))
          .or(CodePoints.single(0x3000))
          .or(CodePoints.single(0xfeff));

  /** What the dot leaves out. */
  static final CodePoints LINE_END =
      CodePoints.single('\n').or(CodePoints.single('\r')).or(CodePoints.of(0x2028, 0x2029));

  private static final Map<String, String> LONG_NAMES = new HashMap<>();
  private static final Map<String, IntPredicate> BINARY = new HashMap<>();

  static {
    String[] pairs = {
      "Letter L",
      "Lowercase_Letter Ll",
      "Uppercase_Letter Lu",
      "Titlecase_Letter Lt",
      "Cased_Letter LC",
      "Modifier_Letter Lm",
      "Other_Letter Lo",
      "Mark M",
      "Combining_Mark M",
      "Nonspacing_Mark Mn",
      "Spacing_Mark Mc",
      "Enclosing_Mark Me",
      "Number N",
      "Decimal_Number Nd",
      "digit Nd",
      "Letter_Number Nl",
      "Other_Number No",
      "Punctuation P",
      "punct P",
      "Dash_Punctuation Pd",
      "Open_Punctuation Ps",
      "Close_Punctuation Pe",
      "Initial_Punctuation Pi",
      "Final_Punctuation Pf",
      "Connector_Punctuation Pc",
      "Other_Punctuation Po",
      "Symbol S",
      "Math_Symbol Sm",
      "Currency_Symbol Sc",
      "Modifier_Symbol Sk",
      "Other_Symbol So",
      "Separator Z",
      "Space_Separator Zs",
      "Line_Separator Zl",
      "Paragraph_Separator Zp",
      "Other C",
      "Control Cc",
      "cntrl Cc",
      "Format Cf",
      "Surrogate Cs",
      "Private_Use Co",
      "Unassigned Cn"
    };
    for (String pair : pairs) {
      int space = pair.indexOf(' ');
      LONG_NAMES.put(pair.substring(0, space), pair.substring(space + 1));
    }
    BINARY.put("Any", c -> true);
    BINARY.put("ASCII", c -> c < 0x80);
    BINARY.put("Assigned", Character::isDefined);
    BINARY.put("Alphabetic", Character::isAlphabetic);
    BINARY.put("Alpha", Character::isAlphabetic);
    BINARY.put("Lowercase", Character::isLowerCase);
    BINARY.put("Uppercase", Character::isUpperCase);
    BINARY.put("Ideographic", Character::isIdeographic);
    BINARY.put("ID_Start", Character::isUnicodeIdentifierStart);
    BINARY.put("ASCII_Hex_Digit", c -> c < 0x80 && Character.digit(c, 16) >= 0);
    BINARY.put("White_Space", c -> (SPACE.has(c) && c != 0xfeff) || c == 0x85);
  }

  /** Two-letter categories in the order of {@link Character#getType(int)}. */
  private static final String[] CATEGORIES = {
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "", "Zs", "Zl", "Zp",
    "Cc", "Cf", "", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"
  };

  private UnicodeSets() {}

  /** Made once each: a set costs a look at every code point. The names are few. */
  private static final Map<String, CodePoints> KNOWN = new ConcurrentHashMap<>();

  /** The set that stands between the braces of \p{...}: a category, a script or a property. */
  static CodePoints property(String text) {
    CodePoints known = KNOWN.get(text);
    if (known == null) {
      known = find(text);
      KNOWN.put(text, known);
    }
    return known;
  }

  private static CodePoints find(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(equals + 1);
    String kind = equals < 0 ? "" : text.substring(0, equals);
    return switch (kind) {
      case "" -> BINARY.containsKey(name) ? CodePoints.where(BINARY.get(name)) : category(name);
      case "General_Category", "gc" -> category(name);
      case "Script", "sc" -> script(name);
      default -> throw unknown(text);
    };
  }

  private static CodePoints category(String name) {
    String wanted = LONG_NAMES.getOrDefault(name, name);
    if (wanted.equals("LC")) {
      return category("Lu").or(category("Ll")).or(category("Lt"));
    }
    boolean known = false;
    boolean[] types = new boolean[CATEGORIES.length];
    for (int i = 0; i < CATEGORIES.length; i++) {
      types[i] = !wanted.isEmpty() && wanted.length() <= 2 && CATEGORIES[i].startsWith(wanted);
      known |= types[i];
    }
    if (!known) {
      throw unknown(name);
    }
    return CodePoints.where(c -> types[Character.getType(c)]);
  }

  private static CodePoints script(String name) {
    Character.UnicodeScript script;
    try {
      script = Character.UnicodeScript.forName(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw unknown("Script=" + name);
    }
    return CodePoints.where(c -> Character.UnicodeScript.of(c) == script);
  }

  private static PatternSyntax unknown(String property) {
    return new PatternSyntax(
        "no such property: \\p{"
            + property
            + "}; known are the general categories (\\p{L}, \\p{Lu}, \\p{Nd} ...), scripts"
            + " (\\p{Script=Greek}) and a few such as \\p{Alphabetic}");
  }
}
