package io.eventmill.jobs.lake;

import io.eventmill.pipeline.Archive;
import io.eventmill.steps.archive.Folders;
import io.eventmill.store.LakeFileName;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges small files of one archive into larger ones, in folders whose time is over.
 *
 * <p>No row is lost at any time. A merged file is written where no reader looks, comes to its place
 * whole, and only then do the files go that it was made of. Its name covers theirs, so that whoever
 * goes by names ({@link LakeFileName#current}) sees each row once at any time; who reads whatever
 * lies there sees rows twice for that moment. If the process dies in it, the next round removes
 * what is covered; if it dies before, nothing has happened.
 *
 * <p>It keeps out of the way of the job that writes: only files that the lake's own progress counts
 * in are merged, and these the job does not touch again.
 */
public final class LakeCompaction {
  private static final Logger LOG = LoggerFactory.getLogger(LakeCompaction.class);

  private final Archive archive;
  private final String root;
  private final java.nio.file.Path scratch;
  private final Clock clock;
  private final String run = "compact-" + UUID.randomUUID();
  private int merged;

  /**
   * @param archive one with a compaction
   * @param root of the lake, absolute
   * @param scratch folder on the local disk, for files on their way to a store
   */
  public LakeCompaction(Archive archive, URI root, java.nio.file.Path scratch, Clock clock) {
    this.archive = archive;
    this.root = root.toString().replaceAll("/+$", "");
    this.scratch = scratch;
    this.clock = clock;
  }

  /**
   * Looks at all folders once. What cannot be merged is told in the log and left as it is.
   *
   * @return files that are part of larger ones now
   */
  public int round() throws IOException {
    merged = 0;
    for (String source : archive.sources()) {
      Path place = new Path(root, source);
      FileSystem files = place.getFileSystem();
      if (files.exists(place)) {
        Map<String, Long> reached = LakeProgress.all(place);
        folder(new Place(files, place, Shelf.at(place.toString(), run, scratch), reached), "");
      }
    }
    return merged;
  }

  /** One source's folder. */
  private record Place(FileSystem files, Path root, Shelf shelf, Map<String, Long> reached) {
    Path folder(String below) {
      return below.isEmpty() ? root : new Path(root, below);
    }

    long reached(LakeFileName name) {
      return reached.getOrDefault(name.topicId() + "-" + name.partition(), -1L);
    }
  }

  private void folder(Place place, String below) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("told to stop");
    }
    FileStatus[] found = place.files().listStatus(place.folder(below));
    List<Lying> lying = new ArrayList<>();
    for (FileStatus entry : found == null ? new FileStatus[0] : found) {
      String name = entry.getPath().getName();
      if (name.startsWith("_")) {
        continue;
      }
      if (entry.isDir()) {
        folder(place, below.isEmpty() ? name : below + "/" + name);
      } else {
        LakeFileName.read(name)
            .ifPresent(n -> lying.add(new Lying(n, entry.getLen(), entry.getModificationTime())));
      }
    }
    if (!lying.isEmpty()) {
      tend(place, below, lying);
    }
  }

  private void tend(Place place, String below, List<Lying> lying) throws IOException {
    Map<LakeFileName, Lying> byName = new HashMap<>();
    lying.forEach(file -> byName.put(file.name(), file));
    List<LakeFileName> current = LakeFileName.current(byName.keySet());
    Set<LakeFileName> covered = new HashSet<>(byName.keySet());
    current.forEach(covered::remove);
    for (LakeFileName name : covered) { // by a run that died before it could
      place.files().delete(new Path(place.folder(below), name.text()), false);
    }
    Instant before = clock.instant().minus(archive.compact().after());
    if (Folders.end(below).isAfter(before)) {
      return;
    }
    SmallFiles small =
        new SmallFiles(archive.compact().size(), before.toEpochMilli(), place::reached);
    for (List<Lying> run : small.runs(current.stream().map(byName::get).toList())) {
      try {
        merge(place, below, run.stream().map(Lying::name).toList());
      } catch (IOException | RuntimeException e) {
        LOG.warn(
            "Cannot merge {} files from {} on in {}; they stay as they are, and are tried again",
            run.size(),
            run.get(0).name().text(),
            place.folder(below),
            e);
      }
    }
  }

  private void merge(Place place, String below, List<LakeFileName> run) throws IOException {
    LakeFileName first = run.get(0);
    String name = first.through(run.get(run.size() - 1)).text();
    String path = below.isEmpty() ? name : below + "/" + name;
    List<Path> parts =
        run.stream().map(part -> new Path(place.folder(below), part.text())).toList();
    Shelf.Draft draft = place.shelf().draft();
    try {
      RowMerge.of(first.ending(), archive.compression()).merge(parts, draft.out());
      place.shelf().show(path, draft.finish(path));
    } catch (IOException | RuntimeException e) {
      draft.close();
      throw e;
    }
    for (Path part : parts) {
      place.files().delete(part, false);
    }
    merged += parts.size();
  }
}
