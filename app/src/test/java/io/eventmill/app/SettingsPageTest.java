package io.eventmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.mill.MillSettings;
import io.eventmill.pipeline.StageSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/limits.md holds every setting of every stage with its default, as the code has them. After a
 * change: run it once with the environment variable EVENTMILL_UPDATE_DOCS set.
 */
class SettingsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "limits.md");
  private static final String BEGIN = "<!-- settings: made from the code -->\n";
  private static final String END = "<!-- end of settings -->";
  private static final Path STORE = Path.of("DIR/store");

  private static final Map<String, String> SOURCES =
      Map.ofEntries(
          Map.entry("collect", "collect/src/main/java/io/eventmill/collect/CollectConfig.java"),
          Map.entry("process", "process/jobs/src/main/java/io/eventmill/jobs/JobsConfig.java"),
          Map.entry(
              "validate",
              "process/steps/src/main/java/io/eventmill/steps/validate/SchemaSettings.java"),
          Map.entry(
              "registry", "app/src/main/java/io/eventmill/app/mill/SchemaRegistrySettings.java"),
          Map.entry("load", "load/src/main/java/io/eventmill/load/LoadConfig.java"),
          Map.entry(
              "store", "store/duckdb/src/main/java/io/eventmill/store/duckdb/DuckDbConfig.java"),
          Map.entry("postgres", "app/src/main/java/io/eventmill/app/mill/PostgresSettings.java"),
          Map.entry(
              "opensearch", "app/src/main/java/io/eventmill/app/mill/OpenSearchSettings.java"),
          Map.entry("query", "query/src/main/java/io/eventmill/query/QueryConfig.java"),
          Map.entry("audit", "query/src/main/java/io/eventmill/query/audit/AuditConfig.java"),
          Map.entry("s3", "app/src/main/java/io/eventmill/app/mill/S3Settings.java"),
          Map.entry("security", "app/src/main/java/io/eventmill/app/security/SecurityConfig.java"));

  private static final Map<String, String> OF_THE_MACHINE =
      Map.of(
          "CollectConfig.bytesMax", "a quarter of the heap, at most 256MB",
          "DuckDbConfig.threads", "one per core, at least 2",
          "JobsConfig.parallelism", "one per core, at least 2");

  private static final Pattern BYTES =
      Pattern.compile("(body|event|bytes|header|url|spool)Max|\\w*Bytes(Max)?|diskReserve");

  @Test
  void thePageTellsEverySettingWithItsDefault() throws Exception {
    String page = Files.readString(PAGE);
    String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String tail = page.substring(page.indexOf(END));
    String right = head + tables() + tail;

    if (System.getenv("EVENTMILL_UPDATE_DOCS") != null) {
      Files.writeString(PAGE, right);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(right);
  }

  @Test
  void everyTestThatThePageNamesIsThere() throws Exception {
    Set<String> there = ShownBy.testClasses();
    for (String line : Files.readAllLines(PAGE)) {
      if (!line.startsWith("| ") || line.endsWith(" shown by |")) {
        continue;
      }
      String[] cells = line.split(" \\| ");
      String tests = cells[cells.length - 1].replace(" |", "");
      for (String test : tests.split(", ")) {
        assertThat(test.equals("-") || there.contains(test.replace("`", "")))
            .as("'%s' of: %s%nA test class, or the folder it is in and /Name, or -", test, line)
            .isTrue();
      }
    }
  }

  private static String tables() throws Exception {
    MillSettings settings = MillSettings.defaults(STORE, Path.of("DIR/spool"));
    Map<String, Record> stages = new LinkedHashMap<>();
    stages.put("collect", settings.collect());
    stages.put("process", settings.process());
    stages.put("validate", settings.validate());
    stages.put("registry", settings.registry());
    stages.put("load", settings.load());
    stages.put("store", settings.store());
    stages.put("postgres", settings.postgres());
    stages.put("opensearch", settings.opensearch());
    stages.put("query", settings.query());
    stages.put("audit", settings.audit());
    stages.put("s3", settings.s3());
    stages.put("security", settings.security());
    ShownBy tests = ShownBy.read();
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Record> stage : stages.entrySet()) {
      text.append("\n### ").append(stage.getKey()).append("\n\n| setting | what | default |");
      text.append(" shown by |\n|---|---|---|---|\n");
      Map<String, String> words = words(SOURCES.get(stage.getKey()));
      List<String> names = StageSettings.names(stage.getValue().getClass());
      RecordComponent[] components = stage.getValue().getClass().getRecordComponents();
      for (int i = 0; i < components.length; i++) {
        components[i].getAccessor().setAccessible(true);
        Object value = components[i].getAccessor().invoke(stage.getValue());
        String what = words.get(components[i].getName());
        assertThat(what).as(stage.getKey() + "." + names.get(i) + " has no @param").isNotNull();
        text.append("| `").append(stage.getKey()).append('.').append(names.get(i)).append("` | ");
        text.append(what).append(" | ").append(shown(components[i], value)).append(" | ");
        text.append(tests.of(stage.getKey() + "." + names.get(i))).append(" |\n");
      }
    }
    assertThat(tests.unused()).as("settings of shown-by.txt that are none").isEmpty();
    return text.append('\n').toString();
  }

  /** What the record's comment says of each component. */
  private static Map<String, String> words(String source) throws Exception {
    String code = Files.readString(Path.of("..").resolve(source));
    Matcher comment =
        Pattern.compile("@param (\\w+) (.*?)(?=\\* @param|\\*/)", Pattern.DOTALL).matcher(code);
    Map<String, String> words = new LinkedHashMap<>();
    while (comment.find()) {
      words.put(
          comment.group(1),
          comment
              .group(2)
              .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
              .replaceAll("\\{@code ([^}]*)}", "`$1`")
              .strip());
    }
    return words;
  }

  private static String shown(RecordComponent component, Object value) {
    if (value == null) {
      return "none";
    }
    if (value instanceof Duration d) {
      return duration(d);
    }
    String name = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    if (OF_THE_MACHINE.containsKey(name)) {
      return OF_THE_MACHINE.get(name);
    }
    if (value instanceof Number n && BYTES.matcher(component.getName()).matches()) {
      return bytes(n.longValue());
    }
    return value instanceof List<?> list ? String.join(", ", strings(list)) : value.toString();
  }

  private static List<String> strings(List<?> list) {
    return list.stream().map(Object::toString).toList();
  }

  private static String bytes(long n) {
    if (n % (1 << 20) == 0) {
      return n / (1 << 20) + "MB";
    }
    return n % 1024 == 0 ? n / 1024 + "KB" : n + " bytes";
  }

  private static String duration(Duration d) {
    return d.toMillis() % 1000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms";
  }
}
