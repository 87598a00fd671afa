package io.eventmill.app.mill;

import io.eventmill.collect.CollectConfig;
import io.eventmill.jobs.JobsConfig;
import io.eventmill.load.LoadConfig;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.StageSettings;
import io.eventmill.query.QueryConfig;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.steps.validate.SchemaSettings;
import io.eventmill.store.duckdb.DuckDbConfig;
import java.nio.file.Path;
import java.util.List;

/** The settings of every stage: {@code collect.body_max} is component bodyMax of the first. */
public record MillSettings(
    CollectConfig collect,
    JobsConfig process,
    SchemaSettings validate,
    LoadConfig load,
    DuckDbConfig store,
    PostgresSettings postgres,
    OpenSearchSettings opensearch,
    QueryConfig query,
    AuditConfig audit,
    S3Settings s3) {
  private static final List<String> STAGES =
      List.of(
          "collect",
          "process",
          "validate",
          "load",
          "store",
          "postgres",
          "opensearch",
          "query",
          "audit",
          "s3");

  public static MillSettings defaults(Path storeFolder, Path spoolFolder) {
    return new MillSettings(
        CollectConfig.defaults().with("spool_dir", spoolFolder),
        JobsConfig.defaults(),
        SchemaSettings.defaults(),
        LoadConfig.defaults(),
        DuckDbConfig.in(storeFolder),
        PostgresSettings.defaults(),
        OpenSearchSettings.defaults(),
        QueryConfig.defaults(),
        AuditConfig.defaults(),
        S3Settings.defaults());
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
    try {
      return switch (stage) {
        case "collect" -> collect(StageSettings.with(collect, stage, name, value));
        case "process" -> process(StageSettings.with(process, stage, name, value));
        case "validate" -> validate(StageSettings.with(validate, stage, name, value));
        case "load" -> load(StageSettings.with(load, stage, name, value));
        case "store" -> store(StageSettings.with(store, stage, name, value));
        case "postgres" -> postgres(StageSettings.with(postgres, stage, name, value));
        case "opensearch" -> opensearch(StageSettings.with(opensearch, stage, name, value));
        case "query" -> query(StageSettings.with(query, stage, name, value));
        case "audit" -> audit(StageSettings.with(audit, stage, name, value));
        case "s3" -> s3(StageSettings.with(s3, stage, name, value));
        default ->
            throw new UseException(
                "'"
                    + stage
                    + "' is not a stage"
                    + Guess.among(stage, STAGES)
                    + "; one of "
                    + String.join(", ", STAGES));
      };
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }

  private MillSettings collect(CollectConfig c) {
    return new MillSettings(
        c, process, validate, load, store, postgres, opensearch, query, audit, s3);
  }

  private MillSettings process(JobsConfig p) {
    return new MillSettings(
        collect, p, validate, load, store, postgres, opensearch, query, audit, s3);
  }

  private MillSettings validate(SchemaSettings v) {
    return new MillSettings(
        collect, process, v, load, store, postgres, opensearch, query, audit, s3);
  }

  private MillSettings load(LoadConfig l) {
    return new MillSettings(
        collect, process, validate, l, store, postgres, opensearch, query, audit, s3);
  }

  private MillSettings store(DuckDbConfig s) {
    return new MillSettings(
        collect, process, validate, load, s, postgres, opensearch, query, audit, s3);
  }

  private MillSettings postgres(PostgresSettings p) {
    return new MillSettings(
        collect, process, validate, load, store, p, opensearch, query, audit, s3);
  }

  private MillSettings opensearch(OpenSearchSettings o) {
    return new MillSettings(collect, process, validate, load, store, postgres, o, query, audit, s3);
  }

  private MillSettings query(QueryConfig q) {
    return new MillSettings(
        collect, process, validate, load, store, postgres, opensearch, q, audit, s3);
  }

  private MillSettings audit(AuditConfig a) {
    return new MillSettings(
        collect, process, validate, load, store, postgres, opensearch, query, a, s3);
  }

  private MillSettings s3(S3Settings s) {
    return new MillSettings(
        collect, process, validate, load, store, postgres, opensearch, query, audit, s);
  }
}
