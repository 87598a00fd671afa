package io.eventmill.simulate.drawn;

import java.util.List;

/** User agents as browsers send them. The system in it is drawn apart from the visitor's own. */
public final class Browser {
  private static final List<String> SYSTEMS = List.of("Windows", "MacOS", "Linux");
  private static final List<String> TRIDENT =
      List.of(
          "compatible; MSIE 8.0; Windows NT 5.1; Trident/4.0",
          "compatible; MSIE 9.0; Windows NT 6.0; Trident/5.0",
          "compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0",
          "compatible; MSIE 10.0; Windows NT 6.1; WOW64; Trident/6.0",
          "compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0");

  private Browser() {}

  /** A browser of the user's own weights file that is not known here goes by its name. */
  public static String userAgent(String browser, Dice dice) {
    String system = OperatingSystem.token(dice.oneOf(SYSTEMS), dice);
    return switch (browser) {
      case "Chrome" -> chrome(system, 90 + dice.below(50));
      case "Firefox" -> firefox(system, 78 + dice.below(60));
      case "InternetExplorer" -> "Mozilla/5.0 (" + dice.oneOf(TRIDENT) + ")";
      case "Safari" -> safari(dice);
      case "Opera" -> opera(system, dice);
      default -> "Mozilla/5.0 (" + system + ") " + browser + "/" + (1 + dice.below(20)) + ".0";
    };
  }

  private static String chrome(String system, int version) {
    return "Mozilla/5.0 ("
        + system
        + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
        + version
        + ".0.0.0 Safari/537.36";
  }

  private static String firefox(String system, int version) {
    boolean mac = system.startsWith("Macintosh"); // whose version Firefox writes with dots
    return "Mozilla/5.0 ("
        + (mac ? system.replace('_', '.') : system)
        + "; rv:"
        + version
        + ".0) Gecko/20100101 Firefox/"
        + version
        + ".0";
  }

  private static String safari(Dice dice) {
    String mobile = dice.below(2) == 0 ? "" : " Mobile/15E148";
    String system = OperatingSystem.token(mobile.isEmpty() ? "MacOS" : "iOS", dice);
    return "Mozilla/5.0 ("
        + system
        + ") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/"
        + (12 + dice.below(7))
        + "."
        + dice.below(6)
        + mobile
        + " Safari/605.1.15";
  }

  private static String opera(String system, Dice dice) {
    if (dice.below(2) == 0) {
      return "Opera/9.80 (" + system + ") Presto/2.12.388 Version/12." + (10 + dice.below(9));
    }
    int version = 76 + dice.below(40);
    return chrome(system, version + 14) + " OPR/" + version + ".0.0.0";
  }
}
