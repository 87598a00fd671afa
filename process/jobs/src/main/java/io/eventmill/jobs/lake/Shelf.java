package io.eventmill.jobs.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** How files come to lie in a lake whole or not at all, under a name that their content decides. */
interface Shelf {
  /** A new file, not seen by readers. */
  Draft draft() throws IOException;

  /**
   * Shows a finished file to readers. May be asked again for one that it has shown already.
   *
   * @param path below the shelf's root
   * @param receipt of the draft
   */
  void show(String path, byte[] receipt) throws IOException;

  /**
   * The shelf at an address.
   *
   * @param run names whoever writes
   * @param scratch folder on the local disk, for files on their way to a store
   */
  static Shelf at(String root, String run, Path scratch) {
    return root.startsWith("s3:")
        ? new UploadingShelf(root, scratch)
        : new RenamingShelf(root, run);
  }

  /** A file that is being written. Closing it before it is finished drops it. */
  interface Draft extends Closeable {
    OutputStream out();

    /**
     * Writes it out, whole and safe from a crash.
     *
     * @param path below the shelf's root where it will come to lie
     * @return what {@link Shelf#show} needs to find it, in this run or a later one
     */
    byte[] finish(String path) throws IOException;

    /** Drops it, also after it was finished, as long as it has not been shown. */
    @Override
    void close() throws IOException;
  }
}
