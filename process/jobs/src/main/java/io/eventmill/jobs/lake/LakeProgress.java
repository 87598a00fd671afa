package io.eventmill.jobs.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each partition is in the lake, as the lake itself says, in small files below {@code
 * _progress}. So a job that has lost its checkpoints does not write twice what lies there already.
 */
final class LakeProgress {
  private static final Logger LOG = LoggerFactory.getLogger(LakeProgress.class);
  private static final String FOLDER = "_progress";
  private static final long NONE = -1;
  private static final int DIGITS_MAX = 32;

  private final Path folder;
  private final Map<String, Long> known = new HashMap<>();

  LakeProgress(String root) {
    this.folder = new Path(root, FOLDER);
  }

  /** Whether a row is in a file that readers see. Looks into the lake once for each partition. */
  boolean has(Origin origin) throws IOException {
    return origin.offset() <= last(name(origin));
  }

  /** Notes that all rows up to this one are in files that readers see. */
  void reached(Origin origin) throws IOException {
    String name = name(origin);
    if (origin.offset() > last(name)) {
      known.put(name, origin.offset());
      Path path = new Path(folder, name);
      try (OutputStream out = path.getFileSystem().create(path, WriteMode.OVERWRITE)) {
        out.write(Long.toString(origin.offset()).getBytes(UTF_8));
      }
    }
  }

  /**
   * What a lake says of all its partitions.
   *
   * @param root of a source
   * @return offsets by the first four bytes of the raw topic's id, in hex, and the partition, as in
   *     {@code 9f3c2a1b-0}; where two topics' ids begin alike, the lesser
   */
  static Map<String, Long> all(Path root) throws IOException {
    Path folder = new Path(root, FOLDER);
    FileSystem files = folder.getFileSystem();
    FileStatus[] found = files.exists(folder) ? files.listStatus(folder) : null;
    Map<String, Long> all = new HashMap<>();
    for (FileStatus file : found == null ? new FileStatus[0] : found) {
      Origin first = Origin.parse(file.getPath().getName() + "-0");
      String topic = "%08x".formatted(first.topicIdHigh() >>> 32);
      all.merge(topic + "-" + first.partition(), read(file.getPath()), Math::min);
    }
    return all;
  }

  private long last(String name) throws IOException {
    Long last = known.get(name);
    if (last == null) {
      last = read(new Path(folder, name));
      known.put(name, last);
    }
    return last;
  }

  private static long read(Path path) throws IOException {
    FileSystem files = path.getFileSystem();
    if (!files.exists(path)) {
      return NONE;
    }
    try (FSDataInputStream in = files.open(path)) {
      return Long.parseLong(new String(in.readNBytes(DIGITS_MAX), UTF_8));
    } catch (NumberFormatException e) { // cut short by a crash: the checkpoint knows as well
      LOG.warn("{} is no number; the job goes on by its checkpoint alone", path);
      return NONE;
    }
  }

  /** The raw topic's id and the partition. */
  private static String name(Origin origin) {
    String id = origin.asId();
    return id.substring(0, id.lastIndexOf('-'));
  }
}
