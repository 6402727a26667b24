package io.coterie.segment.vocabulary;

import io.coterie.kit.event.Bucket;
import io.coterie.segment.definition.SegmentLookup;
import io.coterie.segment.list.StaticList;
import io.coterie.segment.list.StaticLists;
import io.coterie.segment.membership.CustomerState;
import io.coterie.segment.membership.StateTable;
import io.coterie.segment.rfm.Dimension;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmModels;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Looks at customers from a place in the key space that changes from time to time, until enough were seen: small
/// installations are seen whole, large ones by a sample, and nothing has to be written when facts come in.
@Singleton
class SampleVocabulary {
    private static final int ENOUGH = 2_000;
    private static final int MOST_SEGMENTS = 1_000;
    private static final int MOST_LISTS = 1_000;
    private static final int AT_ONCE = 200;

    private final StateTable states;
    private final SegmentLookup segments;
    private final RfmModels models;
    private final StaticLists lists;

    SampleVocabulary(StateTable states, SegmentLookup segments, RfmModels models, StaticLists lists) {
        this.states = states;
        this.segments = segments;
        this.models = models;
        this.lists = lists;
    }

    /// @param from the bucket to begin with; from the last one it goes on with the first
    @Transactional
    Vocabulary from(int from) {
        Sightings sightings = new Sightings();
        boolean complete = look(sightings, from, Integer.MAX_VALUE) && look(sightings, 0, from);
        return new Vocabulary(
                sightings.customers(),
                complete,
                sightings.traits(),
                sightings.events(),
                sightings.metrics(),
                segments.keys(MOST_SEGMENTS),
                scores(),
                lists.after("", false, MOST_LISTS).stream().map(StaticList::key).toList());
    }

    private List<Vocabulary.Score> scores() {
        Integer model = models.newest().map(RfmModel::number).orElse(null);
        return Stream.of(Dimension.values())
                .map(dimension -> new Vocabulary.Score(dimension.trait(), RfmModel.WORST, RfmModel.BEST, model))
                .toList();
    }

    /// Whether all were seen before it was enough.
    private boolean look(Sightings sightings, int from, int to) {
        int bucket = from;
        UUID after = new UUID(0, 0);
        while (sightings.customers() < ENOUGH) {
            List<CustomerState> page = states.page(bucket, after, to, AT_ONCE);
            page.forEach(state -> sightings.add(state.profile(), state.journal().facts()));
            if (page.size() < AT_ONCE) {
                return true;
            }
            after = page.getLast().customerId();
            bucket = Bucket.of(after);
        }
        return false;
    }
}
