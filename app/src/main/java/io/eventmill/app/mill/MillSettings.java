package io.eventmill.app.mill;

import io.eventmill.app.security.SecurityConfig;
import io.eventmill.collect.CollectConfig;
import io.eventmill.jobs.JobsConfig;
import io.eventmill.load.LoadConfig;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.StageSettings;
import io.eventmill.query.QueryConfig;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.steps.validate.SchemaSettings;
import io.eventmill.store.duckdb.DuckDbConfig;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The settings of every stage: {@code collect.body_max} is component bodyMax of the first. */
public record MillSettings(
    CollectConfig collect,
    JobsConfig process,
    SchemaSettings validate,
    SchemaRegistrySettings registry,
    LoadConfig load,
    DuckDbConfig store,
    PostgresSettings postgres,
    OpenSearchSettings opensearch,
    QueryConfig query,
    AuditConfig audit,
    S3Settings s3,
    SecurityConfig security) {
  public static MillSettings defaults(Path storeFolder, Path spoolFolder) {
    return new MillSettings(
        CollectConfig.defaults().with("spool_dir", spoolFolder),
        JobsConfig.defaults(),
        SchemaSettings.defaults(),
        SchemaRegistrySettings.defaults(),
        LoadConfig.defaults(),
        DuckDbConfig.in(storeFolder),
        PostgresSettings.defaults(),
        OpenSearchSettings.defaults(),
        QueryConfig.defaults(),
        AuditConfig.defaults(),
        S3Settings.defaults(),
        SecurityConfig.defaults());
  }

  /** These settings but one, given as {@code stage.setting=value}. */
  public MillSettings with(String assignment) {
    int equals = assignment.indexOf('=');
    int dot = assignment.indexOf('.');
    if (dot < 1 || equals < dot) {
      throw new UseException(
          "'"
              + assignment
              + "' is not a setting; write stage.setting=value, e.g. collect.body_max=32MB");
    }
    String stage = assignment.substring(0, dot);
    String name = assignment.substring(dot + 1, equals);
    String value = assignment.substring(equals + 1);
    RecordComponent[] stages = MillSettings.class.getRecordComponents();
    List<String> names = Arrays.stream(stages).map(RecordComponent::getName).toList();
    int place = names.indexOf(stage);
    if (place < 0) {
      throw new UseException(
          "'"
              + stage
              + "' is not a stage"
              + Guess.among(stage, names)
              + "; one of "
              + String.join(", ", names));
    }
    try {
      Object[] values = new Object[stages.length];
      Class<?>[] types = new Class<?>[stages.length];
      for (int i = 0; i < stages.length; i++) {
        types[i] = stages[i].getType();
        values[i] = stages[i].getAccessor().invoke(this);
      }
      values[place] = StageSettings.with((Record) values[place], stage, name, value);
      return MillSettings.class.getDeclaredConstructor(types).newInstance(values);
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
