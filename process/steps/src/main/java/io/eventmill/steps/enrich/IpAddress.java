package io.eventmill.steps.enrich;

import java.util.Arrays;

/**
 * An IP address from a text. Never asks a name server, as the JDK's own reader would for a text
 * that only looks like an address. One of IPv4 inside IPv6 ({@code ::ffff:1.2.3.4}) is IPv4.
 */
final class IpAddress {
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int GROUPS = 8;

  /** Longer texts are not addresses: eight groups, a zone and a port. */
  private static final int LENGTH_MAX = 100;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param text may have brackets, a port, or a zone, which do not count
   * @return null for a text that is no address
   */
  static IpAddress parse(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      return null;
    }
    String address = withoutPort(text);
    int zone = address.indexOf('%');
    boolean v6 = address.indexOf(':') >= 0;
    if (zone >= 0 && v6) {
      address = address.substring(0, zone);
    }
    byte[] bytes = v6 ? v6(address) : v4(address);
    return bytes == null ? null : new IpAddress(mapped(bytes));
  }

  boolean isV4() {
    return bytes.length == V4_BYTES;
  }

  /** The bytes in network order; the caller must not change them. */
  byte[] bytes() {
    return bytes;
  }

  /** The address with that many of its last bits set to zero. */
  IpAddress withoutLast(int bits) {
    byte[] kept = bytes.clone();
    int left = bits;
    for (int i = kept.length - 1; i >= 0 && left > 0; i--, left -= Byte.SIZE) {
      kept[i] = left >= Byte.SIZE ? 0 : (byte) (kept[i] & 0xff << left);
    }
    return new IpAddress(kept);
  }

  /** As RFC 5952 writes it: the longest run of zeros is {@code ::}. */
  @Override
  public String toString() {
    if (isV4()) {
      return (bytes[0] & 0xff)
          + "."
          + (bytes[1] & 0xff)
          + "."
          + (bytes[2] & 0xff)
          + "."
          + (bytes[3] & 0xff);
    }
    int from = 0;
    int run = 1; // a single zero is written out
    for (int i = 0, length; i < GROUPS; i += Math.max(1, length)) {
      length = 0;
      while (i + length < GROUPS && group(i + length) == 0) {
        length++;
      }
      if (length > run) {
        from = i;
        run = length;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (run > 1 && i == from) {
        out.append("::");
        i += run - 1;
      } else {
        boolean first = out.isEmpty() || out.charAt(out.length() - 1) == ':';
        out.append(first ? "" : ":").append(Integer.toHexString(group(i)));
      }
    }
    return out.toString();
  }

  private int group(int i) {
    return (bytes[2 * i] & 0xff) << Byte.SIZE | bytes[2 * i + 1] & 0xff;
  }

  private static String withoutPort(String text) {
    if (text.charAt(0) == '[') {
      int end = text.indexOf(']');
      return end < 0 || !isPort(text, end + 1) ? "" : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    boolean one = colon >= 0 && colon == text.lastIndexOf(':');
    return one && isPort(text, colon) ? text.substring(0, colon) : text;
  }

  /** True at the end, or before a colon and digits. */
  private static boolean isPort(String text, int at) {
    if (at == text.length()) {
      return true;
    }
    return text.charAt(at) == ':'
        && at + 1 < text.length()
        && text.substring(at + 1).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static byte[] v4(String text) {
    byte[] bytes = new byte[V4_BYTES];
    String[] octets = text.split("\\.", -1);
    if (octets.length != V4_BYTES) {
      return null;
    }
    for (int i = 0; i < V4_BYTES; i++) {
      int value = number(octets[i], 10, 3);
      boolean octal = octets[i].length() > 1 && octets[i].charAt(0) == '0';
      if (value < 0 || value > 255 || octal) {
        return null;
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  private static byte[] v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == V6_BYTES ? all : null;
    }
    byte[] before = groups(text.substring(0, gap));
    byte[] behind = groups(text.substring(gap + 2));
    if (before == null || behind == null || before.length + behind.length > V6_BYTES - 2) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(before, V6_BYTES);
    System.arraycopy(behind, 0, bytes, V6_BYTES - behind.length, behind.length);
    return bytes;
  }

  private static byte[] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] groups = text.split(":", -1);
    byte[] bytes = new byte[0];
    for (int i = 0; i < groups.length; i++) {
      byte[] more;
      if (i == groups.length - 1 && groups[i].indexOf('.') >= 0) {
        more = v4(groups[i]);
      } else {
        int value = number(groups[i], 16, 4);
        more = value < 0 ? null : new byte[] {(byte) (value >> Byte.SIZE), (byte) value};
      }
      if (more == null || bytes.length + more.length > V6_BYTES) {
        return null;
      }
      int had = bytes.length;
      bytes = Arrays.copyOf(bytes, had + more.length);
      System.arraycopy(more, 0, bytes, had, more.length);
    }
    return bytes;
  }

  /** -1 for anything but one to so many digits of the base. */
  private static int number(String digits, int base, int most) {
    if (digits.isEmpty() || digits.length() > most) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, base) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * base + digit;
    }
    return value;
  }

  private static byte[] mapped(byte[] bytes) {
    if (bytes.length == V4_BYTES) {
      return bytes;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return bytes;
      }
    }
    boolean mapped = bytes[10] == -1 && bytes[11] == -1;
    return mapped ? Arrays.copyOfRange(bytes, V6_BYTES - V4_BYTES, V6_BYTES) : bytes;
  }
}
