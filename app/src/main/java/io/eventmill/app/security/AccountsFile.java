package io.eventmill.app.security;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;

/**
 * {@code accounts.json} in the data folder, readable for its owner only. Written whole or not at
 * all; two commands at once wait for each other.
 */
public record AccountsFile(Path path) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public static AccountsFile in(Path data) {
    return new AccountsFile(data.resolve("accounts.json"));
  }

  public Accounts read() throws IOException {
    if (!Files.exists(path)) {
      return Accounts.NONE;
    }
    try {
      return JSON.readValue(path.toFile(), Accounts.class);
    } catch (JacksonException e) {
      // its message quotes what it found, which may be a hash
      throw new IOException(path + " is not what './eventmill users' writes; nobody gets in by it");
    }
  }

  /** When it was last written; null while there is none. */
  FileTime time() throws IOException {
    return Files.exists(path) ? Files.getLastModifiedTime(path) : null;
  }

  /** Reads, changes and writes; what {@code change} throws leaves the file as it is. */
  public void change(UnaryOperator<Accounts> change) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path lock = path.resolveSibling("accounts.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      write(change.apply(read()));
    }
  }

  private void write(Accounts accounts) throws IOException {
    Path half = path.resolveSibling("accounts.json.new");
    Files.deleteIfExists(half);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(half, JSON.writeValueAsBytes(accounts));
    Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
