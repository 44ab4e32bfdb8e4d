package postern.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;

/** The files that the last commit of an index consists of. They never change; a later commit may remove them. */
public final class CommittedFiles {
    private CommittedFiles() {
    }

    /** @return names within the folder, sorted; empty if there is no index */
    public static List<String> of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (FSDirectory directory = FSDirectory.open(folder)) {
            return DirectoryReader.indexExists(directory) ? SegmentInfos.readLatestCommit(directory).files(true).stream().sorted().toList()
                : List.of();
        }
    }
}
