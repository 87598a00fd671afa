package io.eventmill.jobs.lake;

import io.eventmill.event.Origin;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Archive.Roll;
import io.eventmill.steps.archive.Folders;
import io.eventmill.steps.archive.LakeRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/**
 * Writes rows to files: one for each partition and folder at a time. Closes a file that is large
 * enough, the one that was written longest ago when too many are open, and all before a checkpoint,
 * so that no state is left open.
 */
final class LakeWriter implements CommittingSinkWriter<LakeRow, FinishedFile> {
  private final Roll roll;
  private final String topic;
  private final RowFormat format;
  private final Shelf shelf;
  private final LakeProgress progress;
  private final int openMax;
  private final Folders folders;

  /** By partition and folder, the one written longest ago first. */
  private final Map<Place, LakeFile> open = new LinkedHashMap<>(16, 0.75f, true);

  private final List<LakeFile> closed = new ArrayList<>();
  private final List<FinishedFile> finished = new ArrayList<>();

  private record Place(long topicHigh, long topicLow, int partition, String folder) {}

  LakeWriter(
      Archive archive,
      String topic,
      RowFormat format,
      Shelf shelf,
      LakeProgress progress,
      int openMax) {
    this.roll = archive.roll();
    this.topic = topic;
    this.format = format;
    this.shelf = shelf;
    this.progress = progress;
    this.openMax = openMax;
    this.folders = new Folders(archive);
  }

  @Override
  public void write(LakeRow row, Context context) throws IOException {
    Origin origin = row.origin();
    if (progress.has(origin)) {
      return;
    }
    String folder = folders.of(row);
    Place place = new Place(origin.topicIdHigh(), origin.topicIdLow(), origin.partition(), folder);
    LakeFile file = open.get(place);
    if (file == null) {
      if (open.size() >= openMax) {
        close(open.keySet().iterator().next());
      }
      file = new LakeFile(folder, shelf.draft(), format);
      open.put(place, file);
    }
    file.write(row);
    if (file.count() >= roll.count() || file.bytes() >= roll.size()) {
      close(place);
    }
  }

  private void close(Place place) throws IOException {
    LakeFile file = open.remove(place);
    closed.add(file);
    finished.add(file.finish(topic));
  }

  @Override
  public void flush(boolean endOfInput) {
    // a checkpoint follows, which asks for all
  }

  @Override
  public Collection<FinishedFile> prepareCommit() throws IOException {
    for (Place place : List.copyOf(open.keySet())) {
      close(place);
    }
    List<FinishedFile> all = List.copyOf(finished);
    finished.clear();
    closed.clear();
    return all;
  }

  /** Drops what no checkpoint will know of; it is written again. */
  @Override
  public void close() throws IOException {
    closed.addAll(open.values());
    open.clear();
    for (LakeFile file : closed) {
      file.drop();
    }
    closed.clear();
  }
}
