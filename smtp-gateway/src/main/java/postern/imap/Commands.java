package postern.imap;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.modules.protocols.ImapPackage;
import org.apache.james.utils.ClassName;

/** James' commands of IMAP, and SORT. */
public final class Commands implements ImapPackage {
    @Override
    public Collection<ClassName> processors() {
        return with(DEFAULT.processors(), Sorting.class);
    }

    @Override
    public Collection<ClassName> decoders() {
        return with(DEFAULT.decoders(), SortParser.class);
    }

    @Override
    public Collection<ClassName> encoders() {
        return with(DEFAULT.encoders(), SortResponseEncoder.class);
    }

    private static List<ClassName> with(Collection<ClassName> james, Class<?> ours) {
        return Stream.concat(james.stream(), Stream.of(new ClassName(ours.getName()))).toList();
    }
}
