package io.eventmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.steps.validate.SchemaValidator;
import io.eventmill.steps.validate.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors complete pipeline files with says what the reader of the file says. */
class PipelineSchemaTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void everyReadyPipelineAndTheReferenceWithAllSettingsFit() throws Exception {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> ready = Files.list(ROOT.resolve("pipelines"))) {
      ready.map(p -> p.resolve("pipeline.yaml")).forEach(files::add);
    }
    files.add(ROOT.resolve("pipeline/src/test/resources/reference.yaml"));
    assertThat(files).hasSizeGreaterThan(2);

    for (Path file : files) {
      assertThat(violation(Files.readString(file))).as(file.toString()).isNull();
    }
  }

  @Test
  void aSettingThatIsNotOneDoesNotFit() throws Exception {
    String wrong = "name: a\nsources: {web: {event: {tpye: /t, time: /u}}}\n";

    assertThat(violation(wrong)).isNotNull();
  }

  private static Violation violation(String yaml) throws Exception {
    String schema = Files.readString(ROOT.resolve("docs/pipeline.schema.json"));
    Object file = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return SchemaValidator.compile(schema).validate(new ObjectMapper().writeValueAsBytes(file));
  }
}
