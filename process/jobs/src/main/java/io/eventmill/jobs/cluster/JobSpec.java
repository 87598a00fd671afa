package io.eventmill.jobs.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.eventmill.jobs.EventRules;
import io.eventmill.jobs.JobsConfig;
import io.eventmill.pipeline.StageSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.PassedSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One job of a pipeline, as it is told to a cluster: everything that decides its results, and where
 * to find the log. Holds no secret: those stand as {@code ${env:NAME}} and are filled in where the
 * job's program runs.
 *
 * @param name of the job; the same one after an upgrade
 * @param rules of the events job; of the others only the pipeline in them counts
 * @param archive of an archive job, which one; else null
 * @param lake of an archive job, its address; else null
 * @param kafka settings of Kafka's clients
 * @param settings each {@code process.setting=value}
 * @param tables what conversions are looked up in; null when nothing is
 * @param checkpoints folder for checkpoints, as an address; null: as the cluster is set
 */
public record JobSpec(
    Kind kind,
    String name,
    EventRules rules,
    String archive,
    String lake,
    String brokers,
    Map<String, String> kafka,
    List<String> settings,
    byte[] tables,
    String checkpoints) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String STAGE = "process.";

  /** What a job does. */
  public enum Kind {
    EVENTS,
    COUNTS,
    ATTRIBUTION,
    ARCHIVE
  }

  public JobSpec {
    kafka = Map.copyOf(kafka);
    settings = List.copyOf(settings);
  }

  /** For a file, to be read by people too. */
  public String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a spec is made of texts and numbers", e);
    }
  }

  /** For a program's argument: one word. */
  public String word() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(json().getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * @param argument {@link #word}, or the path of a file with {@link #json}
   */
  static JobSpec read(String argument) throws IOException {
    Path file = Path.of(argument.length() > 200 ? "." : argument);
    if (Files.isRegularFile(file)) {
      return JSON.readValue(Files.readAllBytes(file), JobSpec.class);
    }
    try (var json =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(argument)))) {
      return JSON.readValue(json.readAllBytes(), JobSpec.class);
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + argument + "' is neither a file nor what submit has made", e);
    }
  }

  KafkaAddress address(Map<String, String> environment) {
    return new KafkaAddress(brokers, PassedSettings.filledIn(kafka, environment));
  }

  JobsConfig config() {
    JobsConfig config = JobsConfig.defaults();
    for (String assignment : settings) {
      int equals = assignment.indexOf('=');
      config =
          StageSettings.with(
              config,
              "process",
              assignment.substring(STAGE.length(), equals),
              assignment.substring(equals + 1));
    }
    return config;
  }
}
