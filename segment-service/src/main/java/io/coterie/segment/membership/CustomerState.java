package io.coterie.segment.membership;

import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Sources;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.evaluation.Verdict;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Journal;
import io.coterie.segment.facts.Lists;
import io.coterie.segment.facts.Profile;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the service knows of one customer, between the lock of its row and the commit.
public final class CustomerState {
    private final UUID customerId;
    private final Journal journal;
    private final Map<Definition.Ref, Standing> standings;
    private final Map<Definition.Ref, Standing> standingsAsRead;
    private final Map<Sources, Instant> dueAsRead;
    private final Instant instantAsRead;
    private long version;
    private Instant lastInstant;
    private long epoch;
    private Profile profile;
    private Lists lists;
    private boolean listsChanged;
    private boolean profileChanged;
    private @Nullable CustomerFacts facts;
    private LastTold.Told told = LastTold.Told.NOTHING;
    private Horizons reached;
    private Map<Sources, Instant> due;

    /// A customer as stored.
    public CustomerState(
            UUID customerId,
            long version,
            Instant lastInstant,
            long epoch,
            Profile profile,
            Lists lists,
            Journal journal,
            Map<Definition.Ref, Standing> standings,
            Map<Sources, Instant> dueAsRead) {
        this.customerId = customerId;
        this.version = version;
        this.lastInstant = lastInstant;
        this.instantAsRead = lastInstant;
        this.epoch = epoch;
        this.profile = profile;
        this.lists = lists;
        this.journal = journal;
        this.standings = standings;
        this.standingsAsRead = Map.copyOf(standings);
        this.dueAsRead = dueAsRead;
        this.reached = Horizons.unbounded(lastInstant);
        this.due = dueAsRead;
    }

    /// A customer of whom nothing is known yet.
    public static CustomerState fresh(UUID customerId) {
        return new CustomerState(
                customerId,
                0,
                Instant.EPOCH,
                0,
                Profile.UNKNOWN,
                Lists.NONE,
                Journal.empty(),
                new HashMap<>(),
                Map.of());
    }

    public UUID customerId() {
        return customerId;
    }

    public long version() {
        return version;
    }

    /// Whether no turn has been taken yet, with this row at least.
    public boolean isFresh() {
        return lastInstant.equals(Instant.EPOCH);
    }

    /// The row is new, but its customer may not be: versions go on where they ended.
    void remember(LastTold.Told before) {
        told = before;
        version = before.stateVersion();
    }

    LastTold.Told told() {
        return told;
    }

    /// Whether the arrival tells anything new.
    boolean isNews(Arrival arrival) {
        return switch (arrival) {
            case Arrival.OfProfile news -> news.profile().version() > profile.version();
            case Arrival.OfList news -> lists.isNews(news.list(), news.listing());
            case Arrival.OfFact news -> journal.isNews(news.fact());
        };
    }

    void nextVersion() {
        version++;
    }

    public Instant lastInstant() {
        return lastInstant;
    }

    public long epoch() {
        return epoch;
    }

    /// Ends a turn.
    /// @param horizons how far time acted in it
    void reached(Definitions definitions, Horizons horizons) {
        lastInstant = horizons.now();
        epoch = definitions.epoch();
        reached = horizons;
        due = dueBy(definitions);
    }

    Horizons reached() {
        return reached;
    }

    public Profile profile() {
        return profile;
    }

    void profile(Profile newer) {
        profile = newer;
        profileChanged = true;
        facts = null;
    }

    /// Whether it is another one than was read.
    boolean profileChanged() {
        return profileChanged;
    }

    public Lists lists() {
        return lists;
    }

    void lists(Lists newer) {
        lists = newer;
        listsChanged = true;
        facts = null;
    }

    /// Whether they are others than were read.
    boolean listsChanged() {
        return listsChanged;
    }

    public Journal journal() {
        return journal;
    }

    void factsChanged() {
        facts = null;
    }

    /// A view that later changes do not touch.
    public CustomerFacts facts() {
        CustomerFacts view = facts;
        if (view == null) {
            view = new CustomerFacts(profile, lists, journal.facts());
            facts = view;
        }
        return view;
    }

    public Map<Definition.Ref, Standing> standings() {
        return standings;
    }

    public Map<Definition.Ref, Standing> standingsAsRead() {
        return standingsAsRead;
    }

    /// Whether the turn was the first, or changed a verdict, or when time may change one, or dropped one. A new one
    /// that
    /// the customer is outside for good is none: whoever needs it finds the same again.
    public boolean standsDifferently() {
        return instantAsRead.equals(Instant.EPOCH)
                || !standings.keySet().containsAll(standingsAsRead.keySet())
                || standings.entrySet().stream()
                        .anyMatch(standing -> standing.getValue()
                                .differsFrom(standingsAsRead.getOrDefault(standing.getKey(), Standing.OUTSIDE)));
    }

    /// By the sources that are to be waited for, when time alone might have changed a verdict; absent where never.
    public Map<Sources, Instant> dueAsRead() {
        return dueAsRead;
    }

    /// How many of the rows that say when are due.
    public int rowsDue(Horizons horizons) {
        return (int) dueAsRead.entrySet().stream()
                .filter(row -> !row.getValue().isAfter(horizons.of(row.getKey())))
                .count();
    }

    /// The same as the turn left it.
    Map<Sources, Instant> due() {
        return due;
    }

    private Map<Sources, Instant> dueBy(Definitions definitions) {
        Map<Sources, Instant> soonest = new HashMap<>();
        for (Definition definition : definitions.inOrder()) {
            Standing standing = standings.getOrDefault(definition.ref(), Standing.OUTSIDE);
            if (!standing.next().equals(Verdict.NEVER)) {
                Sources sources = definitions.closureOf(definition).sources();
                soonest.merge(sources, standing.next(), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return soonest;
    }
}
