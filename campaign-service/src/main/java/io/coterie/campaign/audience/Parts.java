package io.coterie.campaign.audience;

import io.coterie.campaign.audience.SegmentMembers.Member;
import io.coterie.campaign.audience.SegmentMembers.MembersPage;
import io.coterie.campaign.delivery.Deliveries;
import io.coterie.campaign.delivery.NewDelivery;
import io.coterie.kit.erasure.Tombstones;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// How far audiences have been read. A page's recipients and the place of the next page commit together, so that a
/// crash loses and doubles nobody.
@Singleton
class Parts {
    private static final Logger LOG = Logger.getLogger(Parts.class);
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final String LEASE_NEXT = """
            UPDATE audience_part p SET leased_until = clock_timestamp() + ? * interval '1 millisecond'
            FROM (SELECT a.campaign_id, a.position FROM audience_part a
                  JOIN campaign c ON c.id = a.campaign_id AND c.state = 'sending'
                  WHERE NOT a.done AND (a.leased_until IS NULL OR a.leased_until < clock_timestamp())
                    AND NOT EXISTS (SELECT FROM audience_part b WHERE b.campaign_id = a.campaign_id
                                    AND b.position < a.position AND NOT b.done)
                  ORDER BY a.campaign_id LIMIT 1 FOR UPDATE OF a SKIP LOCKED) pick, campaign k
            WHERE p.campaign_id = pick.campaign_id AND p.position = pick.position AND k.id = p.campaign_id
            RETURNING p.*, k.launched_at, k.expires_seconds,
                      coalesce(p.as_of, (SELECT f.as_of FROM audience_part f
                                         WHERE f.campaign_id = p.campaign_id AND f.position = 0)) AS pinned
            """;
    private static final String ADVANCE = """
            UPDATE audience_part SET as_of = ?, next_page = ?, announced = coalesce(announced, ?), read = read + ?,
                   pages = pages + 1, done = ?, problem = NULL, failures = 0,
                   leased_until = NULL
            WHERE campaign_id = ? AND position = ? AND pages = ? AND NOT done
            RETURNING announced, read
            """;
    private static final String FAILED = """
            UPDATE audience_part SET problem = ?, failures = failures + 1,
                   leased_until = clock_timestamp() + least(power(2, failures), 300) * interval '1 second'
            WHERE campaign_id = ? AND position = ?
            """;
    private static final String EXCLUDE = """
            INSERT INTO audience_exclusion (bucket, customer_id, campaign_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String EXCLUDED = """
            SELECT customer_id FROM audience_exclusion
            WHERE bucket = ANY (?) AND customer_id = ANY (?) AND campaign_id = ?
            """;
    private static final String COMPLETE = """
            UPDATE campaign k SET state = 'completed'
            WHERE state = 'sending'
              AND NOT EXISTS (SELECT FROM audience_part p WHERE p.campaign_id = k.id AND NOT p.done)
              AND NOT EXISTS (SELECT FROM delivery d WHERE d.campaign_id = k.id AND d.decided_at IS NULL)
            """;

    private record Count(@Nullable Long announced, long read) {}

    private final Database database;
    private final Deliveries deliveries;
    private final Tombstones tombstones;

    Parts(Database database, Deliveries deliveries, Tombstones tombstones) {
        this.database = database;
        this.deliveries = deliveries;
        this.tombstones = tombstones;
    }

    /// The next part that nobody else reads now. Parts of one campaign come one after the other.
    @Transactional
    Optional<Part> lease() {
        return database.first(LEASE_NEXT, Part::of, LEASE.toMillis());
    }

    /// Whether the page was the next one; if not, another replica was first.
    @Transactional
    boolean store(Part part, MembersPage page) {
        boolean done = page.next() == null;
        Optional<Count> count = database.first(
                ADVANCE,
                row -> new Count(row.getObject("announced", Long.class), row.getLong("read")),
                page.asOf(),
                page.next(),
                page.total(),
                page.items().size(),
                done,
                part.campaign(),
                part.position(),
                part.pages());
        if (count.isEmpty()) {
            return false;
        }
        add(part, living(page));
        if (done) {
            reconcile(part, count.get());
        }
        return true;
    }

    /// The page may be older than an erasure.
    private List<UUID> living(MembersPage page) {
        List<UUID> members =
                page.items().stream().map(Member::customerId).distinct().toList();
        Set<UUID> erased = tombstones.among(members);
        return members.stream().filter(member -> !erased.contains(member)).toList();
    }

    private static void reconcile(Part part, Count count) {
        if (count.announced() == null || count.announced() != count.read()) {
            LOG.errorf(
                    "campaign %s: segment %s announced %s members, read were %d",
                    part.campaign(), part.segment(), count.announced(), count.read());
        }
    }

    private void add(Part part, List<UUID> customers) {
        if (part.excluded()) {
            database.batch(
                    EXCLUDE,
                    customers.stream()
                            .map(each -> new Object[] {Bucket.of(each), each, part.campaign()})
                            .toList());
            return;
        }
        Set<UUID> excluded = excluded(part, customers);
        Origin origin = Origin.first(part.campaign()).causes(part.campaign());
        deliveries.add(customers.stream()
                .filter(customer -> !excluded.contains(customer))
                .map(customer -> new NewDelivery(
                        customer,
                        part.campaign(),
                        part.campaign(),
                        Lane.BULK,
                        origin,
                        part.launchedAt().plus(part.expires())))
                .toList());
    }

    private Set<UUID> excluded(Part part, List<UUID> customers) {
        return new HashSet<>(database.query(
                EXCLUDED,
                row -> Database.uuid(row, "customer_id"),
                customers.stream().map(Bucket::of).distinct().toArray(Integer[]::new),
                customers.toArray(UUID[]::new),
                part.campaign()));
    }

    @Transactional
    void failed(Part part, String problem) {
        database.update(FAILED, problem, part.campaign(), part.position());
    }

    /// Ends broadcasts whose audience is read and whose every delivery is decided.
    @Transactional
    void complete() {
        database.update(COMPLETE);
    }
}
