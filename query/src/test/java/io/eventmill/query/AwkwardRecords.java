package io.eventmill.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.RawRecord;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What senders put on three sources' topics, with all that is awkward in it, as processing leaves
 * it: texts that break programs, numbers no double holds, fields that come and go or change their
 * type, times in many forms with and without a zone, ids that repeat or would not fit a URL, and
 * about one event in eighty that fails. The same seed gives the same.
 */
final class AwkwardRecords {
  static final Pipeline PIPELINE =
      PipelineFile.parse(
              """
              name: awkward
              sources:
                web: {event: {id: /event_id, type: /event_type, time: /at}}
                shop-2: {event: {id: /event_id, type: /event_type, time: /at}, time_zone: Europe/Berlin}
                app_3: {event: {id: /event_id, type: /event_type, time: /at}, time_zone: Asia/Kolkata}
              """)
          .pipeline();

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final int SECONDS = 6 * 86_400;
  private static final DateTimeFormatter NAIVE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter OFFSET =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneOffset.ofHoursMinutes(5, 30));
  private static final List<String> FAR =
      List.of(
          "1850-03-01T00:00:00Z",
          "1969-12-31T23:59:59.999999Z",
          "1970-01-01T00:00:00Z",
          "2200-01-01T00:00:00Z");
  private static final List<String> TYPES =
      List.of(
          "pageview", "Link-Clicked X", "checkout", "it's \"quoted\"", "'; DROP TABLE x; --", "類型");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "1",
          "1.0",
          "1e0",
          "-7",
          "0.1",
          "19.99",
          "2.50",
          "1e-7",
          "1e23",
          "1e400",
          "-1e400",
          "5e-400",
          "9007199254740993",
          "9007199254740993.0",
          "9223372036854775808",
          "123456789012345678901234567890123456789012345",
          "0.1234567890123456789");

  private final Random random;
  private final List<String> texts;
  private final List<String> names = new ArrayList<>();
  private final Map<String, EventSteps> steps = new HashMap<>();
  private long made;

  AwkwardRecords(long seed, Path blns) {
    this.random = new Random(seed);
    this.texts = texts(blns);
    for (int i = 0; i < 30; i++) {
      names.add(pick(texts));
    }
    PIPELINE
        .sources()
        .forEach(s -> steps.put(s.name(), EventSteps.of(PIPELINE, s, SchemaPins.none())));
  }

  private static List<String> texts(Path blns) {
    try {
      List<String> texts = new ArrayList<>();
      new JsonArray(Files.readString(blns)).forEach(text -> texts.add((String) text));
      texts.addAll(List.of("1", "1.0", "-0", "true", "null", "Straße", "STRASSE", "\0", "a\0b"));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Outcome next() {
    long number = made++;
    String source = PIPELINE.sources().get((int) (number % 3)).name();
    Origin origin = new Origin(7, number % 3, random.nextInt(4), number);
    long received = START.toEpochMilli() + number * 5;
    byte[] json = json(number).getBytes(UTF_8);
    return steps
        .get(source)
        .process(new RawRecord(origin, null, received, 1, Sender.UNKNOWN, json));
  }

  private String json(long number) {
    StringBuilder json = new StringBuilder("{");
    if (random.nextInt(30) > 0) {
      member(json, "event_id", quote(id(number)));
    }
    member(json, "event_type", quote(pick(TYPES)));
    if (random.nextInt(100) > 0) {
      member(json, "at", random.nextInt(300) == 0 ? "\"yesterday\"" : time());
    }
    member(json, "client_id", quote("client-" + random.nextInt(12)));
    member(json, "user", quote("user " + random.nextInt(3_000)));
    sometimes(json, "price", number());
    sometimes(json, "any", scalar());
    sometimes(json, "Foo", text());
    sometimes(json, "foo", number());
    sometimes(json, "paid", random.nextBoolean() ? "true" : "false");
    sometimes(json, pick(names), scalar());
    sometimes(json, "params", params());
    sometimes(json, "items", "[{\"sku\":" + text() + ",\"n\":" + number() + "},[],null]");
    sometimes(json, "a" + random.nextInt(5), "[" + scalar() + "]");
    if (random.nextInt(200) == 0) {
      member(json, "story", quote(story()));
    }
    json.setCharAt(json.length() - 1, '}');
    return json.toString();
  }

  private String id(long number) {
    return switch (random.nextInt(60)) {
      case 0, 1, 2, 3, 4 -> pick(texts) + number;
      case 5 -> "a/b?c#d%20 é&x=" + number;
      case 6 -> "e" + number / 2; // perhaps taken
      case 7 -> "long " + "x".repeat(1_200) + number;
      default -> "e" + number;
    };
  }

  /** Many at the same moment; some on the edge of one. */
  private String time() {
    if (random.nextInt(300) == 0) {
      return quote(pick(FAR));
    }
    Instant time = START.plusSeconds(random.nextInt(SECONDS / 20) * 20L);
    if (random.nextInt(4) == 0) {
      time = time.plus(random.nextInt(2_000_000), ChronoUnit.MICROS);
    }
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
    return switch (random.nextInt(8)) {
      case 0 -> quote(NAIVE.format(time));
      case 1 -> quote(NAIVE.format(time) + ".250500");
      case 2 -> quote(OFFSET.format(time));
      case 3 -> String.valueOf(micros / 1_000_000);
      case 4 -> String.valueOf(micros / 1_000);
      case 5 -> quote(String.valueOf(micros));
      default -> quote(time.toString());
    };
  }

  private String params() {
    return "{\"platform\":"
        + text()
        + ",\"deep\":{\"er\":"
        + scalar()
        + ",\"none\":{}},\"list\":[1,2]}";
  }

  private String scalar() {
    return switch (random.nextInt(5)) {
      case 0 -> "true";
      case 1 -> "null";
      case 2 -> number();
      default -> text();
    };
  }

  private String number() {
    return random.nextInt(3) == 0 ? String.valueOf(random.nextInt(50)) : pick(NUMBERS);
  }

  private String text() {
    return random.nextInt(40) == 0
        ? "\"caf\\u00e9 \\/ \\ud83d\\ude00 \\ud83d\""
        : quote(pick(texts));
  }

  /** Longer than an index takes as one word. */
  private String story() {
    StringBuilder story = new StringBuilder();
    while (story.length() < 700 + random.nextInt(2_500)) {
      story.append(pick(texts)).append(' ').append(random.nextInt(100)).append(' ');
    }
    return story.toString();
  }

  private void sometimes(StringBuilder json, String name, String value) {
    if (random.nextInt(3) > 0) {
      member(json, name, value);
    }
  }

  private void member(StringBuilder json, String name, String value) {
    String space = random.nextInt(10) == 0 ? " \n" : "";
    json.append(space).append(quote(name)).append(space).append(':').append(value).append(',');
  }

  private static String quote(String text) {
    return JsonStrings.quote(text);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
