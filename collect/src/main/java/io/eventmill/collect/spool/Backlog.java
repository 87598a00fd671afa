package io.eventmill.collect.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The segments between the one that writes and the one that reads: which there are, oldest first,
 * and how far each is synced. Safe for threads.
 */
final class Backlog {
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private long bytes;
  private boolean writing;

  Backlog(List<Segment> found) {
    for (Segment segment : found) {
      segments.add(segment);
      bytes += segment.length();
    }
  }

  /** Of all files, as far as they are synced. */
  synchronized long bytes() {
    return bytes;
  }

  /** From now until {@link #written} the newest segment is not removed. */
  synchronized void writing() {
    writing = true;
  }

  /** True while the segment has not been removed, so that it can be written on. */
  synchronized boolean has(Segment segment) {
    return segments.peekLast() == segment;
  }

  synchronized void add(Segment segment) {
    segments.add(segment);
    bytes += segment.length();
  }

  /**
   * @param length how much of the newest segment is synced now; 0 when nothing was written
   */
  synchronized void written(long length) {
    writing = false;
    if (length > 0) {
      Segment newest = segments.getLast();
      bytes += length - newest.length();
      newest.length(length);
    }
    notifyAll();
  }

  /** The oldest segment, once there is one. */
  synchronized Segment oldest() throws InterruptedException {
    while (segments.isEmpty()) {
      wait();
    }
    return segments.getFirst();
  }

  /**
   * Waits until more of the segment than {@code position} is synced. Is it read to its end, and
   * nobody writes on it, it is removed.
   *
   * @return how much of it is synced; -1 when it was removed
   */
  synchronized long moreOrRemove(Segment segment, long position)
      throws InterruptedException, IOException {
    while (segment.length() <= position) {
      if (segments.peekLast() != segment || !writing) {
        segments.remove(segment);
        bytes -= segment.length();
        Files.deleteIfExists(segment.file());
        return -1;
      }
      wait();
    }
    return segment.length();
  }
}
