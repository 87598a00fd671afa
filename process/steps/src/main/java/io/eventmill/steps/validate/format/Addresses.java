package io.eventmill.steps.validate.format;

import static io.eventmill.steps.validate.format.Ascii.isAlphanumeric;
import static io.eventmill.steps.validate.format.Ascii.isDigit;
import static io.eventmill.steps.validate.format.Ascii.isHex;

import java.util.Arrays;

/** Addresses of machines and people. */
final class Addresses {
  /** Common last parts of a domain, as four bytes; the library keeps the whole list. */
  private static final int[] ENDINGS =
      endings(
          "com", "net", "org", "edu", "gov", "info", "biz", "io", "dev", "app", "de", "fr", "uk",
          "us", "eu", "nl", "it", "es", "pl", "ru", "jp", "cn", "in", "br", "ca", "au", "ch", "at",
          "se", "be");

  private Addresses() {}

  static boolean isIpv4(byte[] text, int from, int to) {
    int at = from;
    for (int part = 0; part < 4; part++) {
      if (part > 0 && (at >= to || text[at++] != '.')) {
        return false;
      }
      int first = at;
      int value = 0;
      while (at < to && at < first + 3 && isDigit(text[at])) {
        value = value * 10 + text[at++] - '0';
      }
      boolean padded = at > first + 1 && text[first] == '0';
      if (at == first || value > 255 || padded) {
        return false;
      }
    }
    return at == to;
  }

  /** Eight groups, or fewer with one gap; those that end in an IPv4 address are left out. */
  static boolean isIpv6(byte[] text, int from, int to) {
    int groups = 0;
    boolean gap = false;
    int at = from;
    while (at < to) {
      int first = at;
      while (at < to && at < first + 4 && isHex(text[at])) {
        at++;
      }
      groups += at > first ? 1 : 0;
      if (at == to) {
        return at > first && (gap ? groups <= 7 : groups == 8);
      }
      if (text[at] != ':') {
        return false;
      }
      boolean doubled = at + 1 < to && text[at + 1] == ':';
      if (doubled ? gap : at == first) {
        return false;
      }
      gap |= doubled;
      at += doubled ? 2 : 1;
      if (at == to) {
        return doubled && groups <= 7;
      }
    }
    return false;
  }

  static boolean isHostname(byte[] text, int from, int to) {
    int label = from;
    for (int i = from; i <= to; i++) {
      if (i == to || text[i] == '.') {
        if (!label(text, label, i)) {
          return false;
        }
        label = i + 1;
      }
    }
    return true;
  }

  private static boolean label(byte[] text, int from, int to) {
    boolean good =
        to > from && to - from <= 63 && isAlphanumeric(text[from]) && isAlphanumeric(text[to - 1]);
    for (int i = from; good && i < to; i++) {
      good = isAlphanumeric(text[i]) || text[i] == '-';
    }
    return good;
  }

  static boolean isEmail(byte[] text, int from, int to) {
    int at = from;
    boolean dot = true; // none at the beginning, none beside another
    while (at < to && text[at] != '@') {
      boolean thisDot = text[at] == '.';
      boolean plain = isAlphanumeric(text[at]) || "_-+".indexOf(text[at]) >= 0;
      if (!plain && (!thisDot || dot)) {
        return false;
      }
      dot = thisDot;
      at++;
    }
    return at < to && !dot && at - from <= 64 && to - at <= 254 && isDomain(text, at + 1, to);
  }

  private static boolean isDomain(byte[] text, int from, int to) {
    int last = to;
    while (last > from && text[last - 1] != '.') {
      last--;
    }
    if (last == from || to - last > 4 || !isHostname(text, from, to)) {
      return false;
    }
    for (int i = from; i + 1 < to; i++) {
      if (text[i] == '-' && text[i + 1] == '-') { // may be a name in disguise: xn--...
        return false;
      }
    }
    int ending = 0;
    for (int i = last; i < to; i++) {
      ending = ending << 8 | text[i];
    }
    return Arrays.binarySearch(ENDINGS, ending) >= 0;
  }

  private static int[] endings(String... names) {
    int[] packed = new int[names.length];
    for (int n = 0; n < names.length; n++) {
      for (int i = 0; i < names[n].length(); i++) {
        packed[n] = packed[n] << 8 | names[n].charAt(i);
      }
    }
    Arrays.sort(packed);
    return packed;
  }
}
