package io.eventmill.jobs.lake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * An object store, which cannot rename: a file is written on the local disk, uploaded under its
 * name when it is finished, and the upload is completed when it is shown. Until then nobody sees
 * it. Uploads that a killed run leaves open are the bucket's to drop, by a rule of its own.
 */
final class UploadingShelf implements Shelf {
  private final Path root;
  private final java.nio.file.Path scratch;

  /**
   * @param scratch folder on the local disk
   */
  UploadingShelf(String root, java.nio.file.Path scratch) {
    this.root = new Path(root);
    this.scratch = scratch;
  }

  @Override
  public Draft draft() throws IOException {
    Files.createDirectories(scratch);
    return new LocalDraft(Files.createTempFile(scratch, "open", ""));
  }

  @Override
  public void show(String path, byte[] written) throws IOException {
    RecoverableWriter writer = root.getFileSystem().createRecoverableWriter();
    ByteBuffer receipt = ByteBuffer.wrap(written);
    int version = receipt.getInt();
    byte[] upload = new byte[receipt.remaining()];
    receipt.get(upload);
    writer
        .recoverForCommit(serializer(writer).deserialize(version, upload))
        .commitAfterRecovery(); // does nothing where the object is there already
  }

  @SuppressWarnings("unchecked") // a writer reads what it has written
  private static SimpleVersionedSerializer<CommitRecoverable> serializer(RecoverableWriter writer) {
    return (SimpleVersionedSerializer<CommitRecoverable>) writer.getCommitRecoverableSerializer();
  }

  private final class LocalDraft implements Draft {
    private final java.nio.file.Path local;
    private final OutputStream out;

    LocalDraft(java.nio.file.Path local) throws IOException {
      this.local = local;
      this.out = new BufferedOutputStream(Files.newOutputStream(local));
    }

    @Override
    public OutputStream out() {
      return out;
    }

    @Override
    public byte[] finish(String path) throws IOException {
      out.close();
      RecoverableWriter writer = root.getFileSystem().createRecoverableWriter();
      CommitRecoverable uploaded;
      try (RecoverableFsDataOutputStream upload = writer.open(new Path(root, path))) {
        Files.copy(local, upload);
        uploaded = upload.closeForCommit().getRecoverable();
      }
      Files.delete(local);
      SimpleVersionedSerializer<CommitRecoverable> serializer = serializer(writer);
      byte[] bytes = serializer.serialize(uploaded);
      return ByteBuffer.allocate(Integer.BYTES + bytes.length)
          .putInt(serializer.getVersion())
          .put(bytes)
          .array();
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(local);
    }
  }
}
