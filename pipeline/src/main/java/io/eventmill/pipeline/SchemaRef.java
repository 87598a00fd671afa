package io.eventmill.pipeline;

/**
 * A schema as a pipeline file names it: a subject of the registry, or a file beside the pipeline.
 *
 * @param name the subject, or the file's path from the pipeline's folder
 * @param version of the subject; 0 for the latest, and for files
 * @param at where in the pipeline file, for messages
 */
public record SchemaRef(String name, int version, Place at) {
  /** A place in a pipeline file. */
  public record Place(String path, int line) {}

  private static final String FILE_END = ".json";
  private static final int SUBJECT_MAX = 512;

  /** True when it lies in the pipeline's folder, false when it is a subject. */
  public boolean isFile() {
    return name.endsWith(FILE_END);
  }

  /** Under which it stands in the registry: a file's is its base name. */
  public String subject() {
    if (!isFile()) {
      return name;
    }
    String base = name.substring(name.lastIndexOf('/') + 1);
    String end = base.endsWith(".schema.json") ? ".schema.json" : FILE_END;
    return base.substring(0, base.length() - end.length());
  }

  /** The same for every place that means the same schema. */
  public String key() {
    return version == 0 ? name : name + " version " + version;
  }

  public Problem problem(String message) {
    return new Problem(at.path(), at.line(), message);
  }

  /** A text, or {@code {subject: …, version: …}}; null when it is not there. */
  static SchemaRef read(Section section, String key) {
    if (!section.has(key)) {
      return null;
    }
    if (section.isText(key)) {
      return checked(section, key, section.text(key), 0);
    }
    try (Section parts = section.section(key)) {
      String subject = parts.text("subject");
      boolean latest = !parts.has("version") || parts.text("version").equals("latest");
      int version = latest ? 0 : parts.integer("version", 0, 1, Integer.MAX_VALUE);
      if (subject.endsWith(FILE_END)) {
        parts.problem(
            "subject",
            "'" + subject + "' is a file, which has no version; write " + key + ": " + subject);
      }
      return checked(section, key, subject, version);
    }
  }

  private static SchemaRef checked(Section section, String key, String name, int version) {
    SchemaRef ref = new SchemaRef(name, version, section.place(key));
    if (name.isBlank() || name.length() > SUBJECT_MAX) {
      section.problem(
          key,
          "a schema is a subject of the registry or a file, of up to "
              + SUBJECT_MAX
              + " characters; write e.g. web-event or schemas/web-event.json");
    } else if (ref.isFile() && isOutside(name)) {
      section.problem(
          key,
          "'"
              + name
              + "' is not in the pipeline's folder; write a path from there on,"
              + " such as schemas/web-event.json");
    } else if (ref.isFile() && ref.subject().isEmpty()) {
      section.problem(key, "'" + name + "' has no base name, which would be its subject");
    }
    return ref;
  }

  private static boolean isOutside(String file) {
    return file.startsWith("/")
        || file.contains("\\")
        || file.contains(":")
        || java.util.List.of(file.split("/", -1)).contains("..");
  }
}
