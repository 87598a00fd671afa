package io.eventmill.simulate.drawn;

import java.util.List;
import java.util.Map;

/** The token by which an operating system names itself in a user agent. */
public final class OperatingSystem {
  private static final List<String> ANDROID =
      List.of(
          "2.3.3", "4.0.4", "4.4.2", "5.1.1", "6.0.1", "7.0", "7.1.2", "8.1.0", "9", "10", "11",
          "12", "13", "14", "15");
  private static final List<String> WINDOWS =
      List.of(
          "Windows NT 5.1",
          "Windows NT 6.0",
          "Windows NT 6.1",
          "Windows NT 6.1; Win64; x64",
          "Windows NT 6.2",
          "Windows NT 6.3; Win64; x64",
          "Windows NT 10.0",
          "Windows NT 10.0; Win64; x64");
  private static final List<String> MAC =
      List.of(
          "10_9_5", "10_10_5", "10_11_6", "10_12_6", "10_13_6", "10_14_6", "10_15_7", "11_7_10",
          "12_7_6", "13_6_9", "14_6_1");
  private static final List<String> LINUX =
      List.of(
          "X11; Linux i686",
          "X11; Linux x86_64",
          "X11; Linux aarch64",
          "X11; Ubuntu; Linux x86_64",
          "X11; Fedora; Linux x86_64");
  private static final List<String> IOS =
      List.of(
          "5_1_1", "6_1_6", "7_1_2", "8_4_1", "9_3_5", "10_3_3", "11_4_1", "12_5_7", "13_7",
          "14_8_1", "15_8", "16_7", "17_6_1", "18_1");
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "Windows", WINDOWS,
          "MacOS", MAC.stream().map(v -> "Macintosh; Intel Mac OS X " + v).toList(),
          "Linux", LINUX,
          "Android", ANDROID.stream().map(v -> "Android " + v).toList(),
          "iOS", IOS.stream().map(OperatingSystem::apple).toList());

  private OperatingSystem() {}

  /** A system of the user's own weights file that is not known here goes by its name. */
  public static String token(String name, Dice dice) {
    return dice.oneOf(KNOWN.getOrDefault(name, List.of(name)));
  }

  public static boolean isMobile(String name) {
    return name.equals("Android") || name.equals("iOS");
  }

  private static String apple(String version) {
    String device = version.length() % 2 == 0 ? "iPad; CPU OS " : "iPhone; CPU iPhone OS ";
    return device + version + " like Mac OS X";
  }
}
