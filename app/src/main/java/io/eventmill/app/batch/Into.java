package io.eventmill.app.batch;

import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.Pipeline;
import java.util.List;

/**
 * Which stores a batch fills beside its own file, which always has all of it.
 *
 * @param opensearch takes events, failed and dropped ones
 * @param postgres takes counts and attributions
 */
public record Into(boolean opensearch, boolean postgres) {
  private static final List<String> NAMES = List.of("duckdb", "opensearch", "postgres", "pipeline");

  /**
   * @param given names of stores; {@code pipeline} is those that the pipeline's file names
   * @throws UseException when there is no such store
   */
  public static Into of(List<String> given, Pipeline pipeline) {
    boolean opensearch = false;
    boolean postgres = false;
    for (String name : given) {
      if (!NAMES.contains(name)) {
        throw new UseException(
            "--into: there is no store '"
                + name
                + "'"
                + Guess.among(name, NAMES)
                + "; there are: "
                + String.join(", ", NAMES));
      }
      boolean asFile = name.equals("pipeline");
      opensearch |= asFile ? isOpenSearch(pipeline) : name.equals("opensearch");
      postgres |= asFile ? isPostgres(pipeline) : name.equals("postgres");
    }
    return new Into(opensearch, postgres);
  }

  private static boolean isOpenSearch(Pipeline pipeline) {
    return pipeline.stores().search().equals("opensearch");
  }

  private static boolean isPostgres(Pipeline pipeline) {
    return pipeline.stores().relational().equals("postgres");
  }
}
