package io.eventmill.jobs.lake;

import io.eventmill.event.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;

/**
 * Puts the files of a finished checkpoint to their places, then notes how far the lake is. If the
 * process dies in between, the next run does it again: a file that is there already stays.
 */
final class LakeCommitter implements Committer<FinishedFile> {
  private final Shelf shelf;
  private final LakeProgress progress;

  LakeCommitter(Shelf shelf, LakeProgress progress) {
    this.shelf = shelf;
    this.progress = progress;
  }

  @Override
  public void commit(Collection<CommitRequest<FinishedFile>> requests) throws IOException {
    List<Origin> last = new ArrayList<>();
    for (CommitRequest<FinishedFile> request : requests) {
      FinishedFile file = request.getCommittable();
      if (!progress.has(file.last())) { // else it was shown, and may be merged into another
        shelf.show(file.path(), file.receipt());
        last.add(file.last());
      }
    }
    for (Origin origin : last) {
      if (last.stream().noneMatch(o -> isBehind(o, origin))) {
        progress.reached(origin);
      }
    }
  }

  private static boolean isBehind(Origin one, Origin other) {
    return one.sameTopic(other)
        && one.partition() == other.partition()
        && one.offset() > other.offset();
  }

  @Override
  public void close() {}
}
