package io.eventmill.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/** Every form beside what java.time makes of it. */
class EventTimeAgainstJavaTimeTest {
  private static final long YEAR_1 = -62_135_596_800L;
  private static final long YEAR_9999 = 253_402_300_799L;
  private static final long YEAR_1980 = 315_532_800L;
  private static final long YEAR_2040 = 2_208_988_800L;

  private static final List<ZoneId> ZONES =
      List.of(
          ZoneOffset.UTC,
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"), // half an hour of daylight saving
          ZoneId.of("Pacific/Apia"), // a whole day skipped
          ZoneId.of("Asia/Kolkata"),
          ZoneOffset.ofHoursMinutes(-3, -30));

  private static final List<DateTimeFormatter> NAIVE =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE_TIME,
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"),
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS"),
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS"),
          DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss"),
          DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm"));

  private static final List<DateTimeFormatter> WITH_OFFSET =
      List.of(
          DateTimeFormatter.ISO_OFFSET_DATE_TIME,
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSZ"),
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx"),
          DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("d/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH));

  @Property(tries = 3_000)
  void readsLocalTimesOfAnyYear(
      @ForAll @LongRange(min = YEAR_1 + 86_400, max = YEAR_9999 - 86_400) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(max = 5) int form,
      @ForAll @IntRange(max = 6) int zone)
      throws TimeFormatException {
    readsLocalTime(LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC), form, zone);
  }

  /** Within a day of a clock change, where local times are skipped or come twice. */
  @Property(tries = 3_000)
  void readsLocalTimesAroundClockChanges(
      @ForAll @LongRange(min = YEAR_1980, max = YEAR_2040) long second,
      @ForAll @IntRange(min = -100_000, max = 100_000) int away,
      @ForAll @IntRange(max = 5) int form,
      @ForAll @IntRange(min = 1, max = 4) int zone)
      throws TimeFormatException {
    LocalDateTime change =
        ZONES
            .get(zone)
            .getRules()
            .previousTransition(Instant.ofEpochSecond(second))
            .getDateTimeBefore();

    readsLocalTime(change.plusSeconds(away), form, zone);
  }

  private static void readsLocalTime(LocalDateTime local, int form, int zone)
      throws TimeFormatException {
    String text = NAIVE.get(form).format(local);
    LocalDateTime written = LocalDateTime.parse(text, NAIVE.get(form));

    long micros = new EventTime(ZONES.get(zone)).micros(text);

    assertThat(micros).as(text).isEqualTo(micros(written.atZone(ZONES.get(zone))));
  }

  @Property(tries = 3_000)
  void readsTimesWithOffset(
      @ForAll @LongRange(min = YEAR_1 + 86_400, max = YEAR_9999 - 86_400) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes,
      @ForAll @IntRange(max = 4) int form)
      throws TimeFormatException {
    OffsetDateTime time =
        LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC)
            .atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    String text = WITH_OFFSET.get(form).format(time);
    OffsetDateTime written = OffsetDateTime.parse(text, WITH_OFFSET.get(form));

    long micros = new EventTime(ZoneId.of("Europe/Berlin")).micros(text);

    assertThat(micros).as(text).isEqualTo(micros(written.toZonedDateTime()));
  }

  @Property
  void readsDates(@ForAll @IntRange(min = -700_000, max = 2_900_000) int day)
      throws TimeFormatException {
    LocalDate date = LocalDate.ofEpochDay(day);

    for (ZoneId zone : ZONES) {
      long expected = micros(date.atStartOfDay().atZone(zone));
      assertThat(new EventTime(zone).micros(date.toString())).isEqualTo(expected);
    }
  }

  @Property(tries = 3_000)
  void readsEpochNumbers(
      @ForAll @LongRange(min = 0, max = 99_999_999_999_999_999L) long digits,
      @ForAll @IntRange(min = -8, max = 17) int scale,
      @ForAll boolean negative)
      throws TimeFormatException {
    BigDecimal number = BigDecimal.valueOf(negative ? -digits : digits, scale);
    OptionalLong expected = epochMicros(number);
    EventTime time = new EventTime(ZoneOffset.UTC);

    for (String text : List.of(number.toString(), number.toPlainString())) {
      assertThat(read(time, text)).as(text).isEqualTo(expected);
    }
  }

  /** Damaged times: the same verdict and time as a regular expression and java.time. */
  @Property(tries = 10_000)
  void takesAndRefusesWhatAPatternDoes(@ForAll long seed) {
    Random random = new Random(seed);
    String text = damaged(GOOD.get(random.nextInt(GOOD.size())), random);
    ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));

    assertThat(read(new EventTime(zone), text)).as(text).isEqualTo(byPattern(text, zone));
  }

  @Property
  void refusesAnyOtherTextWithASentence(@ForAll @StringLength(max = 70) String text) {
    read(new EventTime(ZoneOffset.UTC), text); // anything but a TimeFormatException fails
  }

  private static OptionalLong read(EventTime time, String text) {
    try {
      return OptionalLong.of(time.micros(text));
    } catch (TimeFormatException e) {
      assertThat(e.getMessage()).isNotBlank();
      return OptionalLong.empty();
    }
  }

  private static final List<String> GOOD =
      List.of(
          "2015-05-17T10:05:03.123456Z",
          "2015-05-17T10:05:03+02:00",
          "2015-05-17 10:05:03",
          "2015/05/17 10:05",
          "2015-12-31",
          "17/May/2015:10:05:03 -0700",
          "1/Jan/2015:00:00:00 +0000",
          "1465484132.25",
          "-1465484132250");

  private static String damaged(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int n = random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(out.length());
      char c = "0123456789-/:.,+ TZtzJanMe".charAt(random.nextInt(26));
      switch (random.nextInt(3)) {
        case 0 -> out.setCharAt(at, c);
        case 1 -> out.insert(at, c);
        default -> out.deleteCharAt(at);
      }
    }
    return out.toString();
  }

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final String CLOCK =
      "(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?(?: ?([Zz]|[+-]\\d\\d(?::?\\d\\d)?))?";
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})([-/])(\\d\\d)\\2(\\d\\d)(?:[Tt ]" + CLOCK + ")?");
  private static final Pattern LOG = Pattern.compile("(\\d\\d?)/([A-Z][a-z]{2})/(\\d{4}):" + CLOCK);

  private static OptionalLong byPattern(String text, ZoneId zone) {
    Matcher iso = ISO.matcher(text);
    Matcher log = LOG.matcher(text);
    try {
      if (NUMBER.matcher(text).matches()) {
        return epochMicros(new BigDecimal(text));
      }
      if (iso.matches()) {
        LocalDate date = LocalDate.of(number(iso, 1), number(iso, 3), number(iso, 4));
        return iso.group(5) == null
            ? known(date.atStartOfDay(zone))
            : known(at(date, iso, 5, zone));
      }
      if (log.matches()) {
        DateTimeFormatter form =
            DateTimeFormatter.ofPattern("d/MMM/uuuu", Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        LocalDate date = LocalDate.parse(text.substring(0, text.indexOf(':')), form);
        return known(at(date, log, 4, zone));
      }
      return OptionalLong.empty();
    } catch (DateTimeException | NumberFormatException e) { // no such day, an endless exponent
      return OptionalLong.empty();
    }
  }

  private static ZonedDateTime at(LocalDate date, Matcher m, int group, ZoneId zone) {
    int second = m.group(group + 2) == null ? 0 : number(m, group + 2);
    String fraction = m.group(group + 3) == null ? "0" : m.group(group + 3);
    int nano = Integer.parseInt((fraction + "000000000").substring(0, 9));
    LocalTime time = LocalTime.of(number(m, group), number(m, group + 1), second, nano);
    String offset = m.group(group + 4);
    return date.atTime(time)
        .atZone(offset == null ? zone : ZoneOffset.of(offset.toUpperCase(Locale.ROOT)));
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static OptionalLong known(ZonedDateTime time) {
    return known(micros(time));
  }

  private static OptionalLong known(long micros) {
    boolean inRange = micros >= YEAR_1 * 1_000_000 && micros < (YEAR_9999 + 1) * 1_000_000;
    return inRange ? OptionalLong.of(micros) : OptionalLong.empty();
  }

  private static OptionalLong epochMicros(BigDecimal number) {
    BigDecimal size = number.abs();
    for (int power : new int[] {11, 14, 17}) {
      if (size.compareTo(BigDecimal.TEN.pow(power)) < 0) {
        BigDecimal micros = number.scaleByPowerOfTen(17 - power).setScale(0, RoundingMode.FLOOR);
        return known(micros.longValueExact());
      }
    }
    return OptionalLong.empty();
  }

  private static long micros(ZonedDateTime time) {
    Instant instant = time.toInstant();
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
