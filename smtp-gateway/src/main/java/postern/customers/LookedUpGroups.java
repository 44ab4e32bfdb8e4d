package postern.customers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.CustomerGroup;
import postern.desk.Desk;
import postern.triage.CustomerGroups;

/**
 * The customer groups of the current desk, looked up where the desk says. Thread-safe.
 *
 * <p>A source that gave no answer is left alone for a moment: mails that come meanwhile do not wait for it once more each.
 */
public final class LookedUpGroups implements CustomerGroups {
    private static final Logger LOG = LoggerFactory.getLogger(LookedUpGroups.class);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final Duration CSV_PATIENCE = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Provider<Desk> desk;
    private final Path conf;
    private final Map<CustomerGroup, Source> sources = new ConcurrentHashMap<>();
    private final Duration patience;
    private final Cache<CustomerGroup, String> resting;
    private final Cache<CustomerGroup, String> told = Caffeine.newBuilder().expireAfterWrite(QUIET).build();
    private volatile Desk settled;

    /** @param conf the directory that relative paths begin at */
    public LookedUpGroups(Provider<Desk> desk, Path conf) {
        this(desk, conf, CSV_PATIENCE, Ticker.systemTicker());
    }

    /** @param patience longest time that a mail waits for a file */
    LookedUpGroups(Provider<Desk> desk, Path conf, Duration patience, Ticker ticker) {
        this.desk = desk;
        this.conf = conf;
        this.patience = patience;
        this.resting = Caffeine.newBuilder().expireAfterWrite(REST).ticker(ticker).build();
    }

    @Override
    public Membership of(String group, List<String> addresses) {
        Desk current = desk.get();
        settle(current);
        CustomerGroup wanted = current.customerGroups().get(group);
        String rests = wanted == null ? "not in desk.yaml" : resting.getIfPresent(wanted);
        if (rests != null) {
            return Membership.unknown(group, rests);
        }
        try {
            return Membership.of(sources.computeIfAbsent(wanted, this::source).anyOf(addresses));
        } catch (Unanswered e) {
            resting.put(wanted, e.getMessage());
            if (told.asMap().putIfAbsent(wanted, e.getMessage()) == null) {
                LOG.warn("Customer group {} cannot be asked ({}); its customers are treated as any other", group, e.getMessage());
            }
            return Membership.unknown(group, e.getMessage());
        }
    }

    /** Leaves the sources that another desk no longer names. */
    private void settle(Desk current) {
        if (settled != current) {
            settled = current;
            sources.keySet().stream().filter(group -> !current.customerGroups().containsValue(group)).toList()
                .forEach(group -> sources.computeIfPresent(group, (gone, source) -> {
                    source.close();
                    return null;
                }));
        }
    }

    private Source source(CustomerGroup group) {
        return switch (group.source()) {
            case CustomerGroup.Csv csv -> new CsvSource(conf.resolve(csv.file()), patience);
            case CustomerGroup.View view -> new ViewSource(view);
        };
    }
}
