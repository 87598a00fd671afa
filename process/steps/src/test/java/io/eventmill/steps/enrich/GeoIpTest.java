package io.eventmill.steps.enrich;

import static io.eventmill.steps.Given.record;
import static io.eventmill.steps.Given.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.Problem;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.Given;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MaxMind's own test databases, beside the lists that they were made from. */
class GeoIpTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final String EVENT = "{\"event_type\":\"t\",\"event_timestamp\":0%s}";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GeoIP2-City-Test | 81.2.69.142 | {\"geo_continent\":\"EU\",\"geo_country\":\"GB\",\"geo_country_name\":\"United Kingdom\",\"geo_region\":\"ENG\",\"geo_region_name\":\"England\",\"geo_city\":\"London\",\"geo_latitude\":51.5142,\"geo_longitude\":-0.0931,\"geo_accuracy_radius\":10,\"geo_time_zone\":\"Europe/London\"}",
        "GeoLite2-ASN-Test | 1.128.0.1 | {\"geo_asn\":1221,\"geo_as_organization\":\"Telstra Pty Ltd\"}",
        "GeoIP2-City-Test | 127.0.0.1 | {}",
        "GeoIP2-City-Test | no address | {}",
        "GeoIP2-City-Test | 81.2.69.142 or so | {}",
      })
  void saysAllThatTheFileSaysOfTheRequestsAddress(String file, String ip, String fields)
      throws Exception {
    EventSteps steps = steps("geo_ip: {file: " + mmdb(file) + "}");

    assertThat(added(steps, "", ip)).isEqualTo(JACKSON.readTree(fields));
  }

  @Test
  void takesAFieldBeforeTheRequestAndWhatIsAskedForInALanguage() throws Exception {
    EventSteps steps =
        steps(
            "geo_ip: {file: "
                + mmdb("GeoIP2-City-Test")
                + ", from: [/a, /b/ip], take: [country_name, city], prefix: '', language: de,"
                + " fields: {from_there: registered_country/iso_code}}");

    assertThat(added(steps, ",\"a\":\"\",\"b\":{\"ip\":\"2.125.160.216\"}", "81.2.69.142"))
        .isEqualTo(
            JACKSON.readTree(
                "{\"country_name\":\"Vereinigtes Königreich\",\"from_there\":\"FR\"}"));
    assertThat(added(steps, ",\"a\":7", "81.2.69.142").path("country_name").textValue())
        .isEqualTo("Vereinigtes Königreich");
    assertThat(added(steps, "", null)).isEmpty();
  }

  /** Any address in any network of the list, and addresses beside it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GeoIP2-City-Test",
        "GeoLite2-City-Test",
        "GeoLite2-Country-Test",
        "GeoLite2-ASN-Test",
        "GeoIP2-ISP-Test",
        "GeoIP2-Domain-Test"
      })
  void saysWhatTheListSays(String name) throws Exception {
    EventSteps steps = steps("geo_ip: {file: " + mmdb(name) + ", prefix: '', cache: 16}");
    JsonNode list = JACKSON.readTree(data("source-data/" + name + ".json").toFile());
    Map<String, JsonNode> networks = new HashMap<>();
    list.forEach(e -> e.properties().forEach(n -> networks.put(n.getKey(), n.getValue())));
    Random random = new Random(7);
    int compared = 0;
    for (String network : networks.keySet()) {
      InetAddress ip = inside(network, random);
      JsonNode expected = expected(longest(networks, ip));

      assertThat(added(steps, "", ip.getHostAddress())).as(network + " " + ip).isEqualTo(expected);
      compared += expected.size();
    }
    assertThat(compared).isGreaterThan(networks.size() / 2);
  }

  @Test
  void comesBeforeTheAddressIsShortened() throws Exception {
    String geo = "geo_ip: {file: " + mmdb("GeoIP2-City-Test") + ", take: [city]}";

    EventSteps before =
        Given.steps(Given.WEB + "enrich:\n  - " + geo + "\n  - anonymise_ip: {into: ip}\n");
    EventSteps behind =
        Given.steps(
            Given.WEB + "enrich:\n  - anonymise_ip: {v4_octets: 3, into: ip}\n  - " + geo + "\n");

    assertThat(added(before, "", "81.2.69.142").toString())
        .isEqualTo("{\"geo_city\":\"London\",\"ip\":\"81.2.69.0\"}");
    assertThat(added(behind, "", "81.2.69.142").toString()).isEqualTo("{\"ip\":\"81.0.0.0\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GeoIP2-City-Test-Broken-Double-Format | the database is damaged at record",
        "GeoIP2-City-Test-Invalid-Node-Count | the database is damaged at record",
        "MaxMind-DB-test-broken-pointers-24 | the database is damaged at record",
        "MaxMind-DB-test-broken-search-tree-24 | the database is damaged at record",
      })
  void aDamagedFileIsFoundByCheck(String file, String message) throws Exception {
    assertThat(problems("{file: " + mmdb(file) + "}"))
        .singleElement()
        .asString()
        .startsWith("line 5: enrich[0].geo_ip.file: ")
        .contains(message);
  }

  @Test
  void filesAreFoundBesideThePipelineAndOtherwiseTold() throws Exception {
    Files.copy(data("test-data/GeoLite2-ASN-Test.mmdb"), folder.resolve("asn.mmdb"));
    byte[] whole = Files.readAllBytes(folder.resolve("asn.mmdb"));
    Files.write(folder.resolve("half.mmdb"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.createFile(folder.resolve("empty.mmdb"));

    assertThat(problems("{file: asn.mmdb, take: [asn]}")).isEmpty();
    assertThat(problems("{file: asn.mmdb, take: [asn, city], fields: {x: a/b}}"))
        .extracting(Problem::toString)
        .containsExactly(
            "line 5: enrich[0].geo_ip.take: 'city/names/en' is in no record of asn.mmdb, a"
                + " database of type GeoLite2-ASN",
            "line 5: enrich[0].geo_ip.fields: 'a/b' is in no record of asn.mmdb, a database of"
                + " type GeoLite2-ASN");
    assertThat(problems("{file: nowhere.mmdb}").get(0).message())
        .startsWith("there is no file " + folder.resolve("nowhere.mmdb"));
    for (String damaged : List.of("half", "empty")) {
      assertThat(problems("{file: " + damaged + ".mmdb}").get(0).message())
          .contains(" is not a whole database of the MaxMind DB format");
    }
    assertThat(problems("{}"))
        .extracting(Problem::toString)
        .containsExactly("line 5: enrich[0].geo_ip.file: is required and missing");
    assertThat(problems("{file: asn.mmdb, take: [cty]}").get(0).message())
        .startsWith("'cty' is not known, did you mean 'city'?");
  }

  private List<Problem> problems(String settings) {
    String yaml = Given.WEB + "enrich: [{geo_ip: " + settings + "}]";
    return Enrichments.check(PipelineFile.parse(yaml, folder).pipeline());
  }

  private static EventSteps steps(String step) {
    return Given.steps(Given.WEB + "enrich:\n  - " + step + "\n");
  }

  private static JsonNode added(EventSteps steps, String members, String ip) throws Exception {
    String json = text(steps.process(record(EVENT.formatted(members), ip, null)));
    return ((ObjectNode) JACKSON.readTree(json))
        .remove(List.of("event_type", "event_timestamp", "a", "b"));
  }

  /** The fields by their names, straight from the list. */
  private static ObjectNode expected(JsonNode entry) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    put(fields, "continent", entry.at("/continent/code"));
    put(fields, "country", entry.at("/country/iso_code"));
    put(fields, "country_name", entry.at("/country/names/en"));
    put(fields, "region", entry.at("/subdivisions/0/iso_code"));
    put(fields, "region_name", entry.at("/subdivisions/0/names/en"));
    put(fields, "city", entry.at("/city/names/en"));
    put(fields, "postal_code", entry.at("/postal/code"));
    put(fields, "latitude", entry.at("/location/latitude"));
    put(fields, "longitude", entry.at("/location/longitude"));
    put(fields, "accuracy_radius", entry.at("/location/accuracy_radius"));
    put(fields, "time_zone", entry.at("/location/time_zone"));
    put(fields, "asn", entry.at("/autonomous_system_number"));
    put(fields, "as_organization", entry.at("/autonomous_system_organization"));
    put(fields, "isp", entry.at("/isp"));
    put(fields, "organization", entry.at("/organization"));
    put(fields, "domain", entry.at("/domain"));
    return fields;
  }

  private static void put(ObjectNode fields, String name, JsonNode value) {
    if (value.isNumber() && value.asDouble() == Math.rint(value.asDouble())) {
      boolean real = name.equals("latitude") || name.equals("longitude");
      fields.set(
          name,
          real
              ? JsonNodeFactory.instance.numberNode(value.asDouble())
              : JsonNodeFactory.instance.numberNode(value.asInt()));
    } else if (!value.isMissingNode()) {
      fields.set(name, value);
    }
  }

  private static InetAddress inside(String network, Random random) throws Exception {
    byte[] bytes = InetAddress.getByName(network.split("/")[0]).getAddress();
    int free = bytes.length * 8 - Integer.parseInt(network.split("/")[1]);
    if (bytes.length == 4 && free < 0) {
      free = 128 - Integer.parseInt(network.split("/")[1]); // of IPv4 inside IPv6
    }
    BigInteger start = new BigInteger(1, bytes);
    byte[] any = start.or(new BigInteger(free, random)).toByteArray();
    byte[] whole = new byte[bytes.length];
    for (int i = 1; i <= Math.min(any.length, whole.length); i++) {
      whole[whole.length - i] = any[any.length - i];
    }
    return InetAddress.getByAddress(whole);
  }

  private static JsonNode longest(Map<String, JsonNode> networks, InetAddress ip) throws Exception {
    int longest = -1;
    JsonNode found = null;
    for (Map.Entry<String, JsonNode> entry : networks.entrySet()) {
      String[] parts = entry.getKey().split("/");
      byte[] start = InetAddress.getByName(parts[0]).getAddress();
      int bits = Integer.parseInt(parts[1]);
      bits = start.length == 4 && bits > 32 ? bits - 96 : bits;
      byte[] address = ip.getAddress();
      if (start.length == address.length) {
        int free = start.length * 8 - bits;
        boolean in =
            new BigInteger(1, start)
                .shiftRight(free)
                .equals(new BigInteger(1, address).shiftRight(free));
        if (in && bits > longest) {
          longest = bits;
          found = entry.getValue();
        }
      }
    }
    return found;
  }

  private static Path mmdb(String name) {
    return data("test-data/" + name + ".mmdb");
  }

  private static Path data(String name) {
    return MaxMindData.path(name);
  }
}
