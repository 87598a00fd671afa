package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.SchemaRef;
import io.eventmill.steps.validate.BadSchemaException;
import io.eventmill.steps.validate.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with the schema files that a pipeline names. Asks no registry. */
final class SchemaFilesCheck {
  private SchemaFilesCheck() {}

  /**
   * @param subjects the file of each subject that files seen so far stand for
   */
  static List<Problem> problems(Pipeline pipeline, Path folder, Map<String, Path> subjects) {
    List<Problem> problems = new ArrayList<>();
    pipeline.sources().stream()
        .flatMap(source -> source.schema().all().stream())
        .filter(SchemaRef::isFile)
        .forEach(ref -> check(ref, folder, subjects, problems));
    return problems;
  }

  private static void check(
      SchemaRef ref, Path folder, Map<String, Path> subjects, List<Problem> problems) {
    Path root = folder.normalize();
    Path file = root.resolve(ref.name()).normalize();
    if (!file.startsWith(root)) {
      return; // the pipeline's reader has said so
    }
    if (!Files.isRegularFile(file)) {
      problems.add(
          ref.problem(
              "there is no file " + file + "; a subject of the registry would not end in .json"));
      return;
    }
    Path other = subjects.putIfAbsent(ref.subject(), file);
    if (other != null && !other.equals(file)) {
      problems.add(
          ref.problem(
              "%s would be subject '%s' of the registry, which is %s already; rename one"
                  .formatted(file, ref.subject(), other)));
    }
    try {
      if (!file.toRealPath().startsWith(root.toRealPath())) {
        problems.add(ref.problem(file + " is a link that leads out of the pipeline's folder"));
        return;
      }
      SchemaValidator.compile(Files.readString(file));
    } catch (BadSchemaException e) {
      problems.add(ref.problem(file + ": " + e.getMessage()));
    } catch (IOException e) {
      problems.add(ref.problem(file + " cannot be read as UTF-8 text: " + e));
    }
  }
}
