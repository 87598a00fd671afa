package io.eventmill.jobs.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * The checkpoints of one job over all its runs: {@code <run's id>/chk-<n>/_metadata}, and {@code
 * savepoint-…} for one that a run was stopped with. Flink writes the metadata last, so a checkpoint
 * that has them was finished. The number goes on counting from run to run, so the highest is the
 * newest, whatever the clock says.
 */
final class CheckpointFolder {
  private static final String METADATA = "_metadata";
  private static final String PREFIX = "chk-";
  private static final String SAVEPOINT = "savepoint-";
  private static final String CLEAN = "clean";

  private final Path dir;

  CheckpointFolder(Path dir) {
    this.dir = dir;
  }

  Path dir() {
    return dir;
  }

  /** Finished checkpoints, newest first. */
  List<Path> finished() {
    List<Path> found = new ArrayList<>();
    for (Path run : list(dir)) {
      found.addAll(finished(run));
    }
    found.sort(
        Comparator.comparingLong(CheckpointFolder::number)
            .thenComparing(CheckpointFolder::modified)
            .reversed());
    return found;
  }

  boolean hasFinished(JobID run) {
    return !finished(dir.resolve(run.toHexString())).isEmpty();
  }

  /** Where the run that begins now may be stopped with a savepoint. */
  String savepointsOf(JobID run) {
    return dir.resolve(run.toHexString()).toUri().toString();
  }

  /** Notes that its run ended at exactly this savepoint. */
  static void markClean(Path savepoint) {
    try {
      Files.createFile(savepoint.resolve(CLEAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this run ended at exactly this point, with all of its results written. */
  static boolean isCleanEndOf(String run, Path checkpoint) {
    return checkpoint.getParent().getFileName().toString().equals(run)
        && Files.exists(checkpoint.resolve(CLEAN));
  }

  /** What stands in the way of going on from this checkpoint; null when nothing is seen. */
  static String damage(Path checkpoint) {
    Path file = checkpoint.resolve(METADATA);
    try {
      for (OperatorState operator : metadata(checkpoint).getOperatorStates()) {
        for (var state : operator.getStates()) {
          for (StateObject part : state.getDiscardables()) {
            String missing = missing(part);
            if (missing != null) {
              return missing;
            }
          }
        }
      }
      return null;
    } catch (IOException | RuntimeException e) {
      return file + " cannot be read: " + e;
    }
  }

  /** Removes every other run: what this one has finished replaces all of it. */
  void deleteRunsBefore(JobID run) {
    for (Path other : list(dir)) {
      if (Files.isDirectory(other) && !other.getFileName().toString().equals(run.toHexString())) {
        deleteAll(other);
      }
    }
  }

  /** Removes a folder as far as possible; what cannot be removed is removed another time. */
  static void deleteAll(Path dir) {
    try (Stream<Path> all = Files.walk(dir)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // in use or gone: no harm
    }
  }

  private static List<Path> finished(Path run) {
    return list(run).stream()
        .filter(chk -> Files.exists(chk.resolve(METADATA)) && number(chk) >= 0)
        .toList();
  }

  private static CheckpointMetadata metadata(Path checkpoint) throws IOException {
    Path file = checkpoint.resolve(METADATA);
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return Checkpoints.loadCheckpointMetadata(
          in, CheckpointFolder.class.getClassLoader(), checkpoint.toString());
    }
  }

  private static String missing(StateObject part) throws IOException {
    StreamStateHandle handle = null;
    if (part instanceof OperatorStateHandle operator) {
      handle = operator.getDelegateStateHandle();
    } else if (part instanceof KeyGroupsStateHandle keyed) {
      handle = keyed.getDelegateStateHandle();
    } else if (part instanceof StreamStateHandle other) {
      handle = other;
    }
    if (handle == null || handle.maybeGetPath().isEmpty()) {
      return null; // it stands in the metadata itself
    }
    Path file = Path.of(handle.maybeGetPath().get().getPath());
    if (!Files.exists(file)) {
      return file + " is missing";
    }
    return Files.size(file) < handle.getStateSize() ? file + " is cut off" : null;
  }

  private static long number(Path checkpoint) {
    String name = checkpoint.getFileName().toString();
    try {
      if (name.startsWith(SAVEPOINT)) {
        return metadata(checkpoint).getCheckpointId();
      }
      return name.startsWith(PREFIX) ? Long.parseLong(name.substring(PREFIX.length())) : -1;
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  private static FileTime modified(Path checkpoint) {
    try {
      return Files.getLastModifiedTime(checkpoint.resolve(METADATA));
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static List<Path> list(Path dir) {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.toList();
    } catch (IOException e) {
      return List.of(); // none yet
    }
  }
}
