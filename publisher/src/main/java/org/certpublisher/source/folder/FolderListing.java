package org.certpublisher.source.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.certpublisher.source.SourceException;
import org.certpublisher.source.file.BoundedFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder that may hold certificates. Hidden files and what is still being written
 * (.tmp, .part, ~) are left out, symbolic links are not followed. A sub-folder that cannot be
 * listed fails the listing: a part is not the whole.
 *
 * @param files by path
 * @param links how many symbolic links were passed over
 */
record FolderListing(List<Path> files, int links) {
  private static final int DEPTH = 8;

  FolderListing {
    files = List.copyOf(files);
  }

  static FolderListing of(Path folder) throws SourceException {
    try {
      Visitor visitor = new Visitor(folder);
      Files.walkFileTree(folder, Set.of(), DEPTH, visitor);
      visitor.files.sort(Comparator.naturalOrder());
      return new FolderListing(visitor.files, visitor.links);
    } catch (IOException e) {
      throw new SourceException(
          folder
              + " cannot be listed: "
              + e.getMessage()
              + ". Check the path, its permissions and that its file system is mounted.",
          e);
    }
  }

  private static final class Visitor implements FileVisitor<Path> {
    private final Path root;
    private final List<Path> files = new ArrayList<>();
    private int links;

    Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean hidden = !folder.equals(root) && name(folder).startsWith(".");
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        links++;
      } else if (attributes.isDirectory()) {
        throw new IOException(file + " lies more than " + DEPTH + " folders deep; move it up");
      } else if (attributes.isRegularFile() && isWanted(name(file))) {
        files.add(file.normalize());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      throw new IOException(file + ": " + BoundedFile.reason(e), e);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw new IOException(folder + ": " + BoundedFile.reason(e), e);
      }
      return FileVisitResult.CONTINUE;
    }

    private static String name(Path path) {
      return String.valueOf(path.getFileName());
    }

    private static boolean isWanted(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return !lower.startsWith(".")
          && !lower.endsWith(".tmp")
          && !lower.endsWith(".part")
          && !lower.endsWith("~");
    }
  }
}
