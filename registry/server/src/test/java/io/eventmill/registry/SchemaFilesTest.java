package io.eventmill.registry;

import static io.eventmill.registry.Schemas.USER_BROKEN;
import static io.eventmill.registry.Schemas.USER_V1;
import static io.eventmill.registry.Schemas.USER_V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.registry.SchemaFiles.SchemaFile;
import io.eventmill.registry.client.SchemaClient;
import io.eventmill.registry.client.SchemaClientSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaFilesTest {
  @TempDir Path folder;

  private void write(String name, String schema) throws Exception {
    Files.writeString(folder.resolve(name), schema);
  }

  @Test
  void aFilesNameIsItsSubject() throws Exception {
    write("web-event.json", USER_V1);
    write("checkout.schema.json", USER_V1);
    write("README.md", "no schema");

    assertThat(SchemaFiles.in(folder))
        .extracting(SchemaFile::subject)
        .containsExactly("checkout", "web-event");
    assertThat(SchemaFiles.in(folder.resolve("none"))).isEmpty();
  }

  @Test
  void registeringAgainChangesNothingAndAChangedFileIsANewVersion() throws Exception {
    try (LiveRegistry live = new LiveRegistry("files")) {
      write("user.json", USER_V1);
      write("other.json", USER_V1);

      assertThat(SchemaFiles.register(SchemaFiles.in(folder), live.registry))
          .isEqualTo(Map.of("user", 1, "other", 1));
      assertThat(SchemaFiles.register(SchemaFiles.in(folder), live.registry))
          .isEqualTo(Map.of("user", 1, "other", 1));
      assertThat(live.registry.versions("user", Which.ALL)).hasSize(1);
      write("user.json", USER_V2);
      SchemaClient client =
          new SchemaClient(SchemaClientSettings.of(live.url()), Clock.systemUTC());

      assertThat(SchemaFiles.register(SchemaFiles.in(folder), client))
          .isEqualTo(Map.of("user", 2, "other", 1));
      assertThat(live.registry.versions("user", Which.ALL)).hasSize(2);

      write("user.json", USER_V1); // taken back: the registry keeps both, the file is the first
      assertThat(SchemaFiles.register(SchemaFiles.in(folder), client)).containsEntry("user", 1);
    }
  }

  @Test
  void tellsOfAllFilesThatDoNotFitAtOnce() throws Exception {
    try (LiveRegistry live = new LiveRegistry("files-bad")) {
      live.register("user", USER_V1);
      write("user.json", USER_BROKEN);
      write("half.json", "{");
      Files.write(folder.resolve("latin.json"), new byte[] {'"', (byte) 0xe9, '"'});
      List<SchemaFile> files = SchemaFiles.in(folder);

      assertThatThrownBy(() -> SchemaFiles.register(files, live.registry))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(
              folder.resolve("user.json") + ": subject 'user'",
              "incompatible",
              folder.resolve("half.json").toString(),
              "line 1, column 2",
              folder.resolve("latin.json") + " cannot be read as UTF-8");
    }
  }
}
