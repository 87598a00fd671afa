package io.eventmill.jobs.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** How files come to lie in a lake whole or not at all, under a name that their content decides. */
interface Shelf {
  /** A new file, not seen by readers. */
  Draft draft() throws IOException;

  /** Shows a finished file to readers. May be asked again for one that it has shown already. */
  void show(FinishedFile file) throws IOException;

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
