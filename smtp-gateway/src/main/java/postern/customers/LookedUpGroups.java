package postern.customers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.CustomerGroup;
import postern.desk.Desk;
import postern.triage.CustomerGroups;

/** The customer groups of the current desk, looked up where the desk says. Thread-safe. */
public final class LookedUpGroups implements CustomerGroups {
    private static final Logger LOG = LoggerFactory.getLogger(LookedUpGroups.class);

    private final Provider<Desk> desk;
    private final Path conf;
    private final Map<CustomerGroup, Source> sources = new ConcurrentHashMap<>();
    private final Cache<String, String> told = Caffeine.newBuilder().maximumSize(100).expireAfterWrite(java.time.Duration.ofMinutes(1)).build();

    /** @param conf the directory that relative paths begin at */
    public LookedUpGroups(Provider<Desk> desk, Path conf) {
        this.desk = desk;
        this.conf = conf;
    }

    @Override
    public Membership of(String group, List<String> addresses) {
        CustomerGroup wanted = desk.get().customerGroups().get(group);
        if (wanted == null) {
            return Membership.unknown(group, "not in desk.yaml");
        }
        sources.keySet().retainAll(desk.get().customerGroups().values());
        try {
            return Membership.of(sources.computeIfAbsent(wanted, this::source).anyOf(addresses));
        } catch (Unanswered e) {
            if (told.asMap().putIfAbsent(group, e.getMessage()) == null) {
                LOG.warn("Customer group {} cannot be asked ({}); its customers are treated as any other", group, e.getMessage());
            }
            return Membership.unknown(group, e.getMessage());
        }
    }

    private Source source(CustomerGroup group) {
        return switch (group.source()) {
            case CustomerGroup.Csv csv -> new CsvSource(conf.resolve(csv.file()));
            case CustomerGroup.View view -> new ViewSource(view);
        };
    }
}
