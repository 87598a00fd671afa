package io.eventmill.simulate.drawn;

/** IPv4 addresses that could be somebody's on the open internet. */
public final class PublicAddress {
  private PublicAddress() {}

  public static String draw(Dice dice) {
    int address;
    do {
      address = (int) (dice.next() >>> 32);
    } while (!isPublic(address));
    return part(address, 24)
        + "."
        + part(address, 16)
        + "."
        + part(address, 8)
        + "."
        + part(address, 0);
  }

  /** Outside of all blocks of IANA's special-purpose registry, of multicast and reserved space. */
  public static boolean isPublic(int address) {
    int first = part(address, 24);
    int second = part(address, 16);
    int third = part(address, 8);
    return switch (first) {
      case 0, 10, 127 -> false;
      case 100 -> second < 64 || second > 127;
      case 169 -> second != 254;
      case 172 -> second < 16 || second > 31;
      case 192 ->
          second != 168
              && !(second == 0 && (third == 0 || third == 2))
              && !(second == 31 && third == 196)
              && !(second == 52 && third == 193)
              && !(second == 88 && third == 99)
              && !(second == 175 && third == 48);
      case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
      case 203 -> second != 0 || third != 113;
      default -> first < 224;
    };
  }

  private static int part(int address, int shift) {
    return address >>> shift & 0xff;
  }
}
