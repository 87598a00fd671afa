package io.eventmill.app.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command over files that no archive has written; what comes out, against a plain loop. */
class BatchFilesTest {
  private static final String PIPELINE =
      """
      name: shop
      sources:
        web: {event: {id: /id, type: /kind, time: /at}}
        till: {event: {type: /kind, time: /at}}
      counts:
        - {name: kinds, by: /kind, every: 1h, source: web}
      """;

  @RegisterExtension private final Screen screen = new Screen();
  @TempDir private Path folder;

  private record Sold(String id, String kind, long at) {
    String json() {
      return "{\"id\":\"%s\",\"kind\":\"%s\",\"at\":%d}".formatted(id, kind, at);
    }
  }

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
  }

  @Test
  void filesOfAllKindsGiveWhatAPlainLoopGives() throws IOException {
    List<Sold> all = drawn(3_000);
    String array = write("a.json", "[" + String.join(",\n", json(all.subList(0, 1_000))) + "]");
    String lines = packed("b.jsonl.gz", String.join("\n", json(all.subList(1_000, 2_000))));
    StringBuilder csv = new StringBuilder("ident,kind,at\n");
    all.subList(2_000, 3_000)
        .forEach(s -> csv.append("%s,%s,%d\n".formatted(s.id(), s.kind(), s.at())));
    String table = write("c.csv", csv.toString());
    String till =
        write("till.jsonl", "{\"kind\":\"paid\",\"at\":1}\n{\"kind\":\"paid\",\"at\":1}\n");

    assertThat(batch("web=" + array, "web=" + lines, "till=" + till)).as(said()).isEqualTo(0);
    assertThat(asked("SELECT type, count(*) FROM events GROUP BY type ORDER BY type"))
        .isEqualTo("type,count_star()\n" + rows(firsts(all.subList(0, 2_000)), "paid", 2));
    assertThat(asked("SELECT kind, sum(count) FROM counts_kinds GROUP BY kind ORDER BY kind"))
        .endsWith("\n" + rows(firsts(all.subList(0, 2_000)), null, 0));
    assertThat(asked("SELECT count(*) FROM dropped"))
        .endsWith("\n" + (2_000 - firsts(all.subList(0, 2_000)).size()) + "\n");

    assertThat(batch("web=" + table, "--map", "id=ident", "--types", "at=number"))
        .as(said())
        .isEqualTo(0);
    assertThat(asked("SELECT kind, sum(count) FROM counts_kinds GROUP BY kind ORDER BY kind"))
        .endsWith("\n" + rows(firsts(all.subList(2_000, 3_000)), null, 0));
  }

  @Test
  void whatCannotBeReadIsAFailedEventWithItsPlace() throws IOException {
    String file =
        write("a.jsonl", "{\"id\":\"1\",\"kind\":\"a\",\"at\":1}\n{broken\n{\"id\":\"2\"}\n");

    assertThat(batch("web=" + file)).isEqualTo(1);
    assertThat(asked("SELECT count(*) FROM events")).endsWith("\n1\n");
    assertThat(asked("SELECT reason, message FROM failed ORDER BY reason"))
        .contains("TYPE_MISSING")
        .contains("UNREADABLE")
        .contains("a.jsonl, row 2: not JSON");
    String cut = write("cut.json", "[{\"id\":\"1\",\"kind\":\"a\",\"at\":1},");
    assertThat(batch("web=" + cut)).isEqualTo(1);
    assertThat(asked("SELECT message FROM failed")).contains("the JSON array ends in the middle");
    assertThat(asked("SELECT count(*) FROM events")).endsWith("\n1\n");
  }

  @Test
  void wrongUseIsToldBeforeAnythingIsRead() throws IOException {
    String file = write("a.jsonl", "{}");

    assertThat(batch(file)).isEqualTo(2);
    assertThat(said()).contains("as SOURCE=" + file + "; sources are web, till");
    assertThat(batch("wep=" + file)).isEqualTo(2);
    assertThat(said()).contains("there is no source 'wep', did you mean 'web'?");
    assertThat(batch("web=" + file + "x")).isEqualTo(2);
    assertThat(said()).contains("a.jsonlx is not there");
    assertThat(batch("web=" + folder)).isEqualTo(2);
    assertThat(said()).contains("is no file");
    assertThat(batch("web=" + file, "--types", "auto")).isEqualTo(2);
    assertThat(said()).contains("--types: only CSV has cells; this is jsonl");
    assertThat(batch("web=" + file, "--format", "jsonll")).isEqualTo(2);
    assertThat(said()).contains("'jsonll' is not known, did you mean 'jsonl'?");
    assertThat(batch("web=" + file, "--lake", "x")).isEqualTo(2);
    assertThat(said()).contains("leave --archive and --lake out");
    assertThat(folder.resolve("data/batch/shop/result")).doesNotExist();
  }

  private static List<Sold> drawn(int count) {
    Random random = new Random(11);
    List<Sold> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "e" + random.nextInt(count); // some come twice, also in another file
      all.add(new Sold(id, "k" + random.nextInt(5), 1_700_000_000L + random.nextInt(100_000)));
    }
    return all;
  }

  private static List<Sold> firsts(List<Sold> all) {
    Set<String> seen = new HashSet<>();
    return all.stream().filter(s -> seen.add(s.id())).toList();
  }

  private static String rows(List<Sold> all, String more, long moreOf) {
    Map<String, Long> counts = new TreeMap<>();
    all.forEach(s -> counts.merge(s.kind(), 1L, Long::sum));
    if (more != null) {
      counts.put(more, moreOf);
    }
    StringBuilder rows = new StringBuilder();
    counts.forEach((kind, count) -> rows.append(kind).append(',').append(count).append('\n'));
    return rows.toString();
  }

  private static List<String> json(List<Sold> all) {
    return all.stream().map(Sold::json).toList();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String packed(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(file))) {
      to.write(text.getBytes(UTF_8));
    }
    return file.toString();
  }

  /** Files, and from the first option on the options. */
  private int batch(String... filesAndOptions) {
    List<String> args = new ArrayList<>(List.of("batch", folder.toString(), "--data", data()));
    boolean options = false;
    for (String one : filesAndOptions) {
      options |= one.startsWith("--");
      if (!options) {
        args.add("--file");
      }
      args.add(one);
    }
    screen.clear();
    return Main.run(args.toArray(String[]::new));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private String asked(String sql) {
    screen.clear();
    String result = folder.resolve("data/batch/shop/result").toString();
    int code = Main.run("sql", "--data", result, "--pipeline", folder.toString(), "--csv", sql);
    assertThat(code).as(said()).isEqualTo(0);
    return said().replace("\r", "");
  }

  private String said() {
    return screen.said();
  }
}
